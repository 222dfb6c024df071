package io.tidemark.heap;

import java.time.Duration;

/**
 * What a search for paths to the root costs: the time for which it stops the application.
 * Before the first one this is what was measured on other heaps (G1, 17 and 25): 0.4 s at
 * 0.1 GB, 2 s at 1 GB, 5 s at 4 GB, which is {@code 2 s * GB^0.7}.
 */
final class PathsPrice {

	private static final double SECONDS_AT_ONE_GIGABYTE = 2;

	private static final double EXPONENT = 0.7;

	/** However cheap the last search was. */
	private static final double LEAST = 0.1;

	private static final double GIGABYTE = 1L << 30;

	/** Cheaper or dearer than on the other heaps, as far as is known. */
	private double factor = 1;

	private boolean known;

	/** Bytes of the heap in use, garbage included; nanoseconds. */
	static long heapInUse() {
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	PauseForecast forecast() {
		return forecast(heapInUse());
	}

	synchronized PauseForecast forecast(long heap) {
		Duration pause = Duration.ofMillis((long) (1_000 * this.factor * usualSeconds(heap)));
		String basis = "%d MB of heap in use, garbage included, and %s".formatted(heap >> 20,
				this.known ? "what the last search took here" : "what searches took on other heaps");
		return new PauseForecast(pause, basis);
	}

	/** Learns from a search that was made. */
	synchronized void paid(Duration pause, long heap) {
		this.factor = Math.max(LEAST, pause.toMillis() / 1_000.0 / usualSeconds(heap));
		this.known = true;
	}

	private static double usualSeconds(long heap) {
		return SECONDS_AT_ONE_GIGABYTE * Math.pow(Math.max(1 << 20, heap) / GIGABYTE, EXPONENT);
	}

}
