package io.tidemark.sample.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/**
 * One query of a panel or an annotation, as Grafana would ask it.
 *
 * @param dashboard uid
 * @param panel title of the panel
 * @param letter of the query within it
 * @param expression with Grafana's variables
 * @param drawn whether it is drawn over time, rather than asked for now
 */
record Question(String dashboard, String panel, String letter, String expression, boolean drawn) {

	static List<Question> of(JsonNode dashboard) {
		List<Question> questions = new ArrayList<>();
		String uid = dashboard.path("uid").asString();
		for (JsonNode panel : DashboardChecks.panels(dashboard)) {
			panel.path("targets").forEach((target) -> questions.add(of(uid, panel.path("title").asString(), target)));
		}
		dashboard.at("/annotations/list")
			.forEach((annotation) -> questions
				.add(of(uid, "annotation " + annotation.path("name").asString(), annotation.path("target"))));
		return questions;
	}

	private static Question of(String dashboard, String panel, JsonNode target) {
		return new Question(dashboard, panel, target.path("refId").asString(), target.path("expr").asString(),
				target.path("range").asBoolean());
	}

	/**
	 * As Prometheus gets it.
	 * @param instances what is chosen, a regular expression
	 */
	String asked(String instances) {
		return this.expression.replace("$__rate_interval", "1m")
			.replace("$job", ".+")
			.replace("$instance", instances)
			.replace("$group", ".+");
	}

	/** Title and letter, by which a test names it. */
	String name() {
		return this.panel + " " + this.letter;
	}

	boolean counts() {
		return MeterUnits.of(this.expression).contains(Unit.COUNT.id());
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s, %s: %s", this.dashboard, name(), this.expression);
	}

}
