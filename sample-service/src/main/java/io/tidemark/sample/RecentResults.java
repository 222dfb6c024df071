package io.tidemark.sample;

import java.util.ArrayDeque;
import java.util.Queue;

import org.springframework.stereotype.Component;

/**
 * The newest results, as services have them that remember for a minute or two: what is in
 * here lives long enough to reach the old generation and dies there, so that collectors
 * have work to do that is not a leak.
 */
@Component
final class RecentResults {

	/** Results that are kept: with 64 KiB each 16 MiB in all. */
	static final int KEPT = 256;

	private static final int LONGS_PER_KIB = 128;

	/** What it takes to compute a result is seven times its size, and garbage. */
	private static final int STEPS = 7;

	private final Queue<long[]> results = new ArrayDeque<>();

	/**
	 * Computes a result and keeps it until as many newer ones have come.
	 * @param kib its size, KiB; nothing is computed when 0
	 */
	void compute(int kib) {
		if (kib > 0) {
			keep(steps(kib));
		}
	}

	private static long[] steps(int kib) {
		long[] result = new long[kib * LONGS_PER_KIB];
		for (int step = 0; step < STEPS; step++) {
			result = result.clone();
			result[step] = step;
		}
		return result;
	}

	private synchronized void keep(long[] result) {
		this.results.add(result);
		if (this.results.size() > KEPT) {
			this.results.remove();
		}
	}

	synchronized int kept() {
		return this.results.size();
	}

}
