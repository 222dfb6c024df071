package io.tidemark.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the dashboards and rules of this repository promise, read from their files.
 * Whether the names in them are really scraped is for {@link PrometheusIT} to say.
 */
class DashboardTests {

	/** Names that are public API, as Prometheus spells them. */
	private static final Set<String> TIDEMARK_METRICS = Set.of("tidemark_threads_live_threads",
			"tidemark_threads_daemon_threads", "tidemark_threads_started_threads_total",
			"tidemark_threads_states_threads", "tidemark_threads_deadlocked_threads",
			"tidemark_thread_group_size_threads", "tidemark_memory_heap_used_bytes", "tidemark_memory_heap_max_bytes",
			"tidemark_memory_pool_used_bytes", "tidemark_memory_pool_committed_bytes", "tidemark_memory_pool_max_bytes",
			"tidemark_memory_pool_after_gc_bytes", "tidemark_gc_pause_seconds_count", "tidemark_gc_pause_seconds_sum",
			"tidemark_gc_pause_seconds_max", "tidemark_gc_pause_share_ratio", "tidemark_observer_part",
			"tidemark_observer_cpu_seconds_total", "tidemark_observer_pause_seconds_total",
			"tidemark_observer_failures_total", "tidemark_observer_files_bytes", "tidemark_leaks_resources",
			"tidemark_leaks_muted_resources", "tidemark_leaks_watched_resources", "tidemark_leaks_age_seconds",
			"tidemark_leaks_growth_per_hour", "tidemark_leaks_time_to_limit_seconds");

	/** Those of them that are there only while something is suspected. */
	static final Set<String> WITH_A_VERDICT = Set.of("tidemark_leaks_age_seconds", "tidemark_leaks_growth_per_hour",
			"tidemark_leaks_time_to_limit_seconds");

	/** Names of a stock Boot application that we use. */
	private static final Set<String> BOOT_METRICS = Set.of("process_uptime_seconds");

	private static final Pattern NOT_A_METRIC = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
			+ "|\\b[a-z]+\\s+(?:by|without)\\s*\\([^)]*\\)|\\b(?:on|ignoring|group_left|group_right)\\s*\\([^)]*\\)"
			+ "|\\b(?:and|or|unless|bool|offset)\\b|[a-zA-Z_]+\\s*\\(");

	private static final Pattern METRIC = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*");

	@Test
	void everyPanelHasAnIdOfItsOwn() {
		for (JsonNode dashboard : dashboards()) {
			assertThat(allPanels(dashboard)).extracting((panel) -> panel.path("id").asInt())
				.doesNotHaveDuplicates()
				.allMatch((id) -> id > 0);
		}
	}

	@Test
	void noPanelLiesOverAnotherOrOutsideTheGrid() {
		for (JsonNode dashboard : dashboards()) {
			Set<List<Integer>> taken = new HashSet<>();
			for (JsonNode panel : allPanels(dashboard)) {
				JsonNode position = panel.path("gridPos");
				int x = position.path("x").asInt(-1);
				int y = position.path("y").asInt(-1);
				int width = position.path("w").asInt();
				int height = position.path("h").asInt();

				assertThat(x).as(title(panel)).isNotNegative();
				assertThat(x + width).as(title(panel)).isBetween(1, 24);
				assertThat(height).as(title(panel)).isPositive();
				for (int column = x; column < x + width; column++) {
					for (int line = y; line < y + height; line++) {
						assertThat(taken.add(List.of(column, line))).as("%s at %d,%d", title(panel), column, line)
							.isTrue();
					}
				}
			}
		}
	}

	@Test
	void everyPanelSaysWhatItShowsAndInWhichUnit() {
		for (JsonNode panel : panels()) {
			assertThat(title(panel)).isNotBlank();
			assertThat(panel.path("description").asString("")).as(title(panel)).isNotBlank();
			assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).as(title(panel)).isNotBlank();
			assertThat(panel.path("targets")).as(title(panel)).isNotEmpty();
		}
	}

	@Test
	void everyPanelAndQueryUsesTheChosenDataSource() {
		for (JsonNode dashboard : dashboards()) {
			assertThat(dashboard.has("__inputs")).isFalse();
			assertThat(dashboard.findValues("datasource")).isNotEmpty()
				.allSatisfy((source) -> assertThat(source.path("uid").asString("")).isEqualTo("${datasource}"));
			for (JsonNode panel : panels(dashboard)) {
				assertThat(panel.has("datasource")).as(title(panel)).isTrue();
				assertThat(panel.path("targets")).allMatch((target) -> target.has("datasource"));
			}
		}
	}

	@Test
	void everyQueryIsLimitedToTheChosenJobsAndInstancesAndItsLegendNamesTheInstance() {
		for (JsonNode panel : panels()) {
			for (JsonNode target : panel.path("targets")) {
				String expression = target.path("expr").asString();
				long selectors = expression.chars().filter((character) -> character == '{').count();

				assertThat(expression.split("job=~\"\\$job\", instance=~\"\\$instance\"", -1)).as(expression)
					.hasSize((int) selectors + 1);
				assertThat(metricNames(expression)).as(expression).hasSizeLessThanOrEqualTo((int) selectors);
				assertThat(target.path("legendFormat").asString("")).as(expression).contains("{{instance}}");
			}
		}
	}

	@Test
	void jobAndInstanceCanBeChosenTogetherAndAllMeansAnyName() {
		for (JsonNode dashboard : dashboards()) {
			List<JsonNode> variables = nodes(dashboard.at("/templating/list")).toList();

			assertThat(variables).extracting((variable) -> variable.path("name").asString())
				.containsExactly("datasource", "job", "instance");
			assertThat(variables.subList(1, 3)).allSatisfy((variable) -> {
				assertThat(variable.path("multi").asBoolean()).isTrue();
				assertThat(variable.path("includeAll").asBoolean()).isTrue();
				assertThat(variable.path("allValue").asString("")).isEqualTo(".+");
			});
		}
	}

	@Test
	void dashboardsAreInTheClassicFormatOfSchema42() {
		assertThat(dashboards()).isNotEmpty().allSatisfy((dashboard) -> {
			assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(42);
			assertThat(dashboard.path("uid").asString("")).isNotBlank();
			assertThat(dashboard.has("id")).isFalse();
		});
	}

	@Test
	void dashboardsAndRulesUseOnlyMetersThatArePublicOrStock() {
		Set<String> used = usedMetrics();

		used.removeAll(TIDEMARK_METRICS);
		used.removeAll(BOOT_METRICS);

		assertThat(used).isEmpty();
	}

	@Test
	void everyAlertHasARunbookInThisRepositoryAndSaysWhatItFound() {
		List<JsonNode> alerts = rules().filter((rule) -> rule.has("alert")).toList();

		assertThat(alerts).isNotEmpty().allSatisfy((alert) -> {
			String name = alert.path("alert").asString();
			JsonNode annotations = alert.path("annotations");

			assertThat(annotations.path("summary").asString("")).isNotBlank();
			assertThat(annotations.path("description").asString("")).contains("$value");
			assertThat(annotations.path("runbook_url").asString("")).endsWith("/docs/runbooks/" + name + ".md");
			assertThat(root().resolve("docs/runbooks/" + name + ".md")).isNotEmptyFile();
			assertThat(alert.at("/labels/severity").asString("")).isIn("warning", "critical");
		});
	}

	/**
	 * Every metric that a panel, a variable or a rule reads; what a rule records itself
	 * is left out.
	 */
	static Set<String> usedMetrics() {
		Stream<String> queries = dashboards().stream()
			.flatMap((dashboard) -> Stream.concat(dashboard.findValues("expr").stream(),
					nodes(dashboard.at("/templating/list")).map((variable) -> variable.at("/query/query"))))
			.map((query) -> query.asString("").replaceFirst("^label_values\\((.*), \\w+\\)$", "$1"));
		Set<String> used = Stream.concat(queries, rules().map((rule) -> rule.path("expr").asString()))
			.flatMap((expression) -> metricNames(expression).stream())
			.collect(Collectors.toCollection(TreeSet::new));
		rules().map((rule) -> rule.path("record").asString("")).forEach(used::remove);
		return used;
	}

	static Set<String> metricNames(String expression) {
		return METRIC.matcher(NOT_A_METRIC.matcher(expression).replaceAll(" "))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** Root of the repository: Maven runs tests in the folder of the module. */
	static Path root() {
		return Path.of("").toAbsolutePath().getParent();
	}

	private static List<JsonNode> dashboards() {
		JsonMapper mapper = new JsonMapper();
		return files("grafana/dashboards", ".json").map((file) -> mapper.readTree(file.toFile())).toList();
	}

	private static Stream<JsonNode> rules() {
		JsonMapper mapper = new JsonMapper();
		return files("prometheus/rules", ".yml").map(DashboardTests::read)
			.map((text) -> mapper.<JsonNode>valueToTree(new Yaml().load(text)))
			.flatMap((file) -> nodes(file.path("groups")))
			.flatMap((group) -> nodes(group.path("rules")));
	}

	private static Stream<Path> files(String folder, String ending) {
		try (Stream<Path> files = Files.list(root().resolve(folder))) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<JsonNode> panels() {
		return dashboards().stream().flatMap((dashboard) -> panels(dashboard).stream()).toList();
	}

	/** The panels that show something: rows are headings. */
	private static List<JsonNode> panels(JsonNode dashboard) {
		return allPanels(dashboard).stream().filter((panel) -> !panel.path("type").asString().equals("row")).toList();
	}

	private static List<JsonNode> allPanels(JsonNode dashboard) {
		List<JsonNode> panels = new ArrayList<>();
		nodes(dashboard.path("panels")).forEach((panel) -> {
			panels.add(panel);
			nodes(panel.path("panels")).forEach(panels::add);
		});
		return panels;
	}

	private static Stream<JsonNode> nodes(JsonNode array) {
		return array.valueStream();
	}

	private static String title(JsonNode panel) {
		return panel.path("title").asString("");
	}

}
