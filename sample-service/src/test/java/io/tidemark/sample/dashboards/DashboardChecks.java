package io.tidemark.sample.dashboards;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What must be true of each dashboard as it is committed, whoever wrote it. Each fault is
 * a sentence that names the panel, what was expected and what was found.
 */
final class DashboardChecks {

	private static final Pattern OTHER_WINDOW = Pattern
		.compile("\\b(?:rate|irate|increase)\\([^\\[]*\\[(?!\\$__rate_interval])");

	private static final List<Function<JsonNode, Stream<String>>> OF_A_DASHBOARD = List.of(DashboardChecks::format,
			DashboardChecks::ids, DashboardChecks::titles, DashboardChecks::places, DashboardChecks::variables);

	private static final List<Function<JsonNode, Stream<String>>> OF_A_PANEL = List.of(DashboardChecks::texts,
			DashboardChecks::source, DashboardChecks::targets, DashboardChecks::legends, DashboardChecks::units,
			DashboardChecks::reasons, DashboardChecks::runbooks);

	private static final List<Function<String, Stream<String>>> OF_A_QUERY = List.of(DashboardChecks::chosen,
			DashboardChecks::windows, DashboardChecks::madeUp);

	private DashboardChecks() {
	}

	/** The faults of a dashboard, none if it is as it should be. */
	static List<String> faults(JsonNode dashboard) {
		List<String> faults = new ArrayList<>();
		OF_A_DASHBOARD.forEach((check) -> check.apply(dashboard).forEach(faults::add));
		for (JsonNode panel : panels(dashboard)) {
			OF_A_PANEL.forEach((check) -> check.apply(panel)
				.forEach((fault) -> faults.add("Panel '" + text(panel, "title") + "': " + fault)));
		}
		for (String query : queries(dashboard)) {
			OF_A_QUERY
				.forEach((check) -> check.apply(query).forEach((fault) -> faults.add(fault + ", found " + query)));
		}
		return faults;
	}

	/** The panels that show something: rows are headings. */
	static List<JsonNode> panels(JsonNode dashboard) {
		return dashboard.path("panels").valueStream().filter((panel) -> !text(panel, "type").equals("row")).toList();
	}

	/** Queries of panels and of annotations. */
	static List<String> queries(JsonNode dashboard) {
		return Stream
			.concat(panels(dashboard).stream().flatMap((panel) -> panel.path("targets").valueStream()),
					dashboard.at("/annotations/list").valueStream().map((annotation) -> annotation.path("target")))
			.map((target) -> text(target, "expr"))
			.toList();
	}

	/** Queries of variables, without the function around them. */
	static List<String> variableQueries(JsonNode dashboard) {
		return dashboard.at("/templating/list")
			.valueStream()
			.map((variable) -> variable.at("/query/query").asString(""))
			.filter((query) -> !query.isEmpty())
			.map((query) -> query.replaceFirst("^label_values\\((.*), \\w+\\)$", "$1"))
			.toList();
	}

	private static Stream<String> format(JsonNode dashboard) {
		return Stream
			.of(unless(dashboard.path("schemaVersion").asInt(0) == 42, "expected schemaVersion 42"),
					unless(!text(dashboard, "uid").isBlank(), "expected a uid"),
					unless(!dashboard.has("id"), "expected no id: Grafana gives one"),
					unless(!dashboard.has("__inputs"),
							"expected no __inputs: nobody answers them when files are provisioned"))
			.flatMap(Function.identity());
	}

	private static Stream<String> ids(JsonNode dashboard) {
		Set<Integer> ids = new HashSet<>();
		return dashboard.path("panels")
			.valueStream()
			.filter((panel) -> panel.path("id").asInt(0) <= 0 || !ids.add(panel.path("id").asInt(0)))
			.map((panel) -> "Panel '%s': expected an id of its own, found %s".formatted(text(panel, "title"),
					panel.path("id")));
	}

	/** So that people and tests can name a panel. */
	private static Stream<String> titles(JsonNode dashboard) {
		Set<String> titles = new HashSet<>();
		return panels(dashboard).stream()
			.map((panel) -> text(panel, "title"))
			.filter((title) -> !titles.add(title))
			.map((title) -> "Panel '" + title + "': expected a title of its own");
	}

	private static Stream<String> places(JsonNode dashboard) {
		Set<List<Integer>> taken = new HashSet<>();
		return dashboard.path("panels")
			.valueStream()
			.filter((panel) -> !place(panel.path("gridPos"), taken))
			.map((panel) -> "Panel '%s': expected a place of its own within 24 columns, found %s"
				.formatted(text(panel, "title"), panel.path("gridPos")));
	}

	/** Takes the place; false if some of it was taken or there is no such place. */
	private static boolean place(JsonNode position, Set<List<Integer>> taken) {
		int x = position.path("x").asInt(-1);
		int y = position.path("y").asInt(-1);
		int right = x + position.path("w").asInt(0);
		int bottom = y + position.path("h").asInt(0);
		boolean free = x >= 0 && y >= 0 && right > x && right <= 24 && bottom > y;
		for (int column = x; column < right; column++) {
			for (int line = y; line < bottom; line++) {
				free &= taken.add(List.of(column, line));
			}
		}
		return free;
	}

	private static Stream<String> variables(JsonNode dashboard) {
		List<JsonNode> variables = dashboard.at("/templating/list").valueStream().toList();
		List<String> names = variables.stream().map((variable) -> text(variable, "name")).toList();
		return Stream.concat(
				unless(names.size() >= 3 && names.subList(0, 3).equals(List.of("datasource", "job", "instance")),
						"expected the variables datasource, job and instance first, found " + names),
				variables.stream()
					.skip(1)
					.filter((variable) -> !(variable.path("multi").asBoolean(false)
							&& variable.path("includeAll").asBoolean(false) && text(variable, "allValue").equals(".+")))
					.map((variable) -> "Variable '" + text(variable, "name")
							+ "': expected several values or all, which is .+"));
	}

	private static Stream<String> texts(JsonNode panel) {
		String description = text(panel, "description");
		return Stream
			.of(unless(!text(panel, "title").isBlank(), "expected a title"),
					unless(description.contains("normal"),
							"expected a description that says what is normal, found '" + description + "'"),
					unless(!text(panel.at("/fieldConfig/defaults"), "unit").isBlank(), "expected a unit"))
			.flatMap(Function.identity());
	}

	private static Stream<String> source(JsonNode panel) {
		return Stream.concat(Stream.of(panel), panel.path("targets").valueStream())
			.map((node) -> text(node.path("datasource"), "uid"))
			.filter((uid) -> !uid.equals("${datasource}"))
			.map((uid) -> "expected the data source ${datasource}, found '" + uid + "'");
	}

	private static Stream<String> targets(JsonNode panel) {
		return Stream.concat(unless(!panel.path("targets").isEmpty(), "expected a query"),
				panel.path("targets")
					.valueStream()
					.filter(DashboardChecks::noMetric)
					.map((target) -> "expected a query that reads a metric, found '" + text(target, "expr") + "'"));
	}

	private static Stream<String> legends(JsonNode panel) {
		return panel.path("targets")
			.valueStream()
			.filter((target) -> !named(target))
			.map((target) -> "expected a legend with the instance, or with the job where all instances are one, found '%s' for %s"
				.formatted(text(target, "legendFormat"), text(target, "expr")));
	}

	private static boolean named(JsonNode target) {
		String legend = text(target, "legendFormat");
		String expression = text(target, "expr");
		return legend.contains("{{instance}}") || legend.contains("{{job}}") && expression.contains("by (job")
				|| legend.contains("{{job}}") && expression.contains("job_version")
				|| text(target, "format").equals("heatmap");
	}

	private static Stream<String> units(JsonNode panel) {
		boolean only = panel.path("targets").size() == 1;
		return panel.path("targets").valueStream().flatMap((target) -> {
			String unit = unit(panel, only ? "Value" : "Value #" + text(target, "refId"));
			Set<String> units = MeterUnits.of(text(target, "expr"));
			return unless(unit.isEmpty() || units.isEmpty() && noMetric(target) || units.contains(unit),
					"expected one of the units %s, found '%s' for %s".formatted(units, unit, text(target, "expr")));
		});
	}

	private static boolean noMetric(JsonNode target) {
		return PromQl.metrics(text(target, "expr")).isEmpty();
	}

	/** Unit of a column of a table, or that of the panel. */
	private static String unit(JsonNode panel, String field) {
		return panel.at("/fieldConfig/overrides")
			.valueStream()
			.filter((override) -> override.at("/matcher/options").asString("").equals(field))
			.flatMap((override) -> override.path("properties").valueStream())
			.filter((property) -> text(property, "id").equals("unit"))
			.map((property) -> text(property, "value"))
			.findFirst()
			.orElseGet(() -> text(panel.at("/fieldConfig/defaults"), "unit"));
	}

	private static Stream<String> reasons(JsonNode panel) {
		return panel.path("targets")
			.valueStream()
			.flatMap((target) -> Sometimes.of(text(target, "expr")).stream())
			.distinct()
			.map(Sometimes::sentence)
			.filter((sentence) -> !text(panel, "description").contains(sentence))
			.map((sentence) -> "expected a description that says why it may be empty: " + sentence);
	}

	private static Stream<String> runbooks(JsonNode panel) {
		return panel.path("links")
			.valueStream()
			.map((link) -> text(link, "url"))
			.filter((url) -> !url.startsWith(Panel.DOCS)
					|| !Files.isRegularFile(Repository.file("docs/" + url.substring(Panel.DOCS.length()))))
			.map((url) -> "expected a link to a page of docs/, found " + url);
	}

	private static Stream<String> chosen(String expression) {
		return PromQl.selectors(expression)
			.stream()
			.filter((selector) -> !selector.contains(scope(selector)))
			.map((selector) -> "Expected " + scope(selector));
	}

	/** What rules record of a whole job has no instance. */
	private static String scope(String selector) {
		return selector.startsWith("job") ? "{job=~\"$job\"" : "{" + Query.CHOSEN;
	}

	private static Stream<String> windows(String expression) {
		return unless(!OTHER_WINDOW.matcher(expression).find(), "Expected $__rate_interval for what is counted");
	}

	private static Stream<String> madeUp(String expression) {
		return unless(!expression.contains("vector("), "Expected no vector(): a panel without data must be empty");
	}

	private static Stream<String> unless(boolean right, String fault) {
		return right ? Stream.empty() : Stream.of(fault);
	}

	private static String text(JsonNode node, String name) {
		return node.path(name).asString("");
	}

}
