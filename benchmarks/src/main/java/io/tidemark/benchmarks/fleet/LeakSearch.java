package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks the queries of dashboards who leaks. A query names the leak when the largest of
 * its values is that of the leaking instance, group and origin.
 */
final class LeakSearch {

	private final PrometheusServer prometheus;

	private final Instant from;

	private final Instant to;

	private final String instance;

	private final Series group;

	/**
	 * @param from when the leak began
	 * @param to last minute to ask for
	 * @param instance who leaks
	 * @param group the group of threads that leaks
	 */
	LeakSearch(PrometheusServer prometheus, Instant from, Instant to, String instance, Series group) {
		this.prometheus = prometheus;
		this.from = from;
		this.to = to;
		this.instance = instance;
		this.group = group;
	}

	/**
	 * Prints which queries named it, and after how many minutes.
	 * @return whether one of the fleet's dashboard did
	 */
	boolean print(PrintStream out, Path repository) throws IOException, InterruptedException {
		out.println("| dashboard | panel | names instance, group and origin after |");
		out.println("|---|---|---|");
		boolean found = false;
		for (Dashboard dashboard : Dashboard.allOf(repository, this.prometheus)) {
			for (Map.Entry<String, List<DashboardQuery>> panel : dashboard.queries().entrySet()) {
				Integer minutes = minutes(panel.getValue());
				if (minutes != null) {
					out.printf("| %s | %s | %d min |%n", dashboard.title(), panel.getKey(), minutes);
					found |= dashboard.isOfFleet();
				}
			}
		}
		out.printf("%nThe leak: `%s` of `%s` on `%s`, two threads a minute.%n%n", this.group.label("group"),
				this.group.label("origin"), this.instance);
		return found;
	}

	private @Nullable Integer minutes(List<DashboardQuery> queries) throws IOException, InterruptedException {
		for (DashboardQuery query : queries) {
			for (Instant minute = this.from; !minute.isAfter(this.to); minute = minute.plusSeconds(60)) {
				if (names(query.atOneMoment().ask(this.prometheus, minute))) {
					return (int) Duration.between(this.from, minute).toMinutes();
				}
			}
		}
		return null;
	}

	private boolean names(JsonNode result) {
		double most = Double.NEGATIVE_INFINITY;
		boolean named = false;
		for (JsonNode series : result) {
			double value = Scrape.number(series.at("/value/1").asString("NaN"));
			if (value > most) {
				most = value;
				named = isTheLeak(series.path("metric"));
			}
		}
		return named;
	}

	private boolean isTheLeak(JsonNode labels) {
		return labels.path("instance").asString("").equals(this.instance)
				&& (labels.path("group").asString("").equals(this.group.label("group"))
						|| labels.path("name").asString("").equals(this.group.label("group")))
				&& labels.path("origin").asString("").equals(this.group.label("origin"));
	}

}
