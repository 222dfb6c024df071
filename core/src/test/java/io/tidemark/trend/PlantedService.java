package io.tidemark.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * A service whose heap follows its requests by day and week, with noise of 2 % that is
 * alike from reading to reading, and a fault that can be planted. The benchmark of
 * expected memory has many more sorts.
 */
final class PlantedService {

	static final int DAY = 288;

	static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private final SplittableRandom random;

	private double noise;

	private int step;

	double planted = 1;

	double perRequest = 2e6;

	DriftLoad load = DriftLoad.UNKNOWN;

	PlantedService(long seed) {
		this.random = new SplittableRandom(seed);
	}

	Instant now() {
		return START.plus(DriftModel.INTERVAL.multipliedBy(this.step));
	}

	Duration age() {
		return Duration.between(START, now());
	}

	/** Lives on for five minutes, and has the model learn. */
	DriftReading next(DriftModel model) {
		double live = live();
		return model.add(now(), age(), this.load, live);
	}

	DriftReading next(DriftModel model, int times) {
		DriftReading last = next(model);
		for (int i = 1; i < times; i++) {
			last = next(model);
		}
		return last;
	}

	double live() {
		this.step++;
		double day = this.step / (double) DAY;
		double wave = 60 - 50 * Math.cos(2 * Math.PI * day);
		double requests = wave * (((int) day % 7 >= 5) ? 0.5 : 1) * (0.95 + 0.1 * this.random.nextDouble());
		double active = requests * 0.1 * (0.9 + 0.2 * this.random.nextDouble());
		this.load = new DriftLoad(requests, Double.NaN, active, 40 + Math.rint(active), Double.NaN);
		this.noise = 0.9 * this.noise + Math.sqrt(0.19) * 0.02 * this.random.nextGaussian();
		return (300e6 + this.perRequest * requests) * (1 + this.noise) * this.planted;
	}

}
