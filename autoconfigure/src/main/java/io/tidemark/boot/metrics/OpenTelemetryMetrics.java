package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.GcPause;
import io.tidemark.jvm.GcPauses;
import io.tidemark.jvm.MemoryArea;
import io.tidemark.jvm.MemoryPool;
import io.tidemark.jvm.MemoryPools;
import org.jspecify.annotations.Nullable;

/**
 * The two meters of OpenTelemetry's semantic conventions for the JVM that Micrometer does
 * not have: {@code jvm.memory.used_after_last_gc} and {@code jvm.gc.duration}. The latter
 * has the stops of the application only, no concurrent work, and neither action nor
 * cause. At most eight series a collector and three pools.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/runtime/jvm-metrics/">Semantic conventions
 * for JVM metrics</a>
 * @since 0.1.0
 */
public final class OpenTelemetryMetrics implements MeterBinder {

	/** The bounds that the conventions advise. */
	private static final Duration[] BUCKETS = { Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1),
			Duration.ofSeconds(10) };

	private final MemoryPools memory;

	private final @Nullable GcPauses pauses;

	private final Map<MeterRegistry, List<MemoryPool>> awaited = new LinkedHashMap<>();

	/**
	 * @param memory the JVM's pools
	 * @param pauses tells of collections, {@code null} where the JVM does not
	 */
	public OpenTelemetryMetrics(MemoryPools memory, @Nullable GcPauses pauses) {
		this.memory = memory;
		this.pauses = pauses;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.awaited.put(registry, new ArrayList<>(this.memory.pools()));
		update();
		if (this.pauses != null) {
			Map<String, Timer> timers = new HashMap<>();
			this.pauses.collectors().forEach((collector) -> timers.put(collector, timer(collector, registry)));
			this.pauses.handTo((pause) -> record(pause, timers));
		}
	}

	/** Begins the series of pools that were collected for the first time; cheap. */
	public synchronized void update() {
		this.awaited.forEach((registry, pools) -> pools.removeIf((pool) -> bindAfterGc(pool, registry)));
	}

	private static boolean bindAfterGc(MemoryPool pool, MeterRegistry registry) {
		if (pool.afterGc() == null) {
			return false;
		}
		Gauge.builder("jvm.memory.used_after_last_gc", pool, MemoryMetrics::afterGc)
			.description("Measure of memory used, as measured after the most recent garbage collection event")
			.tags("jvm.memory.pool.name", pool.name(), "jvm.memory.type",
					(pool.area() == MemoryArea.HEAP) ? "heap" : "non_heap")
			.baseUnit(BaseUnits.BYTES)
			.strongReference(true)
			.register(registry);
		return true;
	}

	private static Timer timer(String collector, MeterRegistry registry) {
		return Timer.builder("jvm.gc.duration")
			.description("Duration of JVM garbage collection actions: stops of the application only")
			.tag("jvm.gc.name", collector)
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
	}

	private static void record(GcPause pause, Map<String, Timer> timers) {
		Timer timer = timers.get(pause.collector());
		if (timer != null) {
			timer.record(pause.duration());
		}
	}

}
