package io.tidemark.benchmarks.leakbench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a service holds without leaking: what is always there, what follows the load, and
 * what comes and goes or fills up.
 */
final class Healthy {

	private static final double STEP = Simulation.STEP;

	private static final int MINUTE = 60;

	private static final int DAY = 86_400;

	private final double[] knobs;

	private final SplittableRandom random;

	private final Noise jitter;

	private final Noise noise;

	private final Noise idle;

	private final double bound;

	private final double bend;

	private final double batchAt;

	private double[] firsts;

	private double age;

	private double flow;

	private double kept;

	private double pool = 1;

	private double filled;

	private double batchFrom;

	private double batchLeft;

	private double burst;

	private double tooth;

	private double oldTooth;

	private double redeployed;

	Healthy(double[] knobs, SplittableRandom random) {
		this.knobs = knobs;
		this.random = random;
		this.jitter = new Noise(Math.max(STEP, get(Knob.FOLLOW_TIME)), random);
		this.noise = new Noise(Math.max(STEP, get(Knob.NOISE_TIME)), random);
		this.idle = new Noise(10 * MINUTE, random);
		this.bound = get(Knob.FILL);
		this.bend = get(Knob.FILL_BEND);
		this.batchAt = random.nextDouble(DAY);
		this.batchFrom = -1;
		this.firsts = firsts();
		this.tooth = random.nextDouble();
		this.oldTooth = random.nextDouble();
	}

	/** The process starts anew. */
	void restart() {
		this.age = 0;
		this.flow = 0;
		this.kept = 0;
		this.pool = 1;
		this.filled = 0;
		this.burst = 0;
		this.redeployed = 0;
		this.firsts = firsts();
	}

	/** Usual peak, as somebody knows it who looks at a graph of it now and then. */
	double usualPeak() {
		double follows = get(Knob.FOLLOW) * (1 + get(Knob.DAILY)) + 2 * Math.sqrt(get(Knob.FOLLOW));
		return get(Knob.LEVEL) + follows + get(Knob.WARM_UP) + this.bound + get(Knob.FIRSTS) * get(Knob.FIRST)
				+ get(Knob.BATCH) + 0.5 * get(Knob.BURST) + get(Knob.TEETH) + get(Knob.OLD_TEETH) + get(Knob.SHRINK)
				+ get(Knob.REDEPLOY);
	}

	/**
	 * Lets a step pass.
	 * @param clock seconds since some Monday, 00:00
	 * @param elapsed seconds since the run began
	 * @param load load as a multiple of the mean
	 */
	void step(double clock, double elapsed, double load) {
		this.age += STEP;
		if (happens(Knob.POOL_RESTARTS)) {
			this.pool = 0;
		}
		this.pool += (1 - this.pool) * Math.min(1, STEP / get(Knob.POOL_REFILL));
		follow(load);
		this.filled += load * STEP / get(Knob.FILL_TIME);
		batch(clock);
		burst();
		teeth(load);
		redeploy();
	}

	/** How much there is now. */
	double value(double elapsed) {
		double value = get(Knob.LEVEL) + follows() + warmUp() + fill() + firstsSoFar() + batchNow() + this.burst;
		value += get(Knob.TEETH) * this.tooth + get(Knob.OLD_TEETH) * this.oldTooth + this.redeployed;
		value += get(Knob.SHRINK)
				* (1 - Math.min(1, Math.max(0, (elapsed - get(Knob.SHRINK_AT)) / get(Knob.SHRINK_TIME))));
		return Math.max(0, value * (1 + get(Knob.NOISE) * this.noise.next()));
	}

	/** How much of it hangs for a while: stands still although it has something to do. */
	double hangs() {
		return this.flow * this.pool * get(Knob.STILL) + batchNow() * get(Knob.BATCH_STILL)
				+ this.burst * get(Knob.BURST_STILL);
	}

	/**
	 * How much of it waits for work for more than a minute. Workers of a pool are served
	 * in turn, so that each gets one task in so many.
	 * @param load load as a multiple of the mean
	 */
	double idle(double load) {
		double rest = get(Knob.LEVEL) + warmUp() + firstsSoFar() + this.redeployed;
		double tasks = MINUTE * load * get(Knob.FOLLOW) / Math.max(STEP, get(Knob.FOLLOW_TIME));
		double workers = Math.max(0, follows() - this.flow * this.pool - tasks);
		double started = MINUTE * load * get(Knob.FILL) / get(Knob.FILL_TIME);
		return rest * get(Knob.IDLE) * (1 + 0.1 * this.idle.next()) + workers + Math.max(0, fill() - started);
	}

	private void follow(double load) {
		double goal = get(Knob.FOLLOW) * load;
		this.flow += (goal - this.flow) * Math.min(1, STEP / Math.max(STEP, get(Knob.FOLLOW_TIME)));
		double now = Math.max(0, this.flow + Math.sqrt(this.flow) * this.jitter.next());
		double keep = get(Knob.KEEP_ALIVE);
		this.kept = (keep > 0) ? Math.max(now, this.kept - (this.kept - now) * Math.min(1, STEP / keep)) : now;
	}

	private double follows() {
		return this.kept * this.pool;
	}

	private double warmUp() {
		double all = get(Knob.WARM_UP);
		return (all > 0) ? all * (1 - Math.exp(-this.age / get(Knob.WARM_UP_TIME))) : 0;
	}

	private double fill() {
		if (this.bound == 0) {
			return 0;
		}
		return (this.filled >= 1) ? this.bound
				: this.bound * Math.log1p(this.bend * this.filled) / Math.log1p(this.bend);
	}

	private double[] firsts() {
		double[] times = new double[(int) get(Knob.FIRSTS)];
		for (int i = 0; i < times.length; i++) {
			times[i] = 30 * Math.pow(get(Knob.FIRSTS_WITHIN) / 30, this.random.nextDouble());
		}
		Arrays.sort(times);
		return times;
	}

	private double firstsSoFar() {
		int come = 0;
		while (come < this.firsts.length && this.firsts[come] <= this.age) {
			come++;
		}
		return come * get(Knob.FIRST);
	}

	private void batch(double clock) {
		if (get(Knob.BATCH) == 0) {
			return;
		}
		if (Math.floor((clock - this.batchAt) / DAY) > Math.floor((clock - STEP - this.batchAt) / DAY)) {
			this.batchFrom = this.random.nextDouble(1200);
			this.batchLeft = get(Knob.BATCH_TIME) * this.random.nextDouble(0.7, 1.3);
		}
		if (this.batchFrom > 0) {
			this.batchFrom -= STEP;
		}
		else {
			this.batchLeft -= STEP;
		}
	}

	/** Whether the nightly batch runs. */
	boolean inBatch() {
		return this.batchFrom <= 0 && this.batchLeft > 0;
	}

	private double batchNow() {
		return inBatch() ? get(Knob.BATCH) : 0;
	}

	private void burst() {
		if (happens(Knob.BURSTS)) {
			this.burst += get(Knob.BURST) * this.random.nextDouble(0.5, 1);
		}
		this.burst -= this.burst * Math.min(1, STEP / get(Knob.BURST_DRAIN));
	}

	private void teeth(double load) {
		this.tooth = tooth(this.tooth, get(Knob.TEETH_TIME), load);
		this.oldTooth = tooth(this.oldTooth, get(Knob.OLD_TEETH_TIME), load);
	}

	private double tooth(double height, double time, double load) {
		double next = height + load * STEP / time;
		return (next >= 1) ? this.random.nextDouble(0, 0.1) : next;
	}

	private void redeploy() {
		if (happens(Knob.REDEPLOYS)) {
			this.redeployed += get(Knob.REDEPLOY);
		}
		this.redeployed -= this.redeployed * Math.min(1, STEP / get(Knob.REDEPLOY_TIME));
	}

	private boolean happens(Knob perDay) {
		double chance = get(perDay);
		return chance > 0 && this.random.nextDouble() < chance * STEP / DAY;
	}

	private double get(Knob knob) {
		return this.knobs[knob.ordinal()];
	}

}
