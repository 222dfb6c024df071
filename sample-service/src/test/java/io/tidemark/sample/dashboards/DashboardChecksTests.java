package io.tidemark.sample.dashboards;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The dashboards have none of the faults that are looked for, and each of these is found
 * when it is there.
 */
class DashboardChecksTests {

	private static final String CHOSEN = "{job=~\"$job\", instance=~\"$instance\"}";

	@ParameterizedTest
	@MethodSource("dashboards")
	void dashboardHasNoFault(JsonNode dashboard) {
		assertThat(DashboardChecks.faults(dashboard)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("planted")
	void plantedFaultIsFoundAndNoOther(JsonNode dashboard, String fault) {
		assertThat(DashboardChecks.faults(dashboard)).singleElement().asString().contains(fault);
	}

	static Stream<Named<JsonNode>> dashboards() {
		return Repository.dashboards()
			.stream()
			.map((dashboard) -> Named.of(dashboard.path("uid").asString(), dashboard));
	}

	static List<Arguments> planted() {
		return List.of(
				planted("an old format", Planted.inDashboard((dashboard) -> dashboard.put("schemaVersion", 36)),
						"expected schemaVersion 42"),
				planted("inputs", Planted.inDashboard((dashboard) -> dashboard.putArray("__inputs")), "__inputs"),
				planted("no uid", Planted.inDashboard((dashboard) -> dashboard.remove("uid")), "expected a uid"),
				planted("an id of Grafana's", Planted.inDashboard((dashboard) -> dashboard.put("id", 7)),
						"expected no id"),
				planted("an id twice", Planted.inPanel((panel) -> panel.put("id", 1)),
						"expected an id of its own, found 1"),
				planted("a title twice", Planted.inPanel((panel) -> panel.put("title", "Live threads")),
						"expected a title of its own"),
				planted("an overlapping panel",
						Planted.inPanel((panel) -> ((ObjectNode) panel.path("gridPos")).put("x", 11)),
						"expected a place of its own"),
				planted("a panel beyond the edge",
						Planted.inPanel((panel) -> ((ObjectNode) panel.path("gridPos")).put("y", 900).put("x", 20)),
						"within 24 columns"),
				planted("no instance to choose",
						Planted.inDashboard(
								(dashboard) -> ((ObjectNode) dashboard.at("/templating/list/2")).put("name", "pod")),
						"expected the variables datasource, job and instance first"),
				planted("all that is not all",
						Planted.inDashboard(
								(dashboard) -> ((ObjectNode) dashboard.at("/templating/list/1")).put("allValue", ".*")),
						"which is .+"),
				planted("no title", Planted.inPanel((panel) -> panel.put("title", "")), "expected a title"),
				planted("a description that says nothing",
						Planted.inPanel(
								(panel) -> panel.put("description", "Threads. " + Sometimes.STOCK_NAMES.sentence())),
						"what is normal"),
				planted("no unit",
						Planted.inPanel((panel) -> ((ObjectNode) panel.at("/fieldConfig/defaults")).remove("unit")),
						"expected a unit"),
				planted("a unit of another meter", Planted.inQuery("tidemark_memory_stacks_bytes" + CHOSEN),
						"expected one of the units [bytes], found 'short'"),
				planted("a data source of somebody",
						Planted.inPanel((panel) -> ((ObjectNode) panel.at("/targets/0/datasource")).put("uid",
								"P1809F7CD0C75ACF3")),
						"expected the data source ${datasource}"),
				planted("no query", Planted.inPanel((panel) -> panel.putArray("targets")), "expected a query"),
				planted("an empty query", Planted.inQuery(""), "that reads a metric, found ''"),
				planted("a legend without instance",
						Planted.inPanel((panel) -> ((ObjectNode) panel.at("/targets/0")).put("legendFormat", "live")),
						"expected a legend with the instance"),
				planted("a reason not told", Planted.inQuery("tidemark_virtual_threads_live_threads" + CHOSEN),
						Sometimes.VIRTUAL_THREADS.sentence()),
				planted("a runbook that nobody wrote",
						Planted.inPanel((panel) -> ((ObjectNode) panel.at("/links/0")).put("url",
								Panel.DOCS + "runbooks/TidemarkThreadsMany.md")),
						"expected a link to a page of docs/"),
				planted("all instances whatever is chosen",
						Planted.inQuery("tidemark_threads_live_threads{job=~\"$job\"}"),
						"Expected {job=~\"$job\", instance=~\"$instance\""),
				planted("a window of its own", Planted.inPanel((panel) -> {
					((ObjectNode) panel.at("/targets/0")).put("expr",
							"60 * rate(tidemark_threads_started_threads_total" + CHOSEN + "[5m])");
					((ObjectNode) panel.at("/targets/1")).put("expr",
							"60 * rate(tidemark_threads_started_threads_total" + CHOSEN + "[$__rate_interval])");
					((ObjectNode) panel.at("/fieldConfig/defaults")).put("unit", "cpm");
				}), "Expected $__rate_interval"),
				planted("a zero for what is not there",
						Planted.inQuery("tidemark_threads_live_threads" + CHOSEN + " or vector(0)"),
						"Expected no vector()"));
	}

	private static Arguments planted(String name, JsonNode dashboard, String fault) {
		return arguments(Named.of(name, dashboard), fault);
	}

}
