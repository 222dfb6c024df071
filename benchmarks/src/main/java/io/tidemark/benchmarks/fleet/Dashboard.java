package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Grafana dashboard, read for its queries. Variables stand for all where they can, else
 * for their current or first value.
 */
final class Dashboard {

	private static final Pattern AGO = Pattern.compile("(?:now-)?(\\d+)([smhd])");

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((?:(.*),\\s*)?(\\w+)\\)");

	/** Points of a panel as wide as the screen. */
	private static final int POINTS = 1_800;

	private static final int COLUMNS = 24;

	private static final long[] STEPS = { 1, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600 };

	private final JsonNode json;

	private final Duration scrapeInterval;

	private final Map<String, String> variables = new LinkedHashMap<>();

	private Dashboard(JsonNode json, Duration scrapeInterval) {
		this.json = json;
		this.scrapeInterval = scrapeInterval;
	}

	/**
	 * The dashboards of this repository, with the values that Prometheus has for their
	 * variables.
	 */
	static List<Dashboard> allOf(Path repository, PrometheusServer prometheus)
			throws IOException, InterruptedException {
		List<Path> files;
		try (Stream<Path> found = Files.list(repository.resolve("grafana/dashboards"))) {
			files = found.filter((file) -> file.toString().endsWith(".json")).sorted().toList();
		}
		List<Dashboard> dashboards = new ArrayList<>();
		for (Path file : files) {
			dashboards.add(read(file, PrometheusConfiguration.SCRAPE_INTERVAL, prometheus));
		}
		return dashboards;
	}

	/**
	 * Reads a dashboard and asks Prometheus for the values of its variables.
	 * @param scrapeInterval the data source's, which bounds steps and rates from below
	 */
	static Dashboard read(Path file, Duration scrapeInterval, PrometheusServer prometheus)
			throws IOException, InterruptedException {
		Dashboard dashboard = new Dashboard(new JsonMapper().readTree(file.toFile()), scrapeInterval);
		for (JsonNode variable : dashboard.json.at("/templating/list").values()) {
			dashboard.variables.put(variable.path("name").asString(), dashboard.value(variable, prometheus));
		}
		return dashboard;
	}

	String title() {
		return this.json.path("title").asString();
	}

	private String value(JsonNode variable, PrometheusServer prometheus) throws IOException, InterruptedException {
		String all = variable.path("allValue").asString("");
		if (variable.path("includeAll").asBoolean(false)) {
			return all.isEmpty() ? ".*" : all;
		}
		JsonNode current = variable.at("/current/value");
		String chosen = current.isArray() ? current.path(0).asString("") : current.asString("");
		if (!chosen.isEmpty() || !variable.path("type").asString("").equals("query")) {
			return chosen.isEmpty() ? variable.path("query").asString("").split(",")[0] : chosen;
		}
		return answer(question(variable), prometheus).path(0).asString("");
	}

	private String question(JsonNode variable) {
		JsonNode query = variable.path("query");
		return query.isObject() ? query.path("query").asString("") : query.asString("");
	}

	private JsonNode answer(String question, PrometheusServer prometheus) throws IOException, InterruptedException {
		Matcher matcher = LABEL_VALUES.matcher(question);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Expected label_values(metric, label), found '" + question + "'");
		}
		Map<String, String> parameters = (matcher.group(1) != null)
				? Map.of("match[]", replaced(matcher.group(1), Duration.ofHours(1), this.scrapeInterval)) : Map.of();
		return prometheus.ask("/api/v1/label/" + matcher.group(2) + "/values", parameters);
	}

	/** Whether it is made for all instances at once. */
	boolean isOfFleet() {
		return title().contains("Fleet");
	}

	/**
	 * The queries of all panels, by the title of the panel, in the order of the
	 * dashboard.
	 */
	Map<String, List<DashboardQuery>> queries() {
		Map<String, List<DashboardQuery>> queries = new LinkedHashMap<>();
		for (JsonNode panel : panels(this.json)) {
			List<DashboardQuery> asked = queries(panel);
			if (!asked.isEmpty()) {
				queries.computeIfAbsent(panel.path("title").asString(), (title) -> new ArrayList<>()).addAll(asked);
			}
		}
		for (JsonNode annotation : this.json.at("/annotations/list").values()) {
			if (annotation.hasNonNull("expr")) {
				String name = "annotation " + annotation.path("name").asString();
				queries.put(name, List.of(query(name, annotation.path("expr").asString(), false, range(), POINTS)));
			}
		}
		return queries;
	}

	private static List<JsonNode> panels(JsonNode parent) {
		List<JsonNode> panels = new ArrayList<>();
		for (JsonNode panel : parent.path("panels").values()) {
			panels.add(panel);
			panels.addAll(panels(panel));
		}
		return panels;
	}

	private List<DashboardQuery> queries(JsonNode panel) {
		List<DashboardQuery> queries = new ArrayList<>();
		String title = panel.path("title").asString("");
		Duration range = panel.hasNonNull("timeFrom") ? ago(panel.path("timeFrom").asString()) : range();
		int points = panel.path("maxDataPoints").asInt(POINTS * panel.at("/gridPos/w").asInt(COLUMNS) / COLUMNS);
		for (JsonNode target : panel.path("targets").values()) {
			if (target.hasNonNull("expr") && !target.path("hide").asBoolean(false)) {
				boolean instant = target.path("instant").asBoolean(false);
				queries.add(query(title, target.path("expr").asString(), instant, range, points));
			}
		}
		return queries;
	}

	private DashboardQuery query(String title, String expression, boolean instant, Duration range, int points) {
		Duration step = step(range, points);
		return new DashboardQuery(title, replaced(expression, range, step), instant, range, step);
	}

	private Duration range() {
		return ago(this.json.at("/time/from").asString("now-6h"));
	}

	private static Duration ago(String text) {
		Matcher matcher = AGO.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Expected a time as now-6h, found '" + text + "'");
		}
		long number = Long.parseLong(matcher.group(1));
		return switch (matcher.group(2)) {
			case "s" -> Duration.ofSeconds(number);
			case "m" -> Duration.ofMinutes(number);
			case "h" -> Duration.ofHours(number);
			default -> Duration.ofDays(number);
		};
	}

	private Duration step(Duration range, int points) {
		long least = Math.max(this.scrapeInterval.toSeconds(), range.toSeconds() / points);
		for (long step : STEPS) {
			if (step >= least) {
				return Duration.ofSeconds(step);
			}
		}
		return Duration.ofHours(1);
	}

	/** Longer names first, so that no variable replaces a part of another. */
	private String replaced(String expression, Duration range, Duration step) {
		Map<String, String> all = new LinkedHashMap<>(this.variables);
		long rate = Math.max(4 * this.scrapeInterval.toSeconds(), step.plus(this.scrapeInterval).toSeconds());
		all.put("__rate_interval", rate + "s");
		all.put("__interval", step.toSeconds() + "s");
		all.put("__interval_ms", String.valueOf(step.toMillis()));
		all.put("__range", range.toSeconds() + "s");
		all.put("__range_s", String.valueOf(range.toSeconds()));
		String replaced = expression;
		for (String name : all.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
			String value = Matcher.quoteReplacement(all.get(name));
			replaced = replaced.replaceAll("\\$\\{" + name + "(?::\\w+)?}|\\$" + name + "\\b", value);
		}
		return replaced;
	}

}
