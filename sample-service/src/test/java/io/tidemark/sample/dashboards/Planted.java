package io.tidemark.sample.dashboards;

import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A committed dashboard with a fault that somebody might make. */
final class Planted {

	private final ObjectNode dashboard = (ObjectNode) Repository.dashboards()
		.stream()
		.filter((dashboard) -> dashboard.path("uid").asString().equals("tidemark-service"))
		.findFirst()
		.orElseThrow()
		.deepCopy();

	/** In the dashboard itself. */
	static JsonNode inDashboard(Consumer<ObjectNode> fault) {
		Planted planted = new Planted();
		fault.accept(planted.dashboard);
		return planted.dashboard;
	}

	/** In its panel 'Threads', with two queries. */
	static JsonNode inPanel(Consumer<ObjectNode> fault) {
		Planted planted = new Planted();
		fault.accept((ObjectNode) DashboardChecks.panels(planted.dashboard)
			.stream()
			.filter((panel) -> panel.path("title").asString().equals("Threads"))
			.findFirst()
			.orElseThrow());
		return planted.dashboard;
	}

	/** In the first query of that panel. */
	static JsonNode inQuery(String expression) {
		return inPanel((panel) -> ((ObjectNode) panel.at("/targets/0")).put("expr", expression));
	}

}
