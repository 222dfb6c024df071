package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A fleet of simulated instances and a real Prometheus with the rules of this repository.
 * First the past is written, with what the rules would have recorded of it; then the
 * instances are scraped.
 */
public final class FleetSimulation {

	/** Instances among which one leaks, all of one service. */
	private static final int SIBLINGS = 20;

	/** Threads that it leaks a minute. */
	private static final double SLOWLY = 2;

	private static final Duration PATIENCE = Duration.ofMinutes(15);

	private final PrintStream out;

	private final Scrape healthy;

	private final Scrape leaking;

	private final Path repository;

	private final Path work;

	/**
	 * @param out where the report goes
	 * @param healthy scrape of a real service
	 * @param leaking scrape of the same when it leaked threads
	 * @param repository root of this repository
	 * @param work folder for the data of Prometheus; it has to exist
	 */
	public FleetSimulation(PrintStream out, String healthy, String leaking, Path repository, Path work) {
		this.out = out;
		this.healthy = Scrape.parse(healthy);
		this.leaking = Scrape.parse(leaking);
		this.repository = repository.toAbsolutePath();
		this.work = work.toAbsolutePath();
	}

	/**
	 * One instance of twenty begins to leak, and the queries of the dashboards are asked
	 * for each minute of simulated time who leaks.
	 * @param past time before that leak
	 * @return whether a query of the fleet dashboard named instance, group and origin
	 * within 15 minutes
	 */
	public boolean findLeak(Duration past) throws IOException, InterruptedException {
		Instant to = minute(Instant.now());
		Instant from = to.minus(PATIENCE);
		int number = withoutRestart(from);
		Fleet fleet = Fleet.like(this.healthy, this.leaking, SIBLINGS, Map.of(number, new Leak(from, SLOWLY)));
		Path folder = Files.createTempDirectory(this.work, "leak");
		PrometheusConfiguration idle = PrometheusConfiguration.idle();
		try (PrometheusServer prometheus = PrometheusServer.start(folder, idle.text())) {
			long samples = past(prometheus, fleet, PrometheusConfiguration.SCRAPE_INTERVAL).write(from.minus(past), to);
			System.err.printf("wrote %,d samples up to %s, it is %s%n", samples, to, Instant.now());
			Series group = Fleet.leakedGroup(this.healthy, this.leaking);
			String instance = fleet.instances().get(number).name(to);
			return new LeakSearch(prometheus, from, to, instance, group).print(this.out, this.repository);
		}
	}

	/** An instance that started about half a day before. */
	private static int withoutRestart(Instant moment) {
		for (int number = 0; number < SIBLINGS; number++) {
			SimulatedInstance instance = new SimulatedInstance(number, SIBLINGS, "", List.of(), null);
			long hours = Duration.between(instance.started(moment), moment).toHours();
			if (hours >= 10 && hours <= 14) {
				return number;
			}
		}
		throw new IllegalStateException("No instance is half a day old at " + moment);
	}

	/**
	 * What Prometheus has to do for a fleet.
	 * @param size instances, of which one in a hundred leaks
	 * @param past time that was scraped before
	 * @param live how it is scraped
	 * @param evaluations evaluations of the rules to wait for
	 * @return whether all rules could be evaluated and no instance has too many series
	 */
	public boolean measure(int size, Duration past, PrometheusConfiguration live, int evaluations)
			throws IOException, InterruptedException {
		Instant from = minute(Instant.now().minus(past));
		Fleet fleet = Fleet.like(this.healthy, this.leaking, size, someLeaks(size, from));
		Path folder = Files.createTempDirectory(this.work, "fleet");
		writeUntilNow(folder, fleet, from);
		try (FleetServer server = FleetServer.start(fleet);
				PrometheusServer prometheus = PrometheusServer.start(folder,
						live.scraping(folder, server, fleet, ruleFiles()).text())) {
			return new FleetCost(prometheus, server, fleet).print(this.out, this.repository, evaluations);
		}
	}

	/** Writing takes time itself, of which the rest is then written. */
	private void writeUntilNow(Path folder, Fleet fleet, Instant from) throws IOException, InterruptedException {
		try (PrometheusServer prometheus = PrometheusServer.start(folder, PrometheusConfiguration.idle().text())) {
			Past past = past(prometheus, fleet, PrometheusConfiguration.SCRAPE_INTERVAL);
			Instant written = from;
			for (Instant now = Instant.now(); Duration.between(written, now).toSeconds() > 20; now = Instant.now()) {
				long samples = past.write(written, now);
				System.err.printf("wrote %,d samples up to %s, it is %s%n", samples, now, Instant.now());
				written = now;
			}
		}
	}

	private Past past(PrometheusServer prometheus, Fleet fleet, Duration scrapeInterval) throws IOException {
		return new Past(prometheus, fleet, RecordingRule.in(ruleFiles()), scrapeInterval);
	}

	private static Map<Integer, Leak> someLeaks(int size, Instant from) {
		Map<Integer, Leak> leaks = new HashMap<>();
		for (int number = 7; number < size; number += 100) {
			leaks.put(number, new Leak(from, 0.5 + number / 100 % 3));
		}
		return leaks;
	}

	private List<Path> ruleFiles() throws IOException {
		try (Stream<Path> files = Files.list(this.repository.resolve("prometheus/rules"))) {
			return files.filter((file) -> file.toString().endsWith(".yml")).sorted().toList();
		}
	}

	private static Instant minute(Instant moment) {
		return Instant.ofEpochSecond(moment.getEpochSecond() / 60 * 60);
	}

}
