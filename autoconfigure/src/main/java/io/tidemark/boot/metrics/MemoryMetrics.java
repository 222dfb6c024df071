package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.MemoryPool;
import io.tidemark.jvm.MemoryPools;
import org.jspecify.annotations.Nullable;

/**
 * Heap and memory pools, {@code tidemark.memory.*}. A pool without a maximum has no
 * series for it, and usage after collection begins with the first collection of the pool,
 * because a zero before would be a lie. For the latter somebody has to call
 * {@link #update()} from time to time.
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
		gauge("tidemark.memory.heap.used", "Heap in use, garbage included", MemoryPools::heapUsed, registry);
		gauge("tidemark.memory.heap.max", "Heap that the application can fill at most", MemoryPools::heapMax, registry);
		for (MemoryPool pool : this.memory.pools()) {
			bindPool(pool, registry);
		}
		this.awaited.put(registry, new ArrayList<>(this.memory.pools()));
		update();
	}

	/** Begins the series of pools that were collected for the first time; cheap. */
	public synchronized void update() {
		this.awaited.forEach((registry, pools) -> pools.removeIf((pool) -> bindAfterGc(pool, registry)));
	}

	private void bindPool(MemoryPool pool, MeterRegistry registry) {
		gauge("tidemark.memory.pool.used", "Memory in use, garbage included", pool, MemoryPool::used, registry);
		gauge("tidemark.memory.pool.committed", "Memory obtained from the operating system", pool,
				MemoryPool::committed, registry);
		if (pool.max() != null) {
			gauge("tidemark.memory.pool.max", "Memory to which the pool may grow; maxima of pools do not add up", pool,
					(p) -> orElse(p.max(), p.committed()), registry);
		}
	}

	private boolean bindAfterGc(MemoryPool pool, MeterRegistry registry) {
		if (pool.afterGc() == null) {
			return false;
		}
		gauge("tidemark.memory.pool.after.gc", "Memory in use after the last collection that touched the pool", pool,
				(p) -> orElse(p.afterGc(), 0), registry);
		return true;
	}

	private void gauge(String name, String description, ToDoubleFunction<MemoryPools> value, MeterRegistry registry) {
		Gauge.builder(name, this.memory, value)
			.description(description)
			.baseUnit(BaseUnits.BYTES)
			.strongReference(true)
			.register(registry);
	}

	private static void gauge(String name, String description, MemoryPool pool, ToDoubleFunction<MemoryPool> value,
			MeterRegistry registry) {
		Gauge.builder(name, pool, value)
			.description(description)
			.tags("area", pool.area().id(), "pool", pool.name())
			.baseUnit(BaseUnits.BYTES)
			.strongReference(true)
			.register(registry);
	}

	/** Neither value is ever lost again once it was known, but types do not say so. */
	private static double orElse(@Nullable Long value, long otherwise) {
		return (value != null) ? value : otherwise;
	}

}
