package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tidemark.benchmarks.fleet.FleetSimulation;
import io.tidemark.benchmarks.fleet.PrometheusConfiguration;

/**
 * What a fleet of simulated instances costs a real Prometheus with the rules and
 * dashboards of this repository, and whether these name the one instance that leaks.
 * Needs {@code prometheus} on the path. The instances are after the model of the sample
 * service, which is started for it.
 */
final class FleetBenchmark {

	private static final String SCRAPE = "/actuator/prometheus";

	/** Instances at most that are scraped every other second. */
	private static final int HURRIED = 20;

	private FleetBenchmark() {
	}

	/**
	 * @param args jar of the sample service, root of the repository, folder for the data
	 * of Prometheus, instances, minutes of past, evaluations of the rules, seconds under
	 * load before the scrape that is the model, and seconds of a leak after it
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Path work = Files.createDirectories(Path.of(args[2]));
		int instances = Integer.parseInt(args[3]);
		Duration past = Duration.ofMinutes(Long.parseLong(args[4]));
		int evaluations = Integer.parseInt(args[5]);
		FleetSimulation simulation = simulation(args[0], Path.of(args[1]), work, Integer.parseInt(args[6]),
				Integer.parseInt(args[7]));
		boolean named = simulation.findLeak(Duration.ofMinutes(Math.min(past.toMinutes(), 120)));
		boolean hurried = instances <= HURRIED;
		boolean within = simulation.measure(instances, past,
				hurried ? PrometheusConfiguration.hurried() : PrometheusConfiguration.usual(), evaluations);
		if (!named) {
			System.err.println("No query of the fleet dashboard named the leak within 15 minutes.");
		}
		if (!within) {
			System.err.println("A rule could not be evaluated, or an instance has more than 200 series of ours.");
		}
		System.exit((named && within) ? 0 : 1);
	}

	private static FleetSimulation simulation(String jar, Path repository, Path work, int loadSeconds, int leakSeconds)
			throws IOException, InterruptedException {
		try (Service service = Service.start(List.of("-Xmx256m", "-XX:+UseG1GC", "-jar", jar))) {
			String healthy;
			try (SteadyLoad load = SteadyLoad.start(service, 1)) {
				TimeUnit.SECONDS.sleep(loadSeconds);
				healthy = service.get(SCRAPE);
				leak(service, leakSeconds);
			}
			System.err.println("scraped the sample, healthy and leaking, at " + Instant.now());
			return new FleetSimulation(System.out, healthy, service.get(SCRAPE), repository, work);
		}
	}

	/**
	 * One executor every two seconds, for at least so long and until its threads are
	 * seen.
	 */
	private static void leak(Service service, int seconds) throws IOException, InterruptedException {
		long start = System.nanoTime();
		for (int times = 0; times < 400; times++) {
			service.post("/leaks/executor-per-request");
			TimeUnit.SECONDS.sleep(2);
			if ((System.nanoTime() - start) / 1e9 > seconds && service.get(SCRAPE).contains("ExecutorPerRequest")) {
				return;
			}
		}
	}

}
