package io.tidemark.sample.dashboards;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The dashboards against the types of Grafana's own package, the options of each panel
 * included: {@code grafana/schema/generate} makes the schema.
 */
class DashboardSchemaTests {

	private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
		.getSchema(Repository.text("grafana/schema/dashboard.schema.json"), InputFormat.JSON);

	@ParameterizedTest
	@MethodSource("io.tidemark.sample.dashboards.DashboardChecksTests#dashboards")
	void dashboardIsOfGrafanasTypes(JsonNode dashboard) {
		assertThat(faults(dashboard)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void plantedFaultIsFound(JsonNode dashboard, String place, String fault) {
		assertThat(faults(dashboard)).singleElement().asString().contains(place, fault);
	}

	static List<Arguments> plantedFaultIsFound() {
		return List.of(
				planted("an option that the panel has not",
						Planted.inPanel((panel) -> ((ObjectNode) panel.path("options")).put("graphMode", "area")),
						"/options", "'graphMode'"),
				planted("an option with another value",
						Planted
							.inPanel((panel) -> ((ObjectNode) panel.at("/options/legend")).put("displayMode", "tabel")),
						"/options/legend/displayMode", "enumeration"),
				planted("an option left out",
						Planted.inPanel((panel) -> ((ObjectNode) panel.path("options")).remove("tooltip")), "/options",
						"'tooltip'"),
				planted("a field option misspelt",
						Planted.inPanel((panel) -> ((ObjectNode) panel.at("/fieldConfig/defaults/custom"))
							.put("fillOpacitiy", 10)),
						"/fieldConfig/defaults/custom", "'fillOpacitiy'"),
				planted("a number as text",
						Planted.inPanel((panel) -> ((ObjectNode) panel.path("gridPos")).put("h", "8")), "/gridPos/h",
						"number"),
				planted("a query without a letter",
						Planted.inPanel((panel) -> ((ObjectNode) panel.at("/targets/0")).remove("refId")), "/targets/0",
						"'refId'"),
				planted("a property of the dashboard misspelt",
						Planted.inDashboard((dashboard) -> dashboard.put("refersh", "30s")), ": property",
						"'refersh'"));
	}

	private static Arguments planted(String name, JsonNode dashboard, String place, String fault) {
		return arguments(Named.of(name, dashboard), place, fault);
	}

	/** Without what is said of a panel by the types of other panels. */
	private static List<String> faults(JsonNode dashboard) {
		List<Error> errors = SCHEMA.validate(dashboard);
		Set<String> others = errors.stream()
			.filter((error) -> error.getKeyword().equals("const"))
			.map(DashboardSchemaTests::panelAndType)
			.collect(Collectors.toSet());
		return errors.stream()
			.filter((error) -> !others.contains(panelAndType(error)))
			.map((error) -> error.getInstanceLocation() + ": " + error.getMessage())
			.toList();
	}

	/** Which panel is held against which of the types; empty elsewhere. */
	private static String panelAndType(Error error) {
		String panel = error.getInstanceLocation().toString().replaceFirst("^(/panels/\\d+).*|.*", "$1");
		return panel + error.getEvaluationPath().toString().replaceFirst("^.*?/panels/items/anyOf(/\\d+).*|.*", "$1");
	}

}
