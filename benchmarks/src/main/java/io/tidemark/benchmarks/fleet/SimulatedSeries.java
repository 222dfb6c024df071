package io.tidemark.benchmarks.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What one series of a real scrape does on a simulated instance. Counters go on as fast
 * as they did, gauges move about a tenth from minute to minute, whole numbers stay whole,
 * limits and 0 stay as they are. The same seed gives the same values.
 */
final class SimulatedSeries {

	private static final Set<String> THREAD_TOTALS = Set.of("tidemark_threads_live_threads", "jvm_threads_live_threads",
			"jvm_threads_peak_threads", "tidemark_threads_started_threads_total");

	private static final Set<String> THREADS_BY_STATE = Set.of("tidemark_threads_states_threads",
			"jvm_threads_states_threads");

	/** Threads that one process may have. */
	private static final double LIMIT = 10_000;

	private final Series series;

	private final Kind kind;

	private final double scrapedAtAge;

	/**
	 * @param series the real one
	 * @param ofLeak whether only an instance that leaks has it
	 * @param scrapedAtAge age of the real process when it was scraped
	 */
	SimulatedSeries(Series series, boolean ofLeak, Duration scrapedAtAge) {
		this.series = series;
		this.kind = Kind.of(series, ofLeak);
		this.scrapedAtAge = Math.max(1, scrapedAtAge.toMillis() / 1e3);
	}

	Series series() {
		return this.series;
	}

	/**
	 * Its value, NaN where the instance has no such series.
	 * @param seed another one for each series and instance
	 * @param started when the process of the instance started
	 * @param leak what it leaks
	 */
	double value(long seed, Instant started, Instant now, @Nullable Leak leak) {
		double scraped = this.series.value();
		double age = (now.toEpochMilli() - started.toEpochMilli()) / 1e3;
		return switch (this.kind) {
			case CONSTANT -> scraped;
			case AGE -> age;
			case START -> started.toEpochMilli() / 1e3;
			case COUNTER -> counted(scraped * (0.7 + 0.6 * uniform(seed, 0)) * age / this.scrapedAtAge);
			case GAUGE -> moved(scraped, seed, now);
			case ALL_THREADS -> scraped + leaked(leak, started, now);
			case THREAD_LIMIT -> scraped + leaked(leak, started, now) / LIMIT;
			case LEAKED_GROUP -> positive(leaked(leak, started, now));
			case VERDICTS -> (suspected(leak, started, now) >= 0) ? 1 : 0;
			case VERDICT_AGE -> (suspected(leak, started, now) >= 0) ? suspected(leak, started, now) : Double.NaN;
			case VERDICT_GROWTH ->
				(leak != null && suspected(leak, started, now) >= 0) ? 60 * leak.perMinute() : Double.NaN;
			case VERDICT_LEFT -> (leak != null && suspected(leak, started, now) >= 0)
					? (LIMIT - leaked(leak, started, now)) * 60 / leak.perMinute() : Double.NaN;
		};
	}

	private double counted(double value) {
		return isWhole() ? Math.floor(value) : value;
	}

	private double moved(double value, long seed, Instant now) {
		double moved = value * (0.9 + 0.2 * uniform(seed, now.getEpochSecond() / 60));
		return isWhole() ? Math.rint(moved) : moved;
	}

	private boolean isWhole() {
		return this.series.value() == Math.rint(this.series.value());
	}

	private static double positive(double value) {
		return (value > 0) ? value : Double.NaN;
	}

	private static double leaked(@Nullable Leak leak, Instant started, Instant now) {
		return (leak != null) ? leak.threads(started, now) : 0;
	}

	private static double suspected(@Nullable Leak leak, Instant started, Instant now) {
		return (leak != null) ? leak.suspectedSeconds(started, now) : -1;
	}

	/** Evenly spread from 0 to 1, the same for the same arguments. */
	private static double uniform(long seed, long step) {
		long mixed = (seed + step * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
	}

	private enum Kind {

		CONSTANT, AGE, START, COUNTER, GAUGE, ALL_THREADS, THREAD_LIMIT, LEAKED_GROUP, VERDICTS, VERDICT_AGE,
		VERDICT_GROWTH, VERDICT_LEFT;

		static Kind of(Series series, boolean ofLeak) {
			String name = series.name();
			return switch (name) {
				case "process_uptime_seconds" -> AGE;
				case "process_start_time_seconds" -> START;
				case "tidemark_leaks_age_seconds" -> VERDICT_AGE;
				case "tidemark_leaks_growth_per_hour" -> VERDICT_GROWTH;
				case "tidemark_leaks_time_to_limit_seconds" -> VERDICT_LEFT;
				case "tidemark_leaks_resources" -> isSuspectedGroup(series) ? VERDICTS : CONSTANT;
				case "tidemark_limit_used_ratio" ->
					series.label("resource").equals("threads") ? THREAD_LIMIT : CONSTANT;
				default -> ofLeak ? LEAKED_GROUP : usual(series, name);
			};
		}

		private static Kind usual(Series series, String name) {
			if (THREAD_TOTALS.contains(name)
					|| THREADS_BY_STATE.contains(name) && series.label("state").equals("waiting")) {
				return Kind.ALL_THREADS;
			}
			if (series.counter()) {
				return COUNTER;
			}
			boolean fixed = name.contains("_max") || name.contains("_limit") || name.endsWith("_info")
					|| name.equals("tidemark_observer_part");
			return (fixed || !Double.isFinite(series.value()) || series.value() == 0) ? CONSTANT : GAUGE;
		}

		private static boolean isSuspectedGroup(Series series) {
			return series.label("kind").equals("thread-group") && series.label("grade").equals("suspected");
		}

	}

}
