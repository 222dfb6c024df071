package io.tidemark.benchmarks.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

import io.tidemark.trend.DriftLoad;
import io.tidemark.trend.DriftModel;

/**
 * A service whose live heap follows its load: days and weeks, bursts, sessions that come
 * after requests, a cache that fills after each restart, and noise. What is known of its
 * load differs from service to service, as it does in life.
 */
final class SimulatedService {

	private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private static final int PER_DAY = 288;

	private final SplittableRandom random;

	private final HeapNoise noise;

	private final HeapNoise.State noiseState;

	private final double size;

	private final double base;

	private final double cache;

	private final double fill;

	private final double perSession;

	private final double perActive;

	private final double peak;

	private final double night;

	private final double weekend;

	private final double curve;

	private final double perLogin;

	private final boolean[] known = new boolean[5];

	private int step;

	private int started;

	private double wander;

	private double sessions;

	private double burst = 1;

	private int burstLeft;

	private double filled;

	/** Factor on the heap: the planted fault. */
	double planted = 1;

	/** Whether it is restarted every six days. */
	boolean restarts = true;

	Duration age = Duration.ZERO;

	DriftLoad load = DriftLoad.UNKNOWN;

	double live = -1;

	/**
	 * @param seed draws the service
	 * @param noise kind of its noise
	 * @param size standard deviation of it, about, as a share
	 */
	SimulatedService(long seed, HeapNoise noise, double size) {
		this.random = new SplittableRandom(seed);
		this.noise = noise;
		this.noiseState = new HeapNoise.State(this.random.split());
		this.size = size;
		this.base = between(100e6, 600e6);
		this.cache = this.base * between(0, 0.5);
		this.fill = between(20, 240);
		this.peak = between(5, 500);
		this.night = between(0.05, 0.5);
		this.weekend = between(0.3, 1);
		this.perLogin = between(0.05, 0.5);
		this.perSession = this.base * between(0.05, 0.6) / (this.peak * this.perLogin * 1800);
		this.perActive = this.base * between(0, 0.15) / (this.peak * 0.2);
		this.curve = between(0.85, 1.1);
		this.known[0] = true;
		this.known[1] = this.random.nextInt(10) < 8;
		this.known[2] = true;
		this.known[3] = true;
		this.known[4] = this.random.nextInt(10) < 6;
	}

	private double between(double low, double high) {
		return low + (high - low) * this.random.nextDouble();
	}

	Instant now() {
		return START.plus(DriftModel.INTERVAL.multipliedBy(this.step));
	}

	/** Another five minutes. */
	void next() {
		this.step++;
		if (this.random.nextInt(6 * PER_DAY) == 0 && this.restarts) {
			this.started = this.step;
			this.sessions = 0;
			this.filled = 0;
		}
		this.age = DriftModel.INTERVAL.multipliedBy(this.step - this.started);
		double requests = requests();
		double latency = 100 * (1 + Math.pow(requests / this.peak, 2)) * Math.exp(0.1 * this.random.nextGaussian());
		double active = requests * latency / 1000;
		this.sessions += requests * this.perLogin * 300 - this.sessions / 6;
		this.filled += (1 - this.filled) * (1 - Math.exp(-5 / this.fill));
		double threads = 60 + Math.rint(1.3 * active + 2 * this.random.nextDouble());
		this.load = new DriftLoad(known(0, requests), known(1, latency), known(2, active), known(3, threads),
				known(4, Math.rint(this.sessions)));
		double full = this.peak * this.perLogin * 1800;
		double needed = this.base + this.cache * this.filled
				+ this.perSession * full * Math.pow(this.sessions / full, this.curve) + this.perActive * active;
		double measured = needed * (1 + this.noise.next(this.noiseState, this.size)) * this.planted;
		this.live = (this.random.nextInt(100) < 3) ? -1 : measured;
	}

	private double known(int feature, double value) {
		return (this.known[feature] && this.random.nextInt(200) > 0) ? value : Double.NaN;
	}

	private double requests() {
		double day = this.step / (double) PER_DAY;
		double hour = 24 * (day - Math.floor(day));
		double wave = 0.5 - 0.5 * Math.cos(2 * Math.PI * (hour - 3) / 24);
		this.wander = 0.95 * this.wander + 0.03 * this.random.nextGaussian();
		if (this.burstLeft == 0 && this.random.nextInt(PER_DAY) == 0) {
			this.burstLeft = 3 + this.random.nextInt(16);
			this.burst = between(1.3, 2.5);
		}
		this.burstLeft = Math.max(0, this.burstLeft - 1);
		double week = ((int) day % 7 >= 5) ? this.weekend : 1;
		return this.peak * (this.night + (1 - this.night) * wave) * week * Math.exp(this.wander)
				* ((this.burstLeft > 0) ? this.burst : 1) * Math.exp(0.03 * this.random.nextGaussian());
	}

}
