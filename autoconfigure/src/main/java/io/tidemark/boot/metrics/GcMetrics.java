package io.tidemark.boot.metrics;

import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.GcPauses;

/**
 * Stops of the application by collectors, {@code tidemark.gc.*}. Each collector's series
 * exists from the start, so that the first pause is seen as an increase.
 *
 * @since 0.1.0
 */
public final class GcMetrics implements MeterBinder {

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
		Map<String, Timer> timers = this.pauses.collectors()
			.stream()
			.collect(Collectors.toUnmodifiableMap((collector) -> collector, (collector) -> timer(collector, registry)));
		this.pauses.handTo((pause) -> {
			Timer timer = timers.get(pause.collector());
			if (timer != null) {
				timer.record(pause.duration());
			}
		});
		Gauge.builder("tidemark.gc.pause.share", this.pauses, GcPauses::shareOfLastMinute)
			.description("Share of the last minute in which collectors stopped the application")
			.baseUnit("ratio")
			.strongReference(true)
			.register(registry);
	}

	private static Timer timer(String collector, MeterRegistry registry) {
		return Timer.builder("tidemark.gc.pause")
			.description("Stops of the application by a collector, each in whole milliseconds")
			.tag("collector", collector)
			.register(registry);
	}

}
