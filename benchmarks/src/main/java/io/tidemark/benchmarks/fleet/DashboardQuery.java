package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * One query of a dashboard as Grafana would send it.
 *
 * @param panel title of the panel, or what else asks
 * @param expression the query, its variables replaced
 * @param instant whether it asks for one moment, the end of the range
 * @param range time that the dashboard shows
 * @param step time between two points
 */
record DashboardQuery(String panel, String expression, boolean instant, Duration range, Duration step) {

	/** Asks Prometheus; the series of the answer. */
	JsonNode ask(PrometheusServer prometheus, Instant end) throws IOException, InterruptedException {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("query", this.expression);
		if (this.instant) {
			parameters.put("time", String.valueOf(end.getEpochSecond()));
			return prometheus.ask("/api/v1/query", parameters).path("result");
		}
		parameters.put("start", String.valueOf(end.minus(this.range).getEpochSecond()));
		parameters.put("end", String.valueOf(end.getEpochSecond()));
		parameters.put("step", String.valueOf(this.step.toSeconds()));
		return prometheus.ask("/api/v1/query_range", parameters).path("result");
	}

	/** The same for one moment, as a table of the newest values has it. */
	DashboardQuery atOneMoment() {
		return new DashboardQuery(this.panel, this.expression, true, this.range, this.step);
	}

}
