package io.tidemark.heap;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

import io.tidemark.jvm.MemoryPools;
import io.tidemark.jvm.PauseClock;
import org.jspecify.annotations.Nullable;

/**
 * The JVM that this code runs on. Safe for use by several threads.
 */
final class ThisJvm implements CountedJvm {

	private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

	private final MemoryPools pools = new MemoryPools();

	private final PauseClock pauses = new PauseClock();

	private final @Nullable HistogramCommand command;

	private final @Nullable String unsupported;

	ThisJvm() {
		HistogramCommand command = null;
		String unsupported = null;
		try {
			command = HistogramCommand.ofThisJvm();
		}
		catch (IllegalStateException ex) {
			unsupported = ex.getMessage();
		}
		this.command = command;
		this.unsupported = unsupported;
	}

	@Override
	public @Nullable String unsupported() {
		return this.unsupported;
	}

	@Override
	public String count(boolean collect) {
		if (this.command == null) {
			throw new IllegalStateException(this.unsupported);
		}
		return this.command.run(collect);
	}

	/** ZGC and Shenandoah count along references, even with {@code -all}. */
	@Override
	public boolean countsGarbage() {
		return this.collectors.stream()
			.map(GarbageCollectorMXBean::getName)
			.noneMatch((collector) -> collector.startsWith("ZGC") || collector.startsWith("Shenandoah"));
	}

	@Override
	public int workers() {
		return this.collectors.stream().allMatch((collector) -> sharesWork(collector.getName()))
				? HistogramCommand.workers() : 1;
	}

	/** Serial and Shenandoah count with one worker whatever is asked for. */
	static boolean sharesWork(String collector) {
		return !collector.equals("Copy") && !collector.equals("MarkSweepCompact")
				&& !collector.startsWith("Shenandoah");
	}

	@Override
	public long heapUsed() {
		return this.pools.heapUsed();
	}

	@Override
	public long collections() {
		return this.collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
	}

	@Override
	public long stoppedNanos() {
		return this.pauses.nanos();
	}

	@Override
	public long nanos() {
		return System.nanoTime();
	}

}
