package io.tidemark.boot.endpoint;

import java.time.Clock;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import io.tidemark.HeapWatch;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.HistogramRefusedException;
import io.tidemark.heap.HistogramRequest;
import io.tidemark.heap.OldObjects;
import io.tidemark.report.FlameGraphReport;
import io.tidemark.report.FoldedReport;
import io.tidemark.report.HeapContext;
import io.tidemark.report.HeapJson;
import io.tidemark.report.HeapPage;
import io.tidemark.report.HeapPicture;
import io.tidemark.report.HeapText;
import io.tidemark.report.SurvivorWeight;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells what grew in the heap and who allocated it. Reading takes nothing: it gets what
 * is known. Writing takes a histogram, which stops the application, or asks for what
 * stays; what that would cost is told before. Nobody may do either by default, because
 * names of classes and lines tell much of a program.
 *
 * @since 0.1.0
 */
@WebEndpoint(id = "heapdiff", defaultAccess = Access.NONE)
public class HeapDiffEndpoint {

	private final Supplier<HeapWatch> watch;

	private final HeapPictures pictures;

	private final IntFunction<HeapContext> context;

	private final Clock clock;

	private final HeapJson json = new HeapJson();

	private final HeapText text = new HeapText();

	private final FoldedReport folded = new FoldedReport();

	/** Its templates are read by the first browser, not on the way to being ready. */
	private final Supplier<HeapPage> html = SingletonSupplier.of(HeapPage::new);

	private final Supplier<FlameGraphReport> flameGraph = SingletonSupplier.of(FlameGraphReport::new);

	/**
	 * Takes suppliers, because Actuator makes an endpoint long before the first request.
	 * @param watch what is known of memory; throws {@link HeapNotWatchedException} where
	 * nothing is
	 * @param pictures puts together what is told
	 * @param context what is said beside it, by the number that is told at most
	 * @param clock tells the time of a request
	 */
	public HeapDiffEndpoint(Supplier<HeapWatch> watch, HeapPictures pictures, IntFunction<HeapContext> context,
			Clock clock) {
		this.watch = watch;
		this.pictures = pictures;
		this.context = context;
		this.clock = clock;
	}

	/**
	 * What grew from one kept histogram to another, by default from the first to the
	 * newest, with all else that is known.
	 */
	@ReadOperation(producesFrom = HeapDiffFormat.class)
	public WebEndpointResponse<Object> diff(HeapDiffFormat accepted, @Nullable String from, @Nullable String to,
			@Nullable String limit, @Nullable String format, @Nullable String weight) {
		return answer(accepted, () -> {
			HeapDiffFormat chosen = Parameters.format(format, accepted);
			HeapContext context = this.context.apply(Parameters.limit(limit));
			SurvivorWeight by = weight(weight);
			return Answers.respond(chosen, switch (chosen) {
				case FOLDED -> this.folded.survivors(survivors(), by);
				case FLAMEGRAPH -> this.flameGraph.get().survivors(survivors(), by, context);
				case TEXT -> this.text.picture(picture(from, to), context);
				case JSON -> this.json.picture(picture(from, to), context);
				case HTML -> this.html.get().picture(picture(from, to), context);
			});
		});
	}

	/** One histogram. */
	@ReadOperation(producesFrom = HeapDiffFormat.class)
	public WebEndpointResponse<Object> histogram(HeapDiffFormat accepted, @Selector String id, @Nullable String limit,
			@Nullable String format) {
		return answer(accepted, () -> {
			HeapDiffFormat chosen = Parameters.format(format, accepted);
			HeapContext context = this.context.apply(Parameters.limit(limit));
			ClassHistogram found = find(id);
			return Answers.respond(chosen, switch (chosen) {
				case FOLDED, FLAMEGRAPH ->
					throw new IllegalArgumentException("A histogram has no stacks: 'format' must be one of text, json, "
							+ "html, found '%s'".formatted(format));
				case TEXT -> this.text.histogram(found, context);
				case JSON -> this.json.histogram(found, context);
				case HTML -> this.html.get().histogram(found, context);
			});
		});
	}

	/**
	 * Takes a histogram, unless only the survivors are asked for, and answers with what
	 * grew until it.
	 */
	@WriteOperation(producesFrom = HeapDiffFormat.class)
	public WebEndpointResponse<Object> take(HeapDiffFormat accepted, @Nullable String histogram, @Nullable String force,
			@Nullable String collect, @Nullable String oldObjects, @Nullable String paths) {
		return answer(HeapDiffFormat.JSON, () -> {
			boolean holders = Parameters.flag("paths", paths);
			boolean survivors = Parameters.flag("oldObjects", oldObjects) || holders;
			HistogramRequest request = new HistogramRequest(Parameters.flag("force", force),
					Parameters.flag("collect", collect));
			if ((histogram != null) ? Parameters.flag("histogram", histogram) : !survivors) {
				takeHistogram(request);
			}
			if (survivors) {
				this.watch.get().collect(this.clock.instant(), holders);
			}
			return Answers.respond(HeapDiffFormat.JSON,
					this.json.picture(picture(null, null), this.context.apply(Parameters.limit(null))));
		});
	}

	private void takeHistogram(HistogramRequest request) {
		String unsupported = this.watch.get().histograms().unsupported();
		if (unsupported != null) {
			throw new HeapNotWatchedException(unsupported);
		}
		this.watch.get().take(this.clock.instant(), request);
	}

	private HeapPicture picture(@Nullable String from, @Nullable String to) {
		return this.pictures.of(this.watch.get(), from, to, this.clock.instant());
	}

	private ClassHistogram find(String id) {
		ClassHistogram found = new KeptHistograms(this.watch.get().histograms().kept()).find(id);
		if (found == null) {
			throw new UnknownHistogramException("No histogram has been taken yet; POST {} takes one");
		}
		return found;
	}

	private OldObjects survivors() {
		OldObjects survivors = this.watch.get().oldObjects();
		if (survivors == null) {
			throw new UnknownHistogramException(
					"Nobody has asked for what stays yet; POST {\"oldObjects\":true} does, which stops nothing");
		}
		return survivors;
	}

	private static SurvivorWeight weight(@Nullable String weight) {
		return (weight == null) ? SurvivorWeight.SAMPLES
				: Parameters.choice("weight", weight, SurvivorWeight.class, SurvivorWeight::id);
	}

	private WebEndpointResponse<Object> answer(HeapDiffFormat accepted, Supplier<WebEndpointResponse<Object>> answer) {
		try {
			return answer.get();
		}
		catch (IllegalArgumentException ex) {
			return Answers.badRequest(accepted, ex);
		}
		catch (UnknownHistogramException ex) {
			return Answers.notFound(accepted, ex);
		}
		catch (HeapNotWatchedException ex) {
			return unavailable(accepted, ex);
		}
		catch (HistogramRefusedException ex) {
			return (ex.getCause() != null) ? unavailable(accepted, ex) : tooMany(ex);
		}
	}

	private static WebEndpointResponse<Object> unavailable(HeapDiffFormat accepted, Exception ex) {
		return Answers.refuse(accepted, WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "Service Unavailable", ex);
	}

	/** Says how long to wait in its body: an operation can set no header. */
	private WebEndpointResponse<Object> tooMany(HistogramRefusedException ex) {
		return new WebEndpointResponse<>(this.json.refusal(String.valueOf(ex.getMessage()), ex.retryAfter()),
				WebEndpointResponse.STATUS_TOO_MANY_REQUESTS, MimeTypeUtils.APPLICATION_JSON);
	}

}
