package io.tidemark.benchmarks.leakbench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What leaks: it comes by chance, some at a time, and never goes.
 */
final class Leaking {

	/** Readings until something that hangs has not moved for a minute. */
	private static final int UNTIL_STILL = 6;

	private final SplittableRandom random;

	private final double perStep;

	private final double chunk;

	private final double follows;

	private final double every;

	private final double spell;

	private final double[] before = new double[UNTIL_STILL];

	private final boolean regular;

	private final boolean onlyInBatch;

	private double due;

	private double spellLeft;

	private double leaked;

	private int steps;

	Leaking(double[] knobs, SplittableRandom random) {
		this.random = random;
		this.chunk = knobs[Knob.LEAK_CHUNK.ordinal()];
		this.follows = knobs[Knob.LEAK_FOLLOWS.ordinal()];
		this.regular = knobs[Knob.LEAK_REGULAR.ordinal()] > 0;
		this.onlyInBatch = knobs[Knob.LEAK_IN_BATCH.ordinal()] > 0;
		this.every = knobs[Knob.LEAK_EVERY.ordinal()];
		this.spell = knobs[Knob.LEAK_SPELL.ordinal()];
		double share = (this.every > 0) ? (this.every + this.spell) / this.spell : 1;
		share = this.onlyInBatch ? 86_400 / knobs[Knob.BATCH_TIME.ordinal()] : share;
		this.perStep = knobs[Knob.LEAK.ordinal()] * share * Simulation.STEP / 3600 / this.chunk;
	}

	/**
	 * Lets a step pass.
	 * @param load load as a multiple of the mean
	 * @param inBatch whether the nightly batch runs
	 */
	void step(double load, boolean inBatch) {
		this.before[this.steps++ % UNTIL_STILL] = this.leaked;
		if (this.onlyInBatch ? inBatch : isActive()) {
			double expected = this.perStep * (1 - this.follows + this.follows * load);
			this.leaked += this.chunk * (this.regular ? regular(expected) : poisson(expected));
		}
	}

	double leaked() {
		return this.leaked;
	}

	/** What leaked a minute ago. */
	double still() {
		return this.before[this.steps % UNTIL_STILL];
	}

	void forget() {
		this.leaked = 0;
		Arrays.fill(this.before, 0);
	}

	private boolean isActive() {
		if (this.every == 0) {
			return true;
		}
		if (this.spellLeft <= 0 && this.random.nextDouble() < Simulation.STEP / this.every) {
			this.spellLeft = this.spell * this.random.nextDouble(0.5, 1.5);
		}
		this.spellLeft -= Simulation.STEP;
		return this.spellLeft > 0;
	}

	/** As a clock would have it. */
	private int regular(double expected) {
		this.due += expected;
		int come = (int) (this.due + 1e-9);
		this.due -= come;
		return come;
	}

	private int poisson(double mean) {
		if (mean > 50) {
			return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * this.random.nextGaussian()));
		}
		double left = this.random.nextDouble();
		double chance = Math.exp(-mean);
		int number = 0;
		while (left > chance && number < 1000) {
			left -= chance;
			chance *= mean / ++number;
		}
		return number;
	}

}
