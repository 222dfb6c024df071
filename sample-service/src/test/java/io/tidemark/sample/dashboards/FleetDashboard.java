package io.tidemark.sample.dashboards;

import io.tidemark.sample.dashboards.Dashboard.Row;

import java.util.List;

/**
 * All instances: who leaks, who is not like its siblings, and what a version changed.
 * Tables ask for now only, so that five hundred instances stay quick; what needs a window
 * over all groups is recorded by the rules.
 */
final class FleetDashboard {

	/** Joins the version to what an instance has. */
	private static final String VERSION = """
			 * on (job, instance) group_left (version)
			max by (job, instance, version) (tidemark_application_info{*})""";

	private FleetDashboard() {
	}

	static Dashboard make() {
		return new Dashboard("tidemark-fleet", "Tidemark / Fleet",
				"""
						All instances: who leaks and what is full next, which instance is not like its siblings or gains with its age, \
						which groups grow over the fleet, and versions side by side. Needs the recording rules of \
						prometheus/rules.""",
				false, 200,
				List.of(glance(), leaks(), growingGroups(), siblings(), age(), versions(), saturation(), observers()));
	}

	private static Row glance() {
		return Row.of("At a glance",
				Panel.of(Look.STAT, "Instances", Unit.COUNT, """
						Instances that deliver. As many as were deployed is normal.""")
					.wide(4)
					.query("count by (job) (tidemark_threads_live_threads{*})", "{{job}}"),
				Panel.of(Look.STAT, "Not scraped", Unit.COUNT, """
						Targets that Prometheus cannot reach. 0 is normal; a service in trouble fails scrapes first.""")
					.wide(4)
					.levels(1, 2)
					.runbook("TidemarkAbsent")
					.query("count by (job) (up{*}) - sum by (job) (up{*})", "{{job}}"),
				Panel
					.of(Look.STAT, "Instances that accuse something", Unit.COUNT,
							"""
									Instances with a resource that is suspected of leaking or worse. 0 is normal; the table below names
									them.""")
					.wide(4)
					.levels(1, 2)
					.runbook("TidemarkLeakSuspected")
					.query("sum by (job) (sum by (job, instance) (tidemark_leaks_resources{*}) > bool 0)", "{{job}}"),
				Panel.of(Look.STAT, "Instances near a limit", Unit.COUNT,
						"""
								Instances with a resource that uses 90 % of its limit. 0 is normal; the bars below name them.""")
					.wide(4)
					.levels(1, 2)
					.runbook("TidemarkResourceLimitNear")
					.query("sum by (job) (max by (job, instance) (tidemark_limit_used_ratio{*}) > bool 0.9)",
							"{{job}}"),
				Panel
					.of(Look.STAT, "Started in the last hour", Unit.COUNT,
							"""
									Instances younger than an hour. As many as were deployed or scaled is normal; others were killed or
									failed.""")
					.wide(4)
					.query("sum by (job) (process_uptime_seconds{*} < bool 3600)", "{{job}}"),
				Panel.of(Look.STAT, "Stuck and deadlocked threads", Unit.COUNT, """
						Of all instances. 0 is normal; see the dashboard of the service for which.""")
					.wide(4)
					.levels(1, 5)
					.runbook("TidemarkStuckThreads")
					.runbook("TidemarkDeadlock")
					.query("sum by (job) (tidemark_threads_stuck_threads{*})", "stuck: {{job}}")
					.query("sum by (job) (tidemark_threads_deadlocked_threads{*})", "deadlocked: {{job}}"));
	}

	private static Row leaks() {
		return Row.of("Who leaks, and what is full next", Panel.of(Look.TABLE, "Accused resources", Unit.COUNT, """
				Every resource that an instance accuses, with the method that starts its threads. No row is normal.
				Start with `proven` and `probable`; the link of a value opens the evidence.""")
			.wide(24)
			.runbook("TidemarkLeakSuspected")
			.runbook("TidemarkLeakProbable")
			.query("max by (job, instance, kind, name, origin, unit, grade) (tidemark_leaks_age_seconds{*})",
					"{{instance}}")
			.column("Since", Unit.SECONDS)
			.query("max by (job, instance, kind, name, origin, unit) (tidemark_leaks_growth_per_hour{*})",
					"{{instance}}")
			.column("Growth an hour", Unit.COUNT)
			.query("min by (job, instance, kind, name, origin, unit) (tidemark_leaks_time_to_limit_seconds{*})",
					"{{instance}}")
			.column("Time to limit", Unit.SECONDS),
				Panel.of(Look.TABLE, "Time to limit: what is accused", Unit.SECONDS, """
						The twenty accused resources with the least time left. No row is normal; below an hour take the
						instance out.""")
					.wide(8)
					.runbook("TidemarkResourceLimitNear")
					.query("bottomk(20, tidemark_leaks_time_to_limit_seconds{*})", "{{instance}}")
					.column("Time to limit", Unit.SECONDS),
				Panel
					.of(Look.TABLE, "Time to limit: what only rises", Unit.SECONDS,
							"""
									The same by the straight line through the last half hour of every resource with a limit, accused or
									not. Rows of days are normal; hours want a look before they are alerts.""")
					.wide(8)
					.runbook("TidemarkResourceLimitNear")
					.query("bottomk(20, resource:tidemark_limit_used_ratio:seconds_to_limit{*})", "{{instance}}")
					.column("Time to limit", Unit.SECONDS),
				Panel.of(Look.BARS, "Fullest resources", Unit.SHARE, """
						The twenty resources that use most of their limit now. Below 80 % is normal.""")
					.wide(8)
					.levels(0.8, 0.9)
					.runbook("TidemarkResourceLimitNear")
					.query("topk(20, tidemark_limit_used_ratio{*})", "{{resource}} · {{instance}}"));
	}

	private static Row growingGroups() {
		return Row.of("Thread groups that grow", Panel.of(Look.TABLE, "More than its siblings have", Unit.COUNT, """
				Groups of one instance with clearly more threads than the same group has on most instances of the job.
				No row is normal; a row names the instance that leaks, the group and who starts its threads.""")
			.wide(12)
			.runbook("TidemarkThreadGroupGrowing")
			.query("topk(10, instance_group_origin:tidemark_thread_group_size_threads:excess{*})", "{{instance}}")
			.column("Threads above the median", Unit.COUNT),
				Panel
					.of(Look.TABLE, "More than its siblings have, per hour of age", Unit.COUNT,
							"""
									The same divided by the age of the process: a young pod with 20 too many is worse than an old one. No
									row is normal.""")
					.wide(12)
					.runbook("TidemarkThreadGroupGrowing")
					.query("topk(10, instance_group_origin:tidemark_thread_group_size_threads:excess_per_hour_of_age{*})",
							"{{instance}}")
					.column("Threads above the median, an hour of age", Unit.COUNT),
				Panel
					.of(Look.TABLE, "Fastest groups", Unit.COUNT,
							"""
									Threads an hour by the slope of the last 30 minutes, of single instances. Near 0 is normal; instances
									younger than that come first, because they warm up.""")
					.wide(12)
					.runbook("TidemarkThreadGroupGrowing")
					.query("""
							topk(20, 3600 * deriv(tidemark_thread_group_size_threads{*, origin!="other"}[30m]))""",
							"{{instance}}")
					.column("Threads an hour", Unit.COUNT),
				Panel
					.of(Look.TABLE, "Growing over the fleet", Unit.COUNT,
							"""
									Groups that grow over all instances, added up: threads an hour that the instances of a version gained in
									the last half hour. No row, or rows that change with the load, is normal.""")
					.wide(12)
					.runbook("TidemarkThreadGroupGrowing")
					.query("topk(20, job_version_group_origin:tidemark_thread_group_size_threads:growth_per_hour{job=~\"$job\"})",
							"{{job}}")
					.column("Threads an hour, all instances", Unit.COUNT),
				Panel.of(Look.TABLE, "Growing with the age of the pod", Unit.COUNT,
						"""
								Threads that a pod has more for each hour that it is older, by a line through all pods of a version. No
								row is normal. A row is a leak in every pod, although each is restarted before it hurts.""")
					.wide(12)
					.runbook("TidemarkThreadGroupGrowing")
					.query("topk(20, job_version_group_origin:tidemark_thread_group_size_threads:slope_per_hour_of_age{job=~\"$job\"})",
							"{{job}}")
					.column("Threads an hour of age", Unit.COUNT),
				Panel
					.of(Look.TABLE, "Largest groups of the fleet", Unit.COUNT,
							"""
									Groups of all instances together, and on how many instances each is. Pools of the server at the top are
									normal.""")
					.wide(12)
					.query("topk(20, sum by (job, group, origin) (tidemark_thread_group_size_threads{*}))", "{{job}}")
					.column("Threads", Unit.COUNT)
					.query("topk(200, count by (job, group, origin) (tidemark_thread_group_size_threads{*}))",
							"{{job}}")
					.column("Instances", Unit.COUNT));
	}

	private static Row siblings() {
		return Row.of("Instances against their siblings", spread("Threads: least, median, most", Unit.COUNT, """
				Live threads over the instances of a job. Lines near each other are normal; if only the upper one
				rises, one instance leaks, if all do, all leak or the load rises.""", "tidemark_threads_live_threads"),
				spread("Live heap: least, median, most", Unit.BYTES,
						"""
								What lives in the heap over the instances of a job. Lines near each other are normal; read them like
								those of threads.""",
						"tidemark_memory_heap_live_bytes"),
				spread("Process memory: least, median, most", Unit.BYTES,
						"""
								Resident memory over the instances of a job. Young instances below old ones are normal, because a heap
								is touched for the first time.""",
						"tidemark_process_memory_rss_bytes"),
				above("Threads above the median", Unit.COUNT,
						"""
								Instances with the most threads above the median of their job, which shows before anything grows long
								enough for a verdict. A few are normal.""",
						"tidemark_threads_live_threads"),
				above("Live heap above the median", Unit.BYTES,
						"""
								Instances whose live heap is furthest above the median of their job. A few MB are normal; much of it is
								a leak or an instance with more load.""",
						"tidemark_memory_heap_live_bytes"),
				above("Unaccounted memory above the median", Unit.BYTES,
						"""
								Instances with the most memory that the JVM does not account for, above the median of their job. Some
								MB are normal; much is a native leak.""",
						"tidemark_process_memory_unaccounted_bytes"),
				Panel.of(Look.TABLE, "Against the median, as a multiple", Unit.NONE, """
						Live heap and threads as a multiple of the median of the job. 1 is normal; above 1.5 look at the
						instance.""")
					.wide(24)
					.query("topk(20, instance:tidemark_memory_heap_live_bytes:ratio_to_median{*})", "{{instance}}")
					.column("Live heap / median", Unit.NONE)
					.query("topk(20, instance:tidemark_threads_live_threads:ratio_to_median{*})", "{{instance}}")
					.column("Threads / median", Unit.NONE));
	}

	private static Panel spread(String title, Unit unit, String description, String meter) {
		return Panel.of(Look.LINES, title, unit, description)
			.query("min by (job) (" + meter + "{*})", "least · {{job}}")
			.query("quantile by (job) (0.5, " + meter + "{*})", "median · {{job}}")
			.query("max by (job) (" + meter + "{*})", "most · {{job}}");
	}

	private static Panel above(String title, Unit unit, String description, String meter) {
		return Panel.of(Look.TABLE, title, unit, description)
			.query("topk(20, sum by (job, instance) (" + meter
					+ "{*}) - on (job) group_left () quantile by (job) (0.5, " + meter + "{*}))", "{{instance}}")
			.column("Above the median", unit);
	}

	private static Row age() {
		return Row.of("Instances against their age", perAge("Threads per hour of age", Unit.COUNT, """
				Threads that an instance has more for each hour that it is older, by a line through all instances of the
				job. 0 is normal. What stays above is a leak that shows although pods restart daily.""",
				"tidemark_threads_live_threads"),
				perAge("Live heap per hour of age", Unit.BYTES,
						"""
								The same for what lives in the heap. Near 0 is normal when all are older than an hour; caches fill
								before.""",
						"tidemark_memory_heap_live_bytes"),
				perAge("Unaccounted memory per hour of age", Unit.BYTES,
						"""
								The same for memory that the JVM does not account for. Near 0 is normal; what stays above is a native
								leak.""",
						"tidemark_process_memory_unaccounted_bytes"),
				Panel
					.of(Look.TABLE, "Instances by age", Unit.COUNT,
							"""
									The instances with age, threads and memory; sort by age. It is normal that the other columns do not rise
									with it after the first hour.""")
					.wide(24)
					.query("sum by (job, instance) (process_uptime_seconds{*})", "{{instance}}")
					.column("Age", Unit.SECONDS)
					.query("sum by (job, instance) (tidemark_threads_live_threads{*})", "{{instance}}")
					.column("Threads", Unit.COUNT)
					.query("sum by (job, instance) (tidemark_memory_heap_live_bytes{*})", "{{instance}}")
					.column("Live heap", Unit.BYTES)
					.query("sum by (job, instance) (tidemark_process_memory_rss_bytes{*})", "{{instance}}")
					.column("Resident", Unit.BYTES)
					.query("max by (job, instance) (tidemark_limit_used_ratio{*})", "{{instance}}")
					.column("Nearest limit", Unit.SHARE));
	}

	/**
	 * Covariance with the age by its variance: the slope of a line through the instances.
	 */
	private static Panel perAge(String title, Unit unit, String description, String meter) {
		return Panel.of(Look.LINES, title, unit, description).query("""
				3600 * (avg by (job) (%1$s{*} * on (job, instance) process_uptime_seconds{*})
				- avg by (job) (%1$s{*}) * avg by (job) (process_uptime_seconds{*}))
				/ (stdvar by (job) (process_uptime_seconds{*}) > 0)""".formatted(meter), "{{job}}");
	}

	private static Row versions() {
		return Row.of("Versions side by side", Panel.of(Look.TABLE, "Versions", Unit.COUNT, """
				Instances of each version, on which JDK and collector. Two versions during a deployment are normal.""")
			.query("count by (job, version, jdk, collector) (tidemark_application_info{*})", "{{job}}")
			.column("Instances", Unit.COUNT),
				byVersion("Verdicts by version", Unit.COUNT,
						"""
								Accused resources of an instance, mean of each version. 0 is normal; if only the new version has some,
								go back.""",
						"sum by (job, instance) (tidemark_leaks_resources{*})"),
				byVersion("Threads by version", Unit.COUNT, """
						Threads of an instance, mean of each version. Lines near each other are normal.""",
						"tidemark_threads_live_threads{*}"),
				byVersion("Live heap by version", Unit.BYTES,
						"""
								What lives in the heap of an instance, mean of each version. Lines near each other are normal; the new
								one starts lower, because its caches are empty.""",
						"tidemark_memory_heap_live_bytes{*}"),
				Panel
					.of(Look.LINES, "Live heap at the same load, by version", Unit.BYTES,
							"""
									Median live heap of instances with as many requests a second. Lines of one load near each other are
									normal; a version above another needs more for the same work.""")
					.query("job_version_load:tidemark_memory_heap_live_bytes:median{job=~\"$job\"}",
							"{{version}} at {{load}} requests a second · {{job}}"),
				Panel
					.of(Look.LINES, "Drift by version", Unit.SHARE,
							"""
									Live heap as a multiple of what the load needed before, median of each version. Near 100 % is normal;
									over weeks it shows what creeps.""")
					.runbook("TidemarkMemoryDrift")
					.query("job_version:tidemark_memory_drift_ratio:median{job=~\"$job\"}", "{{version}} · {{job}}"),
				byVersion("CPU of the collector by version", Unit.SHARE, """
						What the collector takes, mean of each version. Lines near each other are normal.""",
						"max by (job, instance) (tidemark_gc_cpu_share_ratio{*})"),
				byVersion("Allocation by version", Unit.BYTES_PER_SECOND,
						"""
								What an instance allocates a second, mean of each version. Lines near each other are normal when both
								versions get the same requests.""",
						"rate(tidemark_memory_allocated_bytes_total{*}[$__rate_interval])"),
				byVersion("Time of a request by version", Unit.SECONDS,
						"""
								Mean time of a request in five minutes, mean of each version. Lines near each other are normal; a
								symptom, the others are causes.""",
						"tidemark_load_latency_seconds{*}"));
	}

	private static Panel byVersion(String title, Unit unit, String description, String perInstance) {
		return Panel.of(Look.LINES, title, unit, description)
			.query("avg by (job, version) (" + perInstance + VERSION + ")", "{{version}} · {{job}}");
	}

	private static Row saturation() {
		return Row.of("What is busy", Panel.of(Look.TABLE, "Busiest executors", Unit.SHARE, """
				Share of the threads of a pool that run a task, the twenty busiest pools. Below 80 % is normal.""")
			.levels(0.8, 0.95)
			.runbook("TidemarkExecutorSaturated")
			.query("topk(20, tidemark_executor_active_threads{*} / (tidemark_executor_max_threads{*} > 0))",
					"{{instance}}")
			.column("In use", Unit.SHARE),
				Panel.of(Look.TABLE, "Longest queues", Unit.COUNT, """
						Tasks that wait for a thread of their executor, the twenty longest queues. Near 0 is normal.""")
					.runbook("TidemarkExecutorSaturated")
					.query("topk(20, tidemark_executor_queued_tasks{*})", "{{instance}}")
					.column("Tasks", Unit.COUNT),
				Panel.of(Look.TABLE, "Busiest connection pools", Unit.SHARE, """
						Share of a pool of connections that is borrowed, the twenty busiest. Below 80 % is normal.""")
					.levels(0.8, 0.95)
					.runbook("TidemarkPoolStarvation")
					.query("topk(20, hikaricp_connections_active{*} / (hikaricp_connections_max{*} > 0))",
							"{{instance}}")
					.column("In use", Unit.SHARE),
				Panel.of(Look.TABLE, "Most time in pauses", Unit.SHARE, """
						Share of the last minute in pauses of the collector, the twenty worst. Below 1 % is normal.""")
					.levels(0.05, 0.1)
					.runbook("TidemarkGcShareHigh")
					.query("topk(20, tidemark_gc_pause_share_ratio{*})", "{{instance}}")
					.column("In pauses", Unit.SHARE),
				Panel.of(Look.TABLE, "Most threads at one lock", Unit.COUNT, """
						Threads that wait for one lock, the twenty worst instances. 0 is normal.""")
					.runbook("TidemarkThreadsWaitForOneThing")
					.query("topk(20, tidemark_threads_lock_waiting_max_threads{*})", "{{instance}}")
					.column("Threads", Unit.COUNT),
				Panel
					.of(Look.TABLE, "Lowest hit ratios", Unit.SHARE,
							"""
									Pools and caches that had least of what was asked for. What is normal depends on the cache; compare the
									instances of one.""")
					.query("bottomk(20, tidemark_pool_hit_ratio{*})", "{{instance}}")
					.column("Hits", Unit.SHARE));
	}

	private static Row observers() {
		return Row.of("Tidemark itself", Panel.of(Look.TABLE, "Parts that are off", Unit.COUNT,
				"""
						Instances on which a part of Tidemark is off or stepped down. As many as were switched off is normal.""")
			.runbook("TidemarkObserverDegraded")
			.query("sum by (job, part) (1 - tidemark_observer_part{*})", "{{part}} · {{job}}")
			.column("Instances", Unit.COUNT),
				Panel.of(Look.LINES, "CPU of the observer", Unit.SHARE, """
						Share of one core that Tidemark uses: mean and most of the instances. Below 1 % is normal.""")
					.query("avg by (job) (rate(tidemark_observer_cpu_seconds_total{*}[$__rate_interval]))",
							"mean · {{job}}")
					.query("max by (job) (rate(tidemark_observer_cpu_seconds_total{*}[$__rate_interval]))",
							"most · {{job}}"),
				Panel.of(Look.LINES, "Failures of the observer", Unit.COUNT, """
						Failed runs of all instances in the range shown before each point. 0 is normal.""")
					.query("sum by (job) (increase(tidemark_observer_failures_total{*}[$__rate_interval]))",
							"{{job}}"));
	}

}
