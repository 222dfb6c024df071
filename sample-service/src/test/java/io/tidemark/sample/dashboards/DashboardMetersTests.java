package io.tidemark.sample.dashboards;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Panels read only what is in the reference of meters, what the rules record or what a
 * stock service has; and every meter of ours is in a panel.
 */
class DashboardMetersTests {

	/** What a stock service with Actuator has, and Prometheus itself. */
	private static final Set<String> STOCK = Set.of("up", "process_uptime_seconds", "process_files_open_files",
			"process_files_max_files", "jvm_threads_states_threads", "jvm_threads_daemon_threads",
			"jvm_memory_used_bytes", "jvm_classes_loaded_classes", "jvm_buffer_memory_used_bytes",
			"http_server_requests_seconds_count", "http_server_requests_seconds_sum", "hikaricp_connections_active",
			"hikaricp_connections_max", "hikaricp_connections_pending", "hikaricp_connections_acquire_seconds_sum",
			"hikaricp_connections_acquire_seconds_count");

	private static final Pattern METER = Pattern.compile("`(tidemark_\\w+)");

	private static final Pattern RECORDED = Pattern.compile("(?m)^\\s*- record: (\\S+)");

	private static final String OF_A_TIMER = "_(bucket|count|sum|max)$";

	@Test
	void panelsReadOnlyWhatIsThere() {
		assertThat(unknown(Repository.dashboards())).isEmpty();
	}

	@Test
	void everyMeterIsInAPanel() {
		assertThat(unseen(Repository.dashboards())).isEmpty();
	}

	@Test
	void plantedMetricThatNobodyHasIsFound() {
		JsonNode planted = Planted.inQuery("jvm_threads_current{job=~\"$job\", instance=~\"$instance\"}");

		assertThat(unknown(List.of(planted))).containsExactly("jvm_threads_current");
	}

	@Test
	void plantedMeterWithoutAPanelIsFound() {
		List<JsonNode> oneLess = Repository.dashboards()
			.stream()
			.filter((dashboard) -> !dashboard.path("uid").asString().equals("tidemark-service"))
			.toList();

		assertThat(unseen(oneLess)).contains("tidemark_memory_stacks_bytes");
	}

	private static Set<String> unknown(List<JsonNode> dashboards) {
		Set<String> used = used(dashboards);
		used.removeAll(STOCK);
		used.removeAll(recorded());
		Set<String> meters = meters();
		used.removeIf((metric) -> meters.contains(base(metric)));
		return used;
	}

	/** What a timer has counts as seen with any of it. */
	private static Set<String> unseen(List<JsonNode> dashboards) {
		Set<String> unseen = meters();
		used(dashboards).forEach((metric) -> unseen.remove(base(metric)));
		return unseen;
	}

	private static Set<String> used(List<JsonNode> dashboards) {
		return dashboards.stream()
			.flatMap((dashboard) -> Stream.concat(DashboardChecks.queries(dashboard).stream(),
					DashboardChecks.variableQueries(dashboard).stream()))
			.flatMap((query) -> PromQl.metrics(query).stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> meters() {
		return METER.matcher(Repository.text("docs/metrics.md"))
			.results()
			.map((match) -> base(match.group(1)))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String base(String metric) {
		return metric.replaceFirst(OF_A_TIMER, "");
	}

	private static Set<String> recorded() {
		return Repository.texts("prometheus/rules", ".yml")
			.flatMap((rules) -> RECORDED.matcher(rules).results())
			.map((match) -> match.group(1))
			.collect(Collectors.toSet());
	}

}
