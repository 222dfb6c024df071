package io.tidemark.jvm;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Asks the running JVM what it takes, a handful of beans: 10 µs.
 */
final class JvmMemoryReader {

	/** Where the option says 0, HotSpot takes that on 64 bits. */
	private static final long DEFAULT_STACK = 1L << 20;

	private final MemoryPools memory = new MemoryPools();

	private final JvmReadings readings = new JvmReadings();

	private final List<MemoryPool> heap = this.memory.pools()
		.stream()
		.filter((pool) -> pool.area() == MemoryArea.HEAP)
		.toList();

	/**
	 * In three segments, or one: {@code CodeHeap 'profiled nmethods'}, {@code CodeCache}.
	 */
	private final List<MemoryPool> code = pools("Code");

	private final List<MemoryPool> metaspace = pools("Metaspace");

	private final List<MemoryPool> classSpace = pools("Compressed Class Space");

	private final long stackSize = stackSize();

	private final long codeMost = Math.max(-1, option("ReservedCodeCacheSize"));

	JvmMemory read() {
		return new JvmMemory(this.memory.heapUsed(), sum(this.heap, MemoryPool::committed), this.memory.heapMax(),
				sum(this.metaspace, MemoryPool::committed), sum(this.classSpace, MemoryPool::committed),
				sum(this.code, MemoryPool::committed), sum(this.code, MemoryPool::used), this.codeMost,
				this.readings.directBytes(), this.readings.mappedBytes(), this.readings.platformThreads(),
				this.stackSize);
	}

	private List<MemoryPool> pools(String name) {
		return this.memory.pools().stream().filter((pool) -> pool.name().startsWith(name)).toList();
	}

	private static long sum(List<MemoryPool> pools, ToLongFunction<MemoryPool> bytes) {
		return pools.isEmpty() ? -1 : pools.stream().mapToLong(bytes).sum();
	}

	private static long stackSize() {
		long kilobytes = option("ThreadStackSize");
		return (kilobytes > 0) ? kilobytes << 10 : DEFAULT_STACK;
	}

	private static long option(String name) {
		String value = VmOptions.value(name);
		return (value != null) ? Numbers.count(value) : -1;
	}

}
