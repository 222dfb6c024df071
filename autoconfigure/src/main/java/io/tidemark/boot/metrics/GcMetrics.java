package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.GcPauses;

/**
 * Stops of the application by collectors, {@code tidemark.gc.*}, as a histogram of all
 * collectors together. Its series exist from the start, so that the first pause is seen
 * as an increase, and their number does not depend on the collector.
 *
 * @since 0.1.0
 */
public final class GcMetrics implements MeterBinder {

	/**
	 * Bounds of the buckets: what a request feels, up to what a readiness probe or a load
	 * balancer gives up on.
	 */
	private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 3_000, 10_000)
		.mapToObj(Duration::ofMillis)
		.toArray(Duration[]::new);

	/** One a bucket, the one without a bound, and count, sum and maximum. */
	static final int SERIES = 14;

	private final GcPauses pauses;

	/**
	 * Meters of what the listener hears.
	 * @param pauses closed by whoever opened it; the series stay as they are then
	 */
	public GcMetrics(GcPauses pauses) {
		this.pauses = pauses;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Timer timer = TidemarkMeter.GC_PAUSE.timer().serviceLevelObjectives(BUCKETS).register(registry);
		this.pauses.handTo((pause) -> timer.record(pause.duration()));
		TidemarkMeter.GC_PAUSE_SHARE.gauge(registry, Tags.empty(), this.pauses, GcPauses::shareOfLastMinute);
	}

}
