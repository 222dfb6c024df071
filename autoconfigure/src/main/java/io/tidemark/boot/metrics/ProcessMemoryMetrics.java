package io.tidemark.boot.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.ContainerMemory;
import io.tidemark.jvm.JvmMemory;
import io.tidemark.jvm.MemoryStalls;
import io.tidemark.jvm.ProcessMemory;
import io.tidemark.jvm.UnaccountedMemory;

/**
 * Memory of the process and its container, {@code tidemark.process.memory.*} and
 * {@code tidemark.container.memory.*}. What is not known has no series: no -1 and no NaN
 * leaves the process. At most eight series. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ProcessMemoryMetrics implements MeterBinder {

	private static final List<TidemarkMeter> METERS = List.of(TidemarkMeter.PROCESS_MEMORY_RSS,
			TidemarkMeter.PROCESS_MEMORY_UNACCOUNTED, TidemarkMeter.CONTAINER_MEMORY_USED,
			TidemarkMeter.CONTAINER_MEMORY_WORKING_SET, TidemarkMeter.CONTAINER_MEMORY_LIMIT,
			TidemarkMeter.CONTAINER_MEMORY_PRESSURE, TidemarkMeter.MEMORY_STACKS,
			TidemarkMeter.MEMORY_CODE_CACHE_SHARE);

	private final Map<TidemarkMeter, MeterRows> meters = new EnumMap<>(TidemarkMeter.class);

	/** Nothing is known yet. */
	public ProcessMemoryMetrics() {
		METERS.forEach((meter) -> this.meters.put(meter, new MeterRows(meter)));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.meters.values().forEach((rows) -> rows.bindTo(registry));
	}

	/**
	 * Takes what was read.
	 * @param process what the kernel counts for the process
	 * @param gap what the JVM does not account for
	 * @param container what the kernel counts for the container
	 * @param stalls how long tasks waited for memory; those of the machine are no concern
	 * of the container's
	 * @param jvm what the JVM says
	 */
	public void update(ProcessMemory process, UnaccountedMemory gap, ContainerMemory container, MemoryStalls stalls,
			JvmMemory jvm) {
		show(TidemarkMeter.PROCESS_MEMORY_RSS, process.resident());
		show(TidemarkMeter.PROCESS_MEMORY_UNACCOUNTED, gap.bytes());
		show(TidemarkMeter.CONTAINER_MEMORY_USED, container.used());
		show(TidemarkMeter.CONTAINER_MEMORY_WORKING_SET, container.workingSet());
		show(TidemarkMeter.CONTAINER_MEMORY_LIMIT, (container.limit() != null) ? container.limit().value() : -1);
		show(TidemarkMeter.CONTAINER_MEMORY_PRESSURE, stalls.own() ? stalls.some() : -1);
		show(TidemarkMeter.MEMORY_STACKS, jvm.stacks());
		show(TidemarkMeter.MEMORY_CODE_CACHE_SHARE, jvm.codeCacheShare());
	}

	/** Ends all series, for when nobody reads any more. */
	public void clear() {
		this.meters.values().forEach(MeterRows::clear);
	}

	private void show(TidemarkMeter meter, double value) {
		MeterRows rows = this.meters.get(meter);
		if (rows == null) {
			throw new IllegalArgumentException("expected one of " + METERS + ", found " + meter);
		}
		rows.showIfKnown(value);
	}

}
