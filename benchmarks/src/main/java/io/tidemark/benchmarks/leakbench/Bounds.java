package io.tidemark.benchmarks.leakbench;

/**
 * What a count allows to say of a rate, with 95 % confidence.
 */
final class Bounds {

	private static final double Z = 1.959964;

	private Bounds() {
	}

	/** Lower end of Wilson's interval of a share. */
	static double lowest(int hits, int of) {
		return wilson(hits, of, -1);
	}

	/** Upper end of it. */
	static double highest(int hits, int of) {
		return wilson(hits, of, 1);
	}

	private static double wilson(int hits, int of, int side) {
		if (of == 0) {
			return Double.NaN;
		}
		double share = (double) hits / of;
		double square = Z * Z / of;
		double half = Z * Math.sqrt(share * (1 - share) / of + square / of / 4);
		return (share + square / 2 + side * half) / (1 + square);
	}

	/**
	 * The most events that are to be expected where so many were counted: exact for
	 * events that come independently of each other, and 3.0 where none was (the rule of
	 * three).
	 */
	static double mostEvents(int counted) {
		double low = counted;
		double high = 2 * counted + 10;
		for (int i = 0; i < 60; i++) {
			double middle = (low + high) / 2;
			if (atMost(counted, middle) > 0.05) {
				low = middle;
			}
			else {
				high = middle;
			}
		}
		return high;
	}

	/** Chance of so many events or fewer where {@code mean} are to be expected. */
	private static double atMost(int counted, double mean) {
		double log = -mean;
		double sum = Math.exp(log);
		for (int i = 1; i <= counted; i++) {
			log += Math.log(mean / i);
			sum += Math.exp(log);
		}
		return sum;
	}

}
