package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.MemoryPool;
import io.tidemark.jvm.MemoryPools;

/**
 * The heap and what collections left in its pools, {@code tidemark.memory.*}. What is in
 * use in each pool Micrometer tells as well. Usage after collection begins with the first
 * collection of the pool, because a zero before would be a lie: for that somebody has to
 * call {@link #update()} from time to time.
 *
 * @since 0.1.0
 */
public final class MemoryMetrics implements MeterBinder {

	private final MemoryPools memory;

	/** Pools that no collection has touched yet, at most a handful a registry. */
	private final Map<MeterRegistry, List<MemoryPool>> awaited = new LinkedHashMap<>();

	public MemoryMetrics(MemoryPools memory) {
		this.memory = memory;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		TidemarkMeter.MEMORY_HEAP_USED.gauge(registry, Tags.empty(), this.memory, MemoryPools::heapUsed);
		TidemarkMeter.MEMORY_HEAP_MAX.gauge(registry, Tags.empty(), this.memory, MemoryPools::heapMax);
		this.awaited.put(registry, new ArrayList<>(this.memory.pools()));
		update();
	}

	/** Begins the series of pools that were collected for the first time; cheap. */
	public synchronized void update() {
		this.awaited.forEach((registry, pools) -> pools.removeIf((pool) -> bindAfterGc(pool, registry)));
	}

	private static boolean bindAfterGc(MemoryPool pool, MeterRegistry registry) {
		if (pool.afterGc() == null) {
			return false;
		}
		TidemarkMeter.MEMORY_POOL_AFTER_GC.gauge(registry, Tags.of("area", pool.area().id(), "pool", pool.name()), pool,
				MemoryMetrics::afterGc);
		return true;
	}

	/** Never lost again once it was known, but types do not say so. */
	static double afterGc(MemoryPool pool) {
		Long bytes = pool.afterGc();
		return (bytes != null) ? bytes : 0;
	}

}
