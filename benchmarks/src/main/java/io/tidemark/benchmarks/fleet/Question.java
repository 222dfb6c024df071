package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Queries that are asked together: those of a panel, or that of a rule.
 *
 * @param name what asks
 * @param queries the queries
 */
record Question(String name, List<DashboardQuery> queries) {

	private static final int ROUNDS = 3;

	Question {
		queries = List.copyOf(queries);
	}

	/** What it covers: a moment, or a time by steps. */
	String shows() {
		DashboardQuery first = this.queries.get(0);
		return first.instant() ? "now"
				: "%s h by %d s".formatted(first.range().toMinutes() / 60.0, first.step().toSeconds());
	}

	int series(PrometheusServer prometheus, Instant end) throws IOException, InterruptedException {
		int series = 0;
		for (DashboardQuery query : this.queries) {
			series += query.ask(prometheus, end).size();
		}
		return series;
	}

	/**
	 * Median time of all queries one after the other, though Grafana sends them together.
	 */
	double seconds(PrometheusServer prometheus, Instant end) throws IOException, InterruptedException {
		List<Double> seconds = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			long start = System.nanoTime();
			series(prometheus, end);
			seconds.add((System.nanoTime() - start) / 1e9);
		}
		Collections.sort(seconds);
		return seconds.get(ROUNDS / 2);
	}

	/**
	 * CPU time of Prometheus for all queries, its collector's included; it must do
	 * nothing else.
	 */
	double cpuSeconds(PrometheusServer prometheus, Instant end) throws IOException, InterruptedException {
		double start = prometheus.cpuSeconds();
		double before = prometheus.cpuSeconds();
		for (int round = 0; round < ROUNDS; round++) {
			series(prometheus, end);
		}
		double after = prometheus.cpuSeconds();
		double telling = before - start; // to tell its CPU time takes some, too
		return Math.max(0, after - before - telling) / ROUNDS;
	}

}
