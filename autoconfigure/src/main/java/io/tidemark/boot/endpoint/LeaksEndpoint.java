package io.tidemark.boot.endpoint;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.tidemark.LeakWatch;
import io.tidemark.jvm.PartState;
import io.tidemark.report.LeaksContext;
import io.tidemark.report.LeaksFilter;
import io.tidemark.report.LeaksJson;
import io.tidemark.report.LeaksPage;
import io.tidemark.report.LeaksText;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceHistory;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells which of the watched resources leak, how sure that is and why. A request takes no
 * reading: it gets what was decided last, some seconds ago.
 *
 * @since 0.1.0
 */
@WebEndpoint(id = "leaks", defaultAccess = Access.READ_ONLY)
public class LeaksEndpoint {

	private final Supplier<LeakWatch> watch;

	private final Supplier<List<PartState>> observer;

	private final Supplier<EndpointPaths> paths;

	private final Clock clock;

	private final UnaryOperator<LeaksContext> surroundings;

	private final LeaksJson json = new LeaksJson();

	private final LeaksText text = new LeaksText();

	/** Its templates are read by the first browser, not on the way to being ready. */
	private final Supplier<LeaksPage> html = SingletonSupplier.of(LeaksPage::new);

	/**
	 * Takes suppliers, because Actuator makes an endpoint long before the first request.
	 * @param watch what is watched; throws {@link LeaksNotWatchedException} where nothing
	 * can be
	 * @param observer tells the state of Tidemark's parts
	 * @param paths where this endpoint and its neighbour are served
	 * @param clock tells the time of a request
	 */
	public LeaksEndpoint(Supplier<LeakWatch> watch, Supplier<List<PartState>> observer, Supplier<EndpointPaths> paths,
			Clock clock) {
		this(watch, observer, paths, clock, UnaryOperator.identity());
	}

	/**
	 * The same with what else is to be told.
	 * @param surroundings adds it to what all verdicts are told with
	 */
	public LeaksEndpoint(Supplier<LeakWatch> watch, Supplier<List<PartState>> observer, Supplier<EndpointPaths> paths,
			Clock clock, UnaryOperator<LeaksContext> surroundings) {
		this.surroundings = surroundings;
		this.watch = watch;
		this.observer = observer;
		this.paths = paths;
		this.clock = clock;
	}

	/** The verdicts on all watched resources, worst grade first. */
	@ReadOperation(producesFrom = LeaksFormat.class)
	public WebEndpointResponse<Object> leaks(LeaksFormat accepted, @Nullable String grade, @Nullable String kind,
			@Nullable String limit, @Nullable String format) {
		return answer(accepted, () -> {
			LeaksFormat chosen = Parameters.format(format, accepted);
			LeaksFilter filter = new LeaksFilter(grade(grade), kind(kind), Parameters.limit(limit));
			LeakWatch watch = this.watch.get();
			LeaksContext context = this.surroundings.apply(context(filter, watch));
			List<LeakVerdict> verdicts = watch.verdicts();
			return Answers.respond(chosen, switch (chosen) {
				case TEXT -> this.text.verdicts(verdicts, context);
				case JSON -> this.json.verdicts(verdicts, context);
				case HTML -> this.html.get().verdicts(verdicts, context, (id) -> hour(watch, id));
			});
		});
	}

	/** One verdict with what it was made from. */
	@ReadOperation(producesFrom = LeaksFormat.class)
	public WebEndpointResponse<Object> leak(LeaksFormat accepted, @Selector String id, @Nullable String format) {
		return answer(accepted, () -> {
			LeaksFormat chosen = Parameters.format(format, accepted);
			LeakWatch watch = this.watch.get();
			LeakDetail detail = watch.detail(id);
			if (detail == null) {
				throw new UnknownResourceException(id, watch.verdicts().size());
			}
			LeaksContext context = context(new LeaksFilter(Grade.CLEAR, null, 1), watch);
			return Answers.respond(chosen, switch (chosen) {
				case TEXT -> this.text.verdict(detail, context);
				case JSON -> this.json.verdict(detail, context);
				case HTML -> this.html.get().verdict(detail, context);
			});
		});
	}

	private LeaksContext context(LeaksFilter filter, LeakWatch watch) {
		EndpointPaths paths = this.paths.get();
		return new LeaksContext(this.clock.instant(), filter, watch.resources().dropped(), watch.shadow(),
				this.observer.get(), paths.self(), paths.neighbour());
	}

	private static @Nullable ResourceHistory hour(LeakWatch watch, String id) {
		LeakDetail detail = watch.detail(id);
		return (detail != null) ? detail.hour() : null;
	}

	private static Grade grade(@Nullable String grade) {
		return isGiven(grade) ? Parameters.choice("grade", grade, Grade.class, Grade::id) : Grade.CLEAR;
	}

	private static @Nullable ResourceKind kind(@Nullable String kind) {
		return isGiven(kind) ? Parameters.choice("kind", kind, ResourceKind.class, ResourceKind::id) : null;
	}

	/** A form sends an empty one where nothing was chosen. */
	private static boolean isGiven(@Nullable String parameter) {
		return parameter != null && !parameter.isEmpty();
	}

	private static WebEndpointResponse<Object> answer(LeaksFormat accepted,
			Supplier<WebEndpointResponse<Object>> answer) {
		try {
			return answer.get();
		}
		catch (IllegalArgumentException ex) {
			return Answers.badRequest(accepted, ex);
		}
		catch (UnknownResourceException ex) {
			return Answers.notFound(accepted, ex);
		}
		catch (LeaksNotWatchedException ex) {
			return Answers.refuse(accepted, WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "Service Unavailable", ex);
		}
	}

	private static final class UnknownResourceException extends RuntimeException {

		UnknownResourceException(String id, int watched) {
			super("No watched resource has the id '%s'; ask without an id for those of all %d resources".formatted(id,
					watched));
		}

	}

}
