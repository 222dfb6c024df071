package io.tidemark.benchmarks.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import io.tidemark.trend.DriftBand;
import io.tidemark.trend.DriftModel;
import io.tidemark.trend.DriftReading;
import io.tidemark.trend.DriftState;

/**
 * How well expected memory is known: the share of healthy readings within the band, how
 * soon a planted fault of +15 % is found, how often healthy services are accused, and
 * what a reading costs. Ends with status 1 if the band of a row holds less than 93 or
 * more than 97 %, or if healthy services whose noise is at most 2 % are accused once in
 * 1,000 days or more.
 */
final class DriftBench {

	private static final int PER_DAY = 288;

	private static final int HOUR = 12;

	private final long seed;

	private final int services;

	private int failed;

	private DriftBench(long seed, int services) {
		this.seed = seed;
		this.services = services;
	}

	/**
	 * @param args seed, services of each kind of noise, healthy days in all
	 */
	public static void main(String[] args) {
		DriftBench bench = new DriftBench(Long.parseLong(args[0]), Integer.parseInt(args[1]));
		System.out.println("| noise | deviation | services | readings within the 95 % band, 30 days (range) "
				+ "| +15 % found within an hour | minutes, median (slowest) | healthy days | false drifts |");
		System.out.println("|---|---|---|---|---|---|---|---|");
		int kinds = HeapNoise.values().length * 3;
		for (HeapNoise noise : HeapNoise.values()) {
			for (double size : new double[] { 0.01, 0.02, 0.03 }) {
				bench.row(noise, size, Integer.parseInt(args[2]) / kinds + 1);
			}
		}
		bench.time();
		bench.leaks();
		if (bench.failed > 0) {
			System.exit(1);
		}
	}

	private void row(HeapNoise noise, double size, int days) {
		List<Double> coverage = new ArrayList<>();
		List<Integer> found = new ArrayList<>();
		double all = 0;
		int falseDrifts = 0;
		int healthyDays = 0;
		int inTime = 0;
		for (int i = 0; i < this.services; i++) {
			long own = this.seed * 1_000_003 + i;
			double within = coverage(new SimulatedService(own, noise, size));
			coverage.add(within);
			all += within / this.services;
			int minutes = planted(own + 500_000, noise, size);
			found.add(minutes);
			inTime += (minutes <= 60) ? 1 : 0;
		}
		for (int i = 0; healthyDays < days; i++) {
			falseDrifts += healthy(new SimulatedService(this.seed * 1_000_003 + 900_000 + i, noise, size), 50);
			healthyDays += 50;
		}
		Collections.sort(coverage);
		Collections.sort(found);
		System.out.printf("| %s | %.0f %% | %d | %.1f %% (%.1f–%.1f) | %d of %d | %d (%s) | %d | %d |%n",
				noise.name().toLowerCase(), 100 * size, this.services, 100 * all, 100 * coverage.get(0),
				100 * coverage.get(coverage.size() - 1), inTime, this.services, found.get(found.size() / 2),
				found.get(found.size() - 1), healthyDays, falseDrifts);
		boolean quiet = size > 0.02 || falseDrifts * 1_000 < healthyDays;
		this.failed += (all < 0.93 || all > 0.97 || !quiet) ? 1 : 0;
	}

	/** Over 30 days that the model has learned before. */
	private static double coverage(SimulatedService service) {
		DriftModel model = new DriftModel();
		int known = 0;
		int within = 0;
		for (int i = 0; i < 30 * PER_DAY; i++) {
			DriftReading reading = next(model, service);
			DriftBand band = reading.band();
			if (band != null && reading.live() > 0 && reading.state() != DriftState.LEARNING) {
				known++;
				within += (reading.live() >= band.low() && reading.live() <= band.high()) ? 1 : 0;
			}
		}
		return (double) within / known;
	}

	private static DriftReading next(DriftModel model, SimulatedService service) {
		service.next();
		return model.add(service.now(), service.age, service.load, service.live);
	}

	/** Minutes until it is found. */
	private static int planted(long seed, HeapNoise noise, double size) {
		SimulatedService service = new SimulatedService(seed, noise, size);
		DriftModel model = new DriftModel();
		int begin = new SplittableRandom(seed).nextInt(3 * PER_DAY, 28 * PER_DAY);
		for (int i = 0; i < begin; i++) {
			next(model, service);
		}
		service.planted = 1.15;
		for (int i = 1; i < 10 * HOUR; i++) {
			if (next(model, service).state() == DriftState.ABOVE) {
				return 5 * i;
			}
		}
		return 9_999;
	}

	private static int healthy(SimulatedService service, int days) {
		DriftModel model = new DriftModel();
		int drifts = 0;
		DriftState last = DriftState.LEARNING;
		for (int i = 0; i < days * PER_DAY; i++) {
			DriftReading reading = next(model, service);
			if (reading.state() == DriftState.ABOVE && last != DriftState.ABOVE) {
				drifts++;
				if (Boolean.getBoolean("show")) {
					System.out.println("  day " + i / 288.0 + " age " + service.age + " " + reading);
				}
			}
			last = reading.state();
		}
		return drifts;
	}

	/** How soon a leak that creeps is found, and whether it is forgotten meanwhile. */
	private void leaks() {
		System.out
			.println("\n| leak an hour | services | found | hours, median (slowest) | still told three days after |");
		System.out.println("|---|---|---|---|---|");
		for (double hourly : new double[] { 0.05, 0.01, 0.002 }) {
			List<Integer> found = new ArrayList<>();
			int still = 0;
			for (int i = 0; i < this.services; i++) {
				SimulatedService service = new SimulatedService(this.seed * 1_000_003 + 700_000 + i, HeapNoise.ALIKE,
						0.02);
				DriftModel model = new DriftModel();
				for (int step = 0; step < 10 * PER_DAY; step++) {
					next(model, service);
				}
				int hours = grow(model, service, hourly);
				found.add(hours);
				still += (hours < 9_999 && stays(model, service, hourly)) ? 1 : 0;
			}
			Collections.sort(found);
			System.out.printf("| %.1f %% | %d | %d | %d (%d) | %d |%n", 100 * hourly, this.services,
					found.stream().filter((hours) -> hours < 9_999).count(), found.get(found.size() / 2),
					found.get(found.size() - 1), still);
		}
	}

	private static int grow(DriftModel model, SimulatedService service, double hourly) {
		for (int step = 1; step <= 20 * PER_DAY; step++) {
			service.planted += hourly / HOUR;
			if (next(model, service).state() == DriftState.ABOVE) {
				return (step + HOUR - 1) / HOUR;
			}
		}
		return 9_999;
	}

	/** A restart ends the leak, too, so the service is given none. */
	private static boolean stays(DriftModel model, SimulatedService service, double hourly) {
		DriftState state = DriftState.ABOVE;
		service.restarts = false;
		for (int step = 0; step < 3 * PER_DAY; step++) {
			service.planted += hourly / HOUR;
			state = next(model, service).state();
		}
		return state == DriftState.ABOVE;
	}

	private void time() {
		SimulatedService service = new SimulatedService(this.seed, HeapNoise.ALIKE, 0.02);
		DriftModel model = new DriftModel();
		long longest = 0;
		long sum = 0;
		int counted = 0;
		for (int i = 0; i < 200_000; i++) {
			service.next();
			long begin = System.nanoTime();
			model.add(service.now(), service.age, service.load, service.live);
			long nanos = System.nanoTime() - begin;
			if (i >= 100_000) {
				sum += nanos;
				counted++;
			}
		}
		System.out.printf("%nOne reading, learned and judged: %.2f µs on average%n", sum / 1e3 / counted);
	}

}
