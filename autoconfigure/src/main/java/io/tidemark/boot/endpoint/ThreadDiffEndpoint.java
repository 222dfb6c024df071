package io.tidemark.boot.endpoint;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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

	private final Supplier<Tidemark> tidemark;

	private final Supplier<SharedSnapshots> snapshots;

	private final Supplier<List<PartState>> observer;

	private final BooleanSupplier writable;

	private final UnaryOperator<ReportContext> neighbours;

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
	 * @param neighbours adds where the pages of the other endpoints are, relative to that
	 * of this one
	 */
	public ThreadDiffEndpoint(Supplier<Tidemark> tidemark, Supplier<SharedSnapshots> snapshots,
			Supplier<List<PartState>> observer, BooleanSupplier writable, UnaryOperator<ReportContext> neighbours) {
		this.tidemark = tidemark;
		this.snapshots = snapshots;
		this.observer = observer;
		this.writable = writable;
		this.neighbours = neighbours;
	}

	/** The difference of two snapshots, by default from the baseline to now. */
	@ReadOperation(producesFrom = ThreadDiffFormat.class)
	public WebEndpointResponse<Object> diff(ThreadDiffFormat accepted, @Nullable String from, @Nullable String to,
			@Nullable String limit, @Nullable String format) {
		return answer(accepted, () -> {
			ThreadDiffFormat chosen = Parameters.format(format, accepted);
			ReportContext context = context(limit);
			KeptSnapshot later = find((to != null) ? to : SnapshotStore.NOW);
			KeptSnapshot earlier = find((from != null) ? from : SnapshotStore.BASELINE);
			var diff = this.tidemark.get().diff(earlier, later);
			return Answers.respond(chosen, switch (chosen) {
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
			ThreadDiffFormat chosen = Parameters.format(format, accepted);
			ReportContext context = context(limit);
			KeptSnapshot found = find(snapshot);
			return Answers.respond(chosen, switch (chosen) {
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
			boolean asBaseline = Parameters.flag("baseline", baseline);
			this.tidemark.get().snapshots().checkName(name);
			KeptSnapshot kept = this.tidemark.get().snapshots().keep(this.snapshots.get().fresh(), name, asBaseline);
			return Answers.respond(ThreadDiffFormat.JSON, this.json.kept(kept));
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
		return this.neighbours.apply(new ReportContext(Parameters.limit(limit), this.tidemark.get().snapshots().kept(),
				this.observer.get(), this.writable.getAsBoolean()));
	}

	/** Pictures and profiles show numbers only, so they do not pay for the notes. */
	private ReportContext noted(ReportContext context, SnapshotDiff diff) {
		return context.withNotes(this.tidemark.get().notes(diff));
	}

	private WebEndpointResponse<Object> answer(ThreadDiffFormat accepted,
			Supplier<WebEndpointResponse<Object>> answer) {
		try {
			return answer.get();
		}
		catch (IllegalArgumentException ex) {
			return Answers.badRequest(accepted, ex);
		}
		catch (UnknownSnapshotException ex) {
			return Answers.notFound(accepted, ex);
		}
		catch (CaptureOverrunException ex) {
			return Answers.refuse(accepted, WebEndpointResponse.STATUS_TOO_MANY_REQUESTS, "Too Many Requests", ex);
		}
	}

}
