package io.tidemark.benchmarks.leakbench;

import java.util.SplittableRandom;

/**
 * How much is asked of the service: a wave over the day with two harmonics, weaker at a
 * weekend, with noise of minutes, of days and of a second, and with spikes.
 */
final class Load {

	private static final int DAY = 86_400;

	private final double[] knobs;

	private final SplittableRandom random;

	private final double[] wave = new double[DAY / 60];

	private final Noise noise;

	private final Noise days;

	private double spike;

	Load(double[] knobs, SplittableRandom random) {
		this.knobs = knobs;
		this.random = random;
		this.noise = new Noise(get(Knob.LOAD_NOISE_TIME), random);
		this.days = new Noise(1.5 * DAY, random);
		double second = random.nextDouble(0, 0.35);
		double phase = random.nextDouble(2 * Math.PI);
		double highest = 0;
		for (int minute = 0; minute < this.wave.length; minute++) {
			double angle = 2 * Math.PI * minute / this.wave.length;
			this.wave[minute] = Math.cos(angle) + second * Math.cos(2 * angle + phase);
			highest = Math.max(highest, Math.abs(this.wave[minute]));
		}
		for (int minute = 0; minute < this.wave.length; minute++) {
			this.wave[minute] *= get(Knob.DAILY) / highest;
		}
	}

	/**
	 * Load of the next {@value Simulation#STEP} seconds as a multiple of the mean, at
	 * least 0.
	 * @param clock seconds since some Monday, 00:00
	 * @param elapsed seconds since the run began
	 */
	double next(double clock, double elapsed) {
		double load = 1 + this.wave[(int) (clock % DAY / 60)];
		if (clock % (7 * DAY) >= 5 * DAY) {
			load *= 1 - get(Knob.WEEKEND);
		}
		load *= 1 + get(Knob.LOAD_GROWTH) * elapsed / (7 * DAY);
		load *= stepped(elapsed);
		load *= 1 + get(Knob.LOAD_NOISE) * this.noise.next() + get(Knob.DAY_NOISE) * this.days.next();
		return Math.max(0, load + spike());
	}

	/** For good, but it takes some minutes until everybody is on board. */
	private double stepped(double elapsed) {
		double since = Math.max(0, elapsed - get(Knob.LOAD_STEP_AT));
		return 1 + (get(Knob.LOAD_STEP) - 1) * Math.min(1, since / 600);
	}

	private double spike() {
		double perDay = get(Knob.SPIKES);
		if (perDay == 0) {
			return 0;
		}
		if (this.random.nextDouble() < perDay * Simulation.STEP / DAY) {
			this.spike = get(Knob.SPIKE) * this.random.nextDouble(0.5, 1);
		}
		this.spike *= 1 - Math.min(1, Simulation.STEP / get(Knob.SPIKE_TIME));
		return this.spike;
	}

	private double get(Knob knob) {
		return this.knobs[knob.ordinal()];
	}

}
