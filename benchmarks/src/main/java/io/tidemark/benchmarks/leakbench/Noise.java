package io.tidemark.benchmarks.leakbench;

import java.util.SplittableRandom;

/**
 * Noise of mean 0 and deviation 1 whose next value is near the last one.
 */
final class Noise {

	private final SplittableRandom random;

	private final double kept;

	private final double fresh;

	private double last;

	/**
	 * @param seconds time after which two values have little in common
	 */
	Noise(double seconds, SplittableRandom random) {
		this.random = random;
		this.kept = Math.exp(-Simulation.STEP / seconds);
		this.fresh = Math.sqrt(1 - this.kept * this.kept);
		this.last = random.nextGaussian();
	}

	double next() {
		this.last = this.kept * this.last + this.fresh * this.random.nextGaussian();
		return this.last;
	}

}
