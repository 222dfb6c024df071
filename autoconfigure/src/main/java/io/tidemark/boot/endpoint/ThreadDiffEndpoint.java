package io.tidemark.boot.endpoint;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.tidemark.Tidemark;
import io.tidemark.boot.schedule.CaptureOverrunException;
import io.tidemark.boot.schedule.SharedSnapshots;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.diff.UnknownSnapshotException;
import io.tidemark.jvm.PartState;
import io.tidemark.report.FlameGraphReport;
import io.tidemark.report.FoldedReport;
import io.tidemark.report.HtmlReport;
import io.tidemark.report.JsonReport;
import io.tidemark.report.PprofReport;
import io.tidemark.report.ReportContext;
import io.tidemark.report.TextReport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.function.SingletonSupplier;

/**
 * Compares snapshots of the threads of this JVM and names the line that started those
 * that came.
 * <p>
 * A request for {@code now} takes a snapshot; on JDK 21 and later this stops nothing, on
 * 17 it takes short safepoints, within the budget. Parameters are strings that are parsed
 * here, so that each refusal can say what was expected.
 *
 * @since 0.1.0
 */
@WebEndpoint(id = "threaddiff", defaultAccess = Access.READ_ONLY)
public class ThreadDiffEndpoint {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1_000;

	private final Supplier<Tidemark> tidemark;

	private final Supplier<SharedSnapshots> snapshots;

	private final Supplier<List<PartState>> observer;

	private final BooleanSupplier writable;

	private final JsonReport json = new JsonReport();

	private final TextReport text = new TextReport();

	private final FoldedReport folded = new FoldedReport();

	private final PprofReport pprof = new PprofReport();

	/** Its templates are read by the first browser, not on the way to being ready. */
	private final Supplier<HtmlReport> html = SingletonSupplier.of(HtmlReport::new);

	private final Supplier<FlameGraphReport> flameGraph = SingletonSupplier.of(FlameGraphReport::new);

	/**
	 * Takes suppliers, because Actuator makes an endpoint long before the first request.
	 * @param tidemark the engine
	 * @param snapshots takes snapshots of now
	 * @param observer tells the state of Tidemark's parts
	 * @param writable tells whether writing is allowed, so that the page shows no button
	 * that would be refused
	 */
	public ThreadDiffEndpoint(Supplier<Tidemark> tidemark, Supplier<SharedSnapshots> snapshots,
			Supplier<List<PartState>> observer, BooleanSupplier writable) {
		this.tidemark = tidemark;
		this.snapshots = snapshots;
		this.observer = observer;
		this.writable = writable;
	}

	/** The difference of two snapshots, by default from the baseline to now. */
	@ReadOperation(producesFrom = ThreadDiffFormat.class)
	public WebEndpointResponse<Object> diff(ThreadDiffFormat accepted, @Nullable String from, @Nullable String to,
			@Nullable String limit, @Nullable String format) {
		return answer(accepted, () -> {
			ThreadDiffFormat chosen = ThreadDiffFormat.of(format, accepted);
			ReportContext context = context(limit);
			KeptSnapshot later = find((to != null) ? to : SnapshotStore.NOW);
			KeptSnapshot earlier = find((from != null) ? from : SnapshotStore.BASELINE);
			var diff = this.tidemark.get().diff(earlier, later);
			return respond(chosen, switch (chosen) {
				case FOLDED -> this.folded.diff(diff);
				case FLAMEGRAPH -> this.flameGraph.get().diff(diff, context);
				case TEXT -> this.text.diff(diff, noted(context, diff));
				case PPROF -> this.pprof.diff(diff);
				case JSON -> this.json.diff(diff, noted(context, diff));
				case HTML -> this.html.get().diff(diff, noted(context, diff));
			});
		});
	}

	/** One snapshot, grouped. */
	@ReadOperation(producesFrom = ThreadDiffFormat.class)
	public WebEndpointResponse<Object> snapshot(ThreadDiffFormat accepted, @Selector String snapshot,
			@Nullable String limit, @Nullable String format) {
		return answer(accepted, () -> {
			ThreadDiffFormat chosen = ThreadDiffFormat.of(format, accepted);
			ReportContext context = context(limit);
			KeptSnapshot found = find(snapshot);
			return respond(chosen, switch (chosen) {
				case FOLDED -> this.folded.snapshot(found);
				case FLAMEGRAPH -> this.flameGraph.get().snapshot(found, context);
				case TEXT -> this.text.snapshot(found, noted(context, this.tidemark.get().diff(found, found)));
				case PPROF -> this.pprof.snapshot(found);
				case JSON -> this.json.snapshot(found, noted(context, this.tidemark.get().diff(found, found)));
				case HTML -> this.html.get().snapshot(found, noted(context, this.tidemark.get().diff(found, found)));
			});
		});
	}

	/** Takes a snapshot and keeps it. */
	@WriteOperation(producesFrom = ThreadDiffFormat.class)
	public WebEndpointResponse<Object> take(ThreadDiffFormat accepted, @Nullable String name,
			@Nullable String baseline) {
		return answer(ThreadDiffFormat.JSON, () -> {
			boolean asBaseline = parseBoolean("baseline", baseline);
			this.tidemark.get().snapshots().checkName(name);
			KeptSnapshot kept = this.tidemark.get().snapshots().keep(this.snapshots.get().fresh(), name, asBaseline);
			return respond(ThreadDiffFormat.JSON, this.json.kept(kept));
		});
	}

	/** Forgets a kept snapshot. */
	@DeleteOperation
	public WebEndpointResponse<Object> forget(@Selector String snapshot) {
		return answer(ThreadDiffFormat.JSON, () -> {
			this.tidemark.get().snapshots().forget(snapshot);
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
		});
	}

	private KeptSnapshot find(String reference) {
		return SnapshotStore.NOW.equals(reference) ? this.snapshots.get().now()
				: this.tidemark.get().snapshots().find(reference);
	}

	private ReportContext context(@Nullable String limit) {
		return new ReportContext(parseLimit(limit), this.tidemark.get().snapshots().kept(), this.observer.get(),
				this.writable.getAsBoolean());
	}

	/** Pictures and profiles show numbers only, so they do not pay for the notes. */
	private ReportContext noted(ReportContext context, SnapshotDiff diff) {
		return context.withNotes(this.tidemark.get().notes(diff));
	}

	private static int parseLimit(@Nullable String limit) {
		if (limit == null) {
			return DEFAULT_LIMIT;
		}
		try {
			int parsed = Integer.parseInt(limit);
			if (parsed >= 1 && parsed <= MAX_LIMIT) {
				return parsed;
			}
		}
		catch (NumberFormatException ex) {
			// said below, as for a number out of range
		}
		throw new IllegalArgumentException(
				"'limit' must be a number from 1 to %d, found '%s'".formatted(MAX_LIMIT, limit));
	}

	private static boolean parseBoolean(String parameter, @Nullable String value) {
		if (value == null || value.equals("false")) {
			return false;
		}
		if (value.equals("true")) {
			return true;
		}
		throw new IllegalArgumentException("'%s' must be true or false, found '%s'".formatted(parameter, value));
	}

	private WebEndpointResponse<Object> answer(ThreadDiffFormat accepted,
			Supplier<WebEndpointResponse<Object>> answer) {
		try {
			return answer.get();
		}
		catch (IllegalArgumentException ex) {
			return refuse(accepted, WebEndpointResponse.STATUS_BAD_REQUEST, "Bad Request", ex);
		}
		catch (UnknownSnapshotException ex) {
			return refuse(accepted, WebEndpointResponse.STATUS_NOT_FOUND, "Not Found", ex);
		}
		catch (CaptureOverrunException ex) {
			return refuse(accepted, WebEndpointResponse.STATUS_TOO_MANY_REQUESTS, "Too Many Requests", ex);
		}
	}

	/** The body is text, or for a profile bytes. */
	private static WebEndpointResponse<Object> respond(ThreadDiffFormat format, Object body) {
		return new WebEndpointResponse<>(body, WebEndpointResponse.STATUS_OK, format.getProducedMimeType());
	}

	/**
	 * A refusal is a sentence: as JSON for programs, as plain text for everybody else.
	 */
	private WebEndpointResponse<Object> refuse(ThreadDiffFormat accepted, int status, String error, Exception ex) {
		String message = String.valueOf(ex.getMessage());
		return (accepted == ThreadDiffFormat.JSON)
				? new WebEndpointResponse<>(this.json.refusal(status, error, message), status,
						ThreadDiffFormat.JSON.getProducedMimeType())
				: new WebEndpointResponse<>(message + "\n", status, ThreadDiffFormat.TEXT.getProducedMimeType());
	}

}
