package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.time.Instant;

import io.tidemark.jvm.JvmFeatures;

/**
 * What {@link SafepointTests} runs in a JVM of its own: captures, or what others do.
 */
final class SafepointProbe {

	static final int THREADS = 120;

	static final int CAPTURES = 5;

	private SafepointProbe() {
	}

	public static void main(String[] arguments) throws Exception {
		try (ParkedThreads threads = new ParkedThreads()) {
			Object monitor = new Object();
			synchronized (monitor) {
				for (int i = 0; i < THREADS; i++) {
					threads.waiting("parked-" + i);
				}
				threads.blocked("blocked", monitor);
				run(arguments[0]);
			}
		}
	}

	private static void run(String way) {
		ThreadCapturer capturer = new ThreadCapturer(JvmFeatures.current());
		for (int i = 0; i < CAPTURES; i++) {
			switch (way) {
				case "capture" -> System.out.println("seen " + capturer.capture(Instant.EPOCH).threads().size());
				case "states" ->
					System.out.println("seen " + capturer.captureWithoutStacks(Instant.EPOCH).threads().size());
				default -> System.out
					.println("seen " + ManagementFactory.getThreadMXBean().dumpAllThreads(false, false).length);
			}
		}
	}

}
