package io.tidemark.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;

/**
 * The memory of the running JVM, right on each collector. Nothing here stops the JVM;
 * safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class MemoryPools {

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	private final List<MemoryPool> pools = ManagementFactory.getMemoryPoolMXBeans()
		.stream()
		.map(MemoryPool::new)
		.toList();

	/** The pools, which stay the same while the JVM lives. */
	public List<MemoryPool> pools() {
		return this.pools;
	}

	/** Bytes of heap in use, garbage included. */
	public long heapUsed() {
		return this.memory.getHeapMemoryUsage().getUsed();
	}

	/**
	 * Bytes that the application's objects can fill at most. With Parallel and Serial it
	 * is less than {@code -Xmx} by one survivor space, which never holds objects while
	 * the other does. Not the sum of the pools: that is twice the heap on generational
	 * ZGC.
	 */
	public long heapMax() {
		return Runtime.getRuntime().maxMemory();
	}

}
