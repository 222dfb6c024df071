package io.tidemark.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.tidemark.capture.ThreadCapturer;
import io.tidemark.group.StackGrouper;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.snapshot.ThreadSnapshot;

/**
 * One capture inside the JVM against its peers, by turns: the bare walk, and
 * {@code dumpAllThreads(true, true)}, which Boot's {@code threaddump} calls.
 */
final class CaptureBenchmark {

	private static final int WARM_UP = 5;

	private final ThreadMXBean mxBean = ManagementFactory.getThreadMXBean();

	private final ThreadCapturer capturer = new ThreadCapturer(JvmFeatures.current());

	private final StackGrouper grouper = new StackGrouper();

	private CaptureBenchmark() {
	}

	/**
	 * @param args rounds, then numbers of threads
	 */
	public static void main(String[] args) throws InterruptedException {
		System.out
			.println("| threads | way | wall ms, median (range) | × dumpAllThreads | × bare walk | allocated MB |");
		System.out.println("|---|---|---|---|---|---|");
		for (int i = 1; i < args.length; i++) {
			new CaptureBenchmark().run(Integer.parseInt(args[i]), Integer.parseInt(args[0]));
		}
	}

	private void run(int threads, int rounds) throws InterruptedException {
		ParkedThreads parked = ParkedThreads.start(threads, 0);
		Map<String, Way> ways = ways();
		for (int round = -WARM_UP; round < rounds; round++) {
			for (Way way : ways.values()) {
				way.take(round >= 0);
			}
		}
		Way dump = ways.get("dumpAllThreads(true, true)");
		Way walk = ways.get("bare walk");
		ways.forEach((name, way) -> System.out.printf("| %,d | %s | %s | %.2f | %s | %.1f |%n", threads, name,
				way.wall.summary(), way.wall.ratioTo(dump.wall),
				(walk != null) ? "%.2f".formatted(way.wall.ratioTo(walk.wall)) : "–", way.allocated.median()));
		parked.release();
	}

	private Map<String, Way> ways() {
		Map<String, Way> ways = new LinkedHashMap<>();
		ways.put("dumpAllThreads(true, true)", new Way(() -> this.mxBean.dumpAllThreads(true, true)));
		if (BareWalk.isCheap()) {
			ways.put("bare walk", new Way(BareWalk::walk));
		}
		ways.put("capture", new Way(() -> this.capturer.capture(Instant.now())));
		ways.put("capture and group", new Way(this::captureAndGroup));
		ways.put("capture without stacks", new Way(() -> this.capturer.captureWithoutStacks(Instant.now())));
		return ways;
	}

	private void captureAndGroup() {
		ThreadSnapshot snapshot = this.capturer.capture(Instant.now());
		this.grouper.group(snapshot, null);
	}

	private static final class Way {

		private final com.sun.management.ThreadMXBean hotSpot = (com.sun.management.ThreadMXBean) ManagementFactory
			.getThreadMXBean();

		private final Runnable action;

		private final Samples wall = new Samples();

		private final Samples allocated = new Samples();

		Way(Runnable action) {
			this.action = action;
		}

		void take(boolean counted) {
			long bytes = this.hotSpot.getCurrentThreadAllocatedBytes();
			long start = System.nanoTime();
			this.action.run();
			long nanos = System.nanoTime() - start;
			bytes = this.hotSpot.getCurrentThreadAllocatedBytes() - bytes;
			if (counted) {
				this.wall.add(nanos / 1e6);
				this.allocated.add(bytes / 1e6);
			}
		}

	}

}
