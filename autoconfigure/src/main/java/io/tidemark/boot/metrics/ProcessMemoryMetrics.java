package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.ContainerMemory;
import io.tidemark.jvm.JvmMemory;
import io.tidemark.jvm.MemoryStalls;
import io.tidemark.jvm.ProcessMemory;
import io.tidemark.jvm.UnaccountedMemory;

/**
 * Memory of the process and its container, {@code tidemark.process.memory.*} and
 * {@code tidemark.container.memory.*}. What is not known has no series: no -1 and no NaN
 * leaves the process. At most ten series. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ProcessMemoryMetrics implements MeterBinder {

	private static final String RATIO = "ratio";

	private final List<Gauges> gauges = new ArrayList<>();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.gauges.add(new Gauges(registry));
	}

	/**
	 * Takes what was read.
	 * @param process what the kernel counts for the process
	 * @param gap what the JVM does not account for
	 * @param container what the kernel counts for the container
	 * @param stalls how long tasks waited for memory
	 * @param jvm what the JVM says
	 */
	public synchronized void update(ProcessMemory process, UnaccountedMemory gap, ContainerMemory container,
			MemoryStalls stalls, JvmMemory jvm) {
		double limit = (container.limit() != null) ? container.limit().value() : -1;
		for (Gauges each : this.gauges) {
			each.set("tidemark.process.memory.rss", process.resident());
			each.set("tidemark.process.memory.unaccounted", gap.bytes());
			each.set("tidemark.container.memory.used", container.used());
			each.set("tidemark.container.memory.working.set", container.workingSet());
			each.set("tidemark.container.memory.limit", limit);
			each.set("tidemark.memory.stacks", jvm.stacks());
			each.set("tidemark.memory.code.cache.share", jvm.codeCacheShare());
			each.stalls(stalls);
		}
	}

	/** Ends all series, for when nobody reads any more. */
	public synchronized void clear() {
		this.gauges.forEach(Gauges::clear);
	}

	/** The gauges of one registry. */
	private static final class Gauges {

		private final Map<String, GaugeRows> gauges = new HashMap<>();

		Gauges(MeterRegistry registry) {
			bytes("tidemark.process.memory.rss", "Memory of the process as the kernel counts it", registry);
			bytes("tidemark.process.memory.unaccounted",
					"Anonymous memory of the process that is neither heap, metaspace, code nor direct buffers",
					registry);
			bytes("tidemark.container.memory.used", "Memory that counts against the limit of the container", registry);
			bytes("tidemark.container.memory.working.set",
					"The same without the cache of files that nobody used lately", registry);
			bytes("tidemark.container.memory.limit", "Memory that the container may have", registry);
			bytes("tidemark.memory.stacks", "Address space of the stacks of all platform threads", registry);
			gauge("tidemark.memory.code.cache.share", "Share of the code cache that is in use", RATIO, registry);
			gauge("tidemark.container.memory.pressure",
					"Share of the last 10 seconds in which tasks of the container waited for memory", RATIO, registry);
		}

		private void bytes(String name, String description, MeterRegistry registry) {
			gauge(name, description, BaseUnits.BYTES, registry);
		}

		private void gauge(String name, String description, String unit, MeterRegistry registry) {
			this.gauges.put(name, new GaugeRows(name, description, unit, registry));
		}

		void set(String name, double value) {
			show(name, (value >= 0) ? Map.of(Tags.empty(), value) : Map.of());
		}

		/** Those of the machine are no concern of the container's. */
		void stalls(MemoryStalls stalls) {
			Map<Tags, Double> rows = new HashMap<>();
			if (stalls.own() && stalls.some() >= 0) {
				rows.put(Tags.of("tasks", "some"), stalls.some());
			}
			if (stalls.own() && stalls.full() >= 0) {
				rows.put(Tags.of("tasks", "all"), stalls.full());
			}
			show("tidemark.container.memory.pressure", rows);
		}

		private void show(String name, Map<Tags, Double> rows) {
			GaugeRows gauge = this.gauges.get(name);
			if (gauge == null) {
				throw new IllegalArgumentException("expected one of " + this.gauges.keySet() + ", found " + name);
			}
			gauge.show(rows);
		}

		void clear() {
			this.gauges.values().forEach((gauge) -> gauge.show(Map.of()));
		}

	}

}
