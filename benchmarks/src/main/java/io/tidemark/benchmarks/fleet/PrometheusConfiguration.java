package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The text of a configuration of Prometheus.
 *
 * @param text the text, YAML
 * @param scrapes time between two scrapes
 * @param evaluates time between two evaluations of the rules
 */
public record PrometheusConfiguration(String text, Duration scrapes, Duration evaluates) {

	/** As in {@code prometheus/prometheus.yml}. */
	static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);

	static final Duration EVALUATION_INTERVAL = Duration.ofMinutes(1);

	/** Scrapes nothing and has no rules. */
	static PrometheusConfiguration idle() {
		return new PrometheusConfiguration("global:\n  scrape_interval: 15s\n", SCRAPE_INTERVAL, EVALUATION_INTERVAL);
	}

	/** Scrapes and evaluates as often as the configuration of this repository does. */
	public static PrometheusConfiguration usual() {
		return new PrometheusConfiguration("", SCRAPE_INTERVAL, EVALUATION_INTERVAL);
	}

	/** Scrapes and evaluates more often, for a short run; ranges of rules stay. */
	public static PrometheusConfiguration hurried() {
		return new PrometheusConfiguration("", Duration.ofSeconds(2), Duration.ofSeconds(4));
	}

	/** The same for the instances of a fleet. */
	PrometheusConfiguration scraping(Path folder, FleetServer server, Fleet fleet, List<Path> rules)
			throws IOException {
		Path targets = Files.writeString(folder.resolve("targets.json"), targets(server, fleet));
		Path copies = Files.createDirectories(folder.resolve("rules"));
		for (Path file : rules) {
			Files.writeString(copies.resolve(file.getFileName()), Files.readString(file)
				.replaceAll("(?m)^( +interval: ).*", "$1" + this.evaluates.toSeconds() + "s"));
		}
		return new PrometheusConfiguration("""
				global:
				  scrape_interval: %1$ds
				  scrape_timeout: %1$ds
				  evaluation_interval: %2$ds
				rule_files: ["%3$s/*.yml"]
				scrape_configs:
				  - job_name: fleet
				    file_sd_configs:
				      - files: ["%4$s"]
				""".formatted(this.scrapes.toSeconds(), this.evaluates.toSeconds(), copies, targets), this.scrapes,
				this.evaluates);
	}

	private static String targets(FleetServer server, Fleet fleet) {
		StringBuilder text = new StringBuilder("[");
		Instant now = Instant.now();
		for (int number = 0; number < fleet.instances().size(); number++) {
			SimulatedInstance instance = fleet.instances().get(number);
			text.append((number == 0) ? "\n" : ",\n")
				.append("""
						{"targets": ["%s"], "labels": {"__metrics_path__": "%s", "job": "%s", "instance": "%s"}}"""
					.formatted(server.address(), FleetServer.path(number), instance.job(), instance.name(now)));
		}
		return text.append("\n]\n").toString();
	}

}
