package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;

/**
 * What a fleet costs a Prometheus that scrapes it, printed as Markdown.
 */
final class FleetCost {

	private static final int SERIES_OF_OURS = 200;

	private static final int SLOWEST_RULES = 8;

	private final PrometheusServer prometheus;

	private final FleetServer server;

	private final Fleet fleet;

	FleetCost(PrometheusServer prometheus, FleetServer server, Fleet fleet) {
		this.prometheus = prometheus;
		this.server = server;
		this.fleet = fleet;
	}

	/**
	 * Waits for so many evaluations, asks each query of the fleet's dashboard, and
	 * prints. CPU time is what the queries take when Prometheus does nothing else: a
	 * machine that others use does not change it much, and alone they would take no
	 * longer than that.
	 * @return whether all rules could be evaluated and no instance has too many series
	 */
	boolean print(PrintStream out, Path repository, int evaluations) throws IOException, InterruptedException {
		awaitScrapes();
		Map<String, List<Double>> groups = evaluations(evaluations);
		int series = instances(out);
		double failures = failures();
		List<Question> panels = panels(repository);
		Map<String, List<Question>> rules = rules();
		Instant end = Instant.now();
		Map<Question, Double> seconds = new LinkedHashMap<>();
		for (Question panel : panels) {
			seconds.put(panel, panel.seconds(this.prometheus, end));
		}
		this.prometheus.rest();
		printRules(out, groups, rules, end);
		out.printf("Evaluations that failed: %.0f.%n%n", failures);
		printPanels(out, seconds, end);
		return series <= SERIES_OF_OURS && failures == 0;
	}

	private void awaitScrapes() throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
		while (this.server.scrapes() < 2L * this.fleet.instances().size()) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("Expected two scrapes of each instance, found %d of %d instances"
					.formatted(this.server.scrapes(), this.fleet.instances().size()));
			}
			TimeUnit.MILLISECONDS.sleep(100);
		}
	}

	/** Seconds of each evaluation, by group. */
	private Map<String, List<Double>> evaluations(int wanted) throws IOException, InterruptedException {
		Map<String, List<Double>> seconds = new TreeMap<>();
		Map<String, Double> seen = new TreeMap<>();
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2L + 2 * wanted);
		do {
			TimeUnit.MILLISECONDS.sleep(500);
			Scrape itself = this.prometheus.itself();
			Map<String, Double> last = byGroup(itself, "prometheus_rule_group_last_duration_seconds");
			byGroup(itself, "prometheus_rule_group_last_evaluation_timestamp_seconds").forEach((group, time) -> {
				List<Double> all = seconds.computeIfAbsent(group, (name) -> new ArrayList<>());
				if (time > 0 && !time.equals(seen.put(group, time))) {
					all.add(last.get(group));
				}
			});
			if (System.nanoTime() > end) {
				throw new IllegalStateException(
						"Expected %d evaluations of each group of rules, found %s".formatted(wanted, seconds));
			}
		}
		while (seconds.isEmpty() || seconds.values().stream().anyMatch((all) -> all.size() < wanted));
		return seconds;
	}

	private static Map<String, Double> byGroup(Scrape itself, String name) {
		Map<String, Double> values = new TreeMap<>();
		itself.series()
			.stream()
			.filter((one) -> one.name().equals(name))
			.forEach((one) -> values.put(one.label("rule_group").replaceFirst(".*/", "").replace(';', ' '),
					one.value()));
		return values;
	}

	private int instances(PrintStream out) throws IOException, InterruptedException {
		Scrape itself = this.prometheus.itself();
		int size = this.fleet.instances().size();
		int ours = (int) number("max(count by (job, instance) ({__name__=~\"tidemark_.+\"}))");
		double rss = itself.value("process_resident_memory_bytes");
		double head = itself.value("prometheus_tsdb_head_series");
		Map<String, String> rows = new LinkedHashMap<>();
		rows.put("instances that are up", "%.0f of %d".formatted(number("sum(up)"), size));
		rows.put("series of an instance, the most", "%.0f".formatted(number("max(scrape_samples_scraped)")));
		rows.put("of these `tidemark_`, the most", "%d, to stay within %d".formatted(ours, SERIES_OF_OURS));
		rows.put("bytes of a scrape, mean", "%,d".formatted(this.server.bytes() / this.server.scrapes()));
		rows.put("time of a scrape, mean and most, ms", "%.1f, %.1f"
			.formatted(1e3 * number("avg(scrape_duration_seconds)"), 1e3 * number("max(scrape_duration_seconds)")));
		rows.put("series in the head of Prometheus", "%,.0f".formatted(head));
		rows.put("resident memory of Prometheus, MB", "%,.0f".formatted(rss / 1e6));
		rows.put("of this an instance, MB", "%.2f".formatted(rss / 1e6 / size));
		rows.put("of this a series in the head, kB", "%.1f".formatted(rss / 1e3 / head));
		rows.put("bytes of a sample on disk", bytesOfSample(itself));
		rows.put("version of Prometheus", itself.label("prometheus_build_info", "version"));
		rows.put("load average of the machine",
				"%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
		out.println("| a fleet of %d | |%n|---|---|".formatted(size));
		rows.forEach((name, value) -> out.printf("| %s | %s |%n", name, value));
		out.println();
		return ours;
	}

	private static String bytesOfSample(Scrape itself) {
		double samples = itself.value("prometheus_tsdb_compaction_chunk_samples_sum");
		double bytes = itself.value("prometheus_tsdb_compaction_chunk_size_bytes_sum");
		return (samples > 0) ? "%.1f".formatted(bytes / samples) : "no block yet";
	}

	/** The first value of the answer, 0 where there is none. */
	private double number(String expression) throws IOException, InterruptedException {
		JsonNode result = this.prometheus
			.ask("/api/v1/query", Map.of("query", expression, "time", String.valueOf(Instant.now().getEpochSecond())))
			.path("result");
		return Scrape.number(result.at("/0/value/1").asString("0"));
	}

	private double failures() throws IOException, InterruptedException {
		return this.prometheus.itself()
			.series()
			.stream()
			.filter((one) -> one.name().equals("prometheus_rule_evaluation_failures_total"))
			.mapToDouble(Series::value)
			.sum();
	}

	private List<Question> panels(Path repository) throws IOException, InterruptedException {
		List<Question> panels = new ArrayList<>();
		for (Dashboard dashboard : Dashboard.allOf(repository, this.prometheus)) {
			if (dashboard.isOfFleet()) {
				dashboard.queries().forEach((title, queries) -> panels.add(new Question(title, queries)));
			}
		}
		return panels;
	}

	/**
	 * The rules by their group, each as a query that counts what it finds: an evaluation
	 * writes no JSON.
	 */
	private Map<String, List<Question>> rules() throws IOException, InterruptedException {
		Map<String, List<Question>> rules = new TreeMap<>();
		for (JsonNode group : this.prometheus.ask("/api/v1/rules", Map.of()).path("groups")) {
			List<Question> questions = new ArrayList<>();
			group.path("rules").forEach((rule) -> {
				String name = rule.path("name").asString();
				String counted = "count(" + rule.path("query").asString() + ")";
				questions.add(new Question(name,
						List.of(new DashboardQuery(name, counted, true, Duration.ZERO, Duration.ofMinutes(1)))));
			});
			rules.put(group.path("file").asString().replaceFirst(".*/", "") + " " + group.path("name").asString(),
					questions);
		}
		return rules;
	}

	private void printRules(PrintStream out, Map<String, List<Double>> evaluations, Map<String, List<Question>> rules,
			Instant end) throws IOException, InterruptedException {
		Map<String, Double> byRule = new TreeMap<>();
		double sum = 0;
		out.println("| group of rules | rules | evaluations | median s | most s | CPU s |\n|---|---|---|---|---|---|");
		for (Map.Entry<String, List<Question>> group : rules.entrySet()) {
			double cpu = 0;
			for (Question rule : group.getValue()) {
				double seconds = rule.cpuSeconds(this.prometheus, end);
				byRule.merge(rule.name(), seconds, Math::max);
				cpu += seconds;
			}
			List<Double> all = evaluations.getOrDefault(group.getKey(), List.of(Double.NaN));
			out.printf("| %s | %d | %d | %.3f | %.3f | %.3f |%n", group.getKey(), group.getValue().size(), all.size(),
					median(all), Collections.max(all), cpu);
			sum += cpu;
		}
		double most = evaluations.values().stream().mapToDouble(FleetCost::median).sum();
		out.printf(
				"%nAll groups together: **%.3f s** while it scrapes (medians), **%.3f s** of CPU; to stay below 1 s.%n%n",
				most, sum);
		out.println("| slowest rules | CPU s |\n|---|---|");
		byRule.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Double>comparingByValue().reversed())
			.limit(SLOWEST_RULES)
			.forEach((rule) -> out.printf("| `%s` | %.3f |%n", rule.getKey(), rule.getValue()));
		out.println();
	}

	private void printPanels(PrintStream out, Map<Question, Double> seconds, Instant end)
			throws IOException, InterruptedException {
		double most = 0;
		double mostCpu = 0;
		out.println(
				"| panel of the fleet dashboard | shows | series | s while it scrapes | CPU s |\n|---|---|---|---|---|");
		for (Map.Entry<Question, Double> panel : seconds.entrySet()) {
			Question question = panel.getKey();
			double cpu = question.cpuSeconds(this.prometheus, end);
			out.printf("| %s | %s | %d | %.3f | %.3f |%n", question.name(), question.shows(),
					question.series(this.prometheus, end), panel.getValue(), cpu);
			most = Math.max(most, panel.getValue());
			mostCpu = Math.max(mostCpu, cpu);
		}
		out.printf("%nThe slowest panel: **%.3f s** while it scrapes, **%.3f s** of CPU; to stay below 2 s.%n", most,
				mostCpu);
	}

	private static double median(List<Double> values) {
		List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return sorted.get(sorted.size() / 2);
	}

}
