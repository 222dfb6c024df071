package io.tidemark.sample.dashboards;

/**
 * One query of a panel.
 *
 * @param expression PromQL in which <code>{*}</code> stands for the chosen jobs and
 * instances
 * @param legend name of a series
 */
record Query(String expression, String legend) {

	/** The chosen jobs and instances, as labels of a selector. */
	static final String CHOSEN = "job=~\"$job\", instance=~\"$instance\"";

	Query {
		expression = expression.strip().replaceAll("\\s+", " ").replace("{*", "{" + CHOSEN);
	}

}
