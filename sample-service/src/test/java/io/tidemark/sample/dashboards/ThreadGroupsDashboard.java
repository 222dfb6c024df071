package io.tidemark.sample.dashboards;

import java.util.List;

import io.tidemark.sample.dashboards.Dashboard.Row;

/** One group of threads, over instances and versions. */
final class ThreadGroupsDashboard {

	private static final String SIZE = "tidemark_thread_group_size_threads{*, group=~\"$group\"}";

	private static final String BY_INSTANCE = "sum by (job, instance, group) (" + SIZE + ")";

	private static final String VERSION = """
			 * on (job, instance) group_left (version)
			max by (job, instance, version) (tidemark_application_info{*})""";

	private ThreadGroupsDashboard() {
	}

	static Dashboard make() {
		return new Dashboard("tidemark-thread-groups", "Tidemark / Thread groups",
				"""
						One group of threads, or some: how large it is on each instance and version, who starts its threads, where it \
						grows, and whether it grows with the age of the process.""",
				true, 0, List.of(now(), time(), growth(), versions(), verdicts()));
	}

	private static Row now() {
		return Row.of("Now",
				Panel
					.of(Look.STAT, "Threads", Unit.COUNT,
							"""
									Threads of the chosen groups, of all chosen instances of the job. What is normal is what it was yesterday
									at this load.""")
					.wide(6)
					.query("sum by (job) (" + SIZE + ")", "{{job}}"),
				Panel
					.of(Look.STAT, "Instances that show it", Unit.COUNT,
							"""
									Instances with a row for a chosen group: the twelve largest and growing groups of an instance have one.
									All instances is normal for a pool of the server.""")
					.wide(6)
					.query("count by (job) (count by (job, instance) (" + SIZE + "))", "{{job}}"),
				Panel.of(Look.STAT, "Share of all threads", Unit.SHARE, """
						Threads of the chosen groups, of all threads of the instances. Up to a third is normal, and more
						for the pool of the server.""")
					.wide(6)
					.levels(0.5, 0.8)
					.query("sum by (job) (" + SIZE + ") / sum by (job) (tidemark_thread_group_size_threads{*})",
							"{{job}}"),
				Panel.of(Look.STAT, "Most on one instance", Unit.COUNT, """
						The largest chosen group of any instance. Near the others is normal.""")
					.wide(6)
					.query("max by (job) (" + BY_INSTANCE + ")", "{{job}}"),
				Panel
					.of(Look.TABLE, "Who starts them", Unit.COUNT,
							"""
									Class and method that started the threads, on each instance. `unknown` is normal for threads of the
									JVM and those that were started before Tidemark looked.""")
					.wide(12)
					.query("sum by (job, instance, group, origin) (" + SIZE + ")", "{{instance}}")
					.column("Threads", Unit.COUNT),
				Panel.of(Look.BARS, "Threads by instance", Unit.COUNT, """
						The twenty instances with most threads of a chosen group. Bars of like length are normal.""")
					.wide(12)
					.query("topk(20, " + BY_INSTANCE + ")", "{{group}} · {{instance}}"));
	}

	private static Row time() {
		return Row.of("Over time", Panel.of(Look.LINES, "Threads of each instance", Unit.COUNT, """
				Size of the group on each instance. Level, or up to the bound of its pool, is normal; steps that never
				go back are a leak.""")
			.wide(12)
			.runbook("TidemarkThreadGroupGrowing")
			.query(BY_INSTANCE, "{{group}} · {{instance}}"),
				Panel
					.of(Look.STACKED, "Threads by who started them", Unit.COUNT,
							"""
									The same, all instances together, by the method that started the threads. Level is normal; the one that
									rises is the line of code to look at.""")
					.wide(12)
					.query("sum by (job, group, origin) (" + SIZE + ")", "{{group}} ← {{origin}} · {{job}}"),
				Panel.of(Look.LINES, "Least, median, most", Unit.COUNT,
						"""
								Over the instances. Lines near each other are normal; if only the upper one rises, one instance leaks.""")
					.wide(12)
					.query("min by (job, group) (" + BY_INSTANCE + ")", "least: {{group}} · {{job}}")
					.query("quantile by (job, group) (0.5, " + BY_INSTANCE + ")", "median: {{group}} · {{job}}")
					.query("max by (job, group) (" + BY_INSTANCE + ")", "most: {{group}} · {{job}}"),
				Panel.of(Look.LINES, "Share of the threads of the instance", Unit.SHARE, """
						Size of the group, of all threads of its instance. Level is normal.""")
					.wide(12)
					.query(BY_INSTANCE + " / on (job, instance) group_left () sum by (job, instance) "
							+ "(tidemark_thread_group_size_threads{*})", "{{group}} · {{instance}}"));
	}

	private static Row growth() {
		return Row.of("Growth", Panel.of(Look.LINES, "Growth per hour", Unit.COUNT, """
				Threads an hour, as the slope of the last 30 minutes. 0 is normal; within 30 minutes of a start it means
				nothing.""").runbook("TidemarkThreadGroupGrowing").query("""
				3600 * sum by (job, instance, group) (
				deriv(tidemark_thread_group_size_threads{*, group=~"$group"}[30m]))""", "{{group}} · {{instance}}"),
				Panel
					.of(Look.TABLE, "Above the median of its siblings", Unit.COUNT,
							"""
									Instances with most threads of the group above the median of the job. A few are normal; one far above
									all others leaks.""")
					.runbook("TidemarkThreadGroupGrowing")
					.query("topk(20, " + BY_INSTANCE
							+ " - on (job, group) group_left () quantile by (job, group) (0.5, " + BY_INSTANCE + "))",
							"{{instance}}")
					.column("Above the median", Unit.COUNT),
				Panel
					.of(Look.LINES, "Threads per hour of age", Unit.COUNT,
							"""
									Threads that an instance has more for each hour that it is older, by a line through all instances. 0 is
									normal; what stays above is a leak that shows although pods restart daily.""")
					.runbook("TidemarkThreadGroupGrowing")
					.query("""
							3600 * (avg by (job, group) (%1$s * on (job, instance) group_left () process_uptime_seconds{*})
							- avg by (job, group) (%1$s) * avg by (job, group)
							(%1$s * 0 + on (job, instance) group_left () process_uptime_seconds{*}))
							/ (stdvar by (job, group)
							(%1$s * 0 + on (job, instance) group_left () process_uptime_seconds{*}) > 0)"""
						.formatted(BY_INSTANCE), "{{group}} · {{job}}"),
				Panel
					.of(Look.TABLE, "By age of the instance", Unit.COUNT,
							"""
									Instances with their age and the size of the group; sort by age. Sizes of any order are normal, sizes that
									rise with the age are a leak.""")
					.wide(24)
					.query("sum by (job, instance) (process_uptime_seconds{*})", "{{instance}}")
					.column("Age", Unit.SECONDS)
					.query("sum by (job, instance) (" + SIZE + ")", "{{instance}}")
					.column("Threads", Unit.COUNT));
	}

	private static Row versions() {
		return Row.of("Versions", Panel.of(Look.LINES, "Threads of an instance by version", Unit.COUNT, """
				Size of the group on an instance, mean of each version. Lines near each other are normal; a version
				above another made the group larger.""")
			.wide(12)
			.query("avg by (job, group, version) (" + BY_INSTANCE + VERSION + ")", "{{version}}: {{group}} · {{job}}"),
				Panel
					.of(Look.TABLE, "Growing with the age of the pod, by version", Unit.COUNT,
							"""
									Threads that a pod has more for each hour that it is older, by a line through the pods of a version. No
									row is normal.""")
					.wide(12)
					.runbook("TidemarkThreadGroupGrowing")
					.query("job_version_group_origin:tidemark_thread_group_size_threads:slope_per_hour_of_age"
							+ "{job=~\"$job\", group=~\"$group\"}", "{{job}}")
					.column("Threads an hour of age", Unit.COUNT));
	}

	private static Row verdicts() {
		return Row.of("Verdicts on thread groups", Panel.of(Look.TABLE, "Accused groups", Unit.SECONDS, """
				Groups that an instance accuses, chosen or not, with what they gain an hour. No row is normal.""")
			.wide(12)
			.runbook("TidemarkLeakSuspected")
			.query("max by (job, instance, name, origin, grade) (tidemark_leaks_age_seconds{*, kind=\"thread-group\"})",
					"{{instance}}")
			.column("Since", Unit.SECONDS)
			.query("max by (job, instance, name, origin) (tidemark_leaks_growth_per_hour{*, kind=\"thread-group\"})",
					"{{instance}}")
			.column("Threads an hour", Unit.COUNT),
				Panel
					.of(Look.LINES, "What threads wait for", Unit.COUNT,
							"""
									All platform threads of the chosen instances by what they wait for. Mostly `idle-worker`, `selector` and
									`queue` is normal.""")
					.wide(12)
					.query("sum by (job, instance, reason) (tidemark_threads_waiting_threads{*})",
							"{{reason}} · {{instance}}"));
	}

}
