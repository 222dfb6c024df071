package io.tidemark.sample.dashboards;

import java.util.List;

import io.tidemark.sample.dashboards.Dashboard.Row;

/** One application, each instance by itself: what it has, what grows, and who did it. */
final class ServiceDashboard {

	private ServiceDashboard() {
	}

	static Dashboard make() {
		return new Dashboard("tidemark-service", "Tidemark / Service",
				"""
						One application: verdicts, threads and who started them, executors and pools, the floor of the heap and what \
						the load needs, collections, memory outside the heap, and who allocates.""",
				false, 0, List.of(glance(), verdicts(), threads(), threadGroups(), executors(), pools(), heap(), load(),
						collections(), outside(), allocation(), observer()));
	}

	private static Row glance() {
		return Row.of("At a glance", Panel.of(Look.STAT, "Accused resources", Unit.COUNT, """
				Resources that are suspected of leaking or worse, without muted ones. 0 is normal; otherwise open the
				verdicts of the instance by the link on the value.""")
			.wide(4)
			.levels(1, 2)
			.runbook("TidemarkLeakSuspected")
			.query("sum by (job, instance) (tidemark_leaks_resources{*})", "{{instance}}"),
				Panel.of(Look.STAT, "Nearest limit", Unit.SHARE,
						"""
								How much of its limit the fullest resource uses. Below 80 % is normal; above, look below which one it is.""")
					.wide(4)
					.levels(0.8, 0.9)
					.runbook("TidemarkResourceLimitNear")
					.query("max by (job, instance) (tidemark_limit_used_ratio{*})", "{{instance}}"),
				Panel.of(Look.STAT, "Live threads", Unit.COUNT,
						"""
								Platform threads. Level under level load is normal; if it rises for hours, look at the groups below.""")
					.wide(4)
					.runbook("TidemarkThreadLimitNear")
					.query("tidemark_threads_live_threads{*}", "{{instance}}"),
				Panel.of(Look.STAT, "Live heap of the largest", Unit.SHARE,
						"""
								Objects that live, without garbage, as a share of the largest heap. Below 70 % is normal; above 90 % the
								collector works without end. Raise the heap or find what stays, in /actuator/heapdiff.""")
					.wide(4)
					.levels(0.7, 0.9)
					.runbook("TidemarkHeapFloorNearMaximum")
					.query("tidemark_memory_heap_live_bytes{*} / tidemark_memory_heap_max_bytes{*}", "{{instance}}"),
				Panel
					.of(Look.STAT, "Stuck threads", Unit.COUNT,
							"""
									Threads and requests that have not moved for a minute. 0 is normal; otherwise /actuator/threaddiff
									shows where they stand and which request they serve.""")
					.wide(4)
					.levels(1, 5)
					.runbook("TidemarkStuckThreads")
					.query("tidemark_threads_stuck_threads{*}", "{{instance}}"),
				Panel
					.of(Look.STAT, "Age of the process", Unit.SECONDS,
							"""
									Time since the JVM was started. The age of the last deployment is normal; a younger process was restarted,
									mostly because memory ran out. What grows in the first half hour is warming up.""")
					.wide(4)
					.query("process_uptime_seconds{*}", "{{instance}}"),
				Panel.of(Look.TABLE, "Versions", Unit.NONE,
						"""
								What runs: version of the application, JDK and collector. One row for each instance is normal.""")
					.wide(12)
					.query("sum by (job, instance, version, jdk, collector) (tidemark_application_info{*})",
							"{{version}} · {{instance}}"),
				Panel.of(Look.BARS, "Used of the limits now", Unit.SHARE,
						"""
								Each resource that has a limit, and how much of it is used; the heap counts what lives, not garbage.
								Below 80 % is normal. What comes near is a matter of configuration or of a leak: see the verdicts.""")
					.wide(12)
					.levels(0.8, 0.9)
					.runbook("TidemarkResourceLimitNear")
					.query("tidemark_limit_used_ratio{*}", "{{resource}} · {{instance}}"));
	}

	private static Row verdicts() {
		return Row.of("Verdicts", Panel.of(Look.LINES, "Verdicts by grade", Unit.COUNT, """
				Resources that are suspected of leaking or worse. 0 is normal. With `probable` a second, independent
				signal agrees; `proven` needs no signal. Shadow mode has no line.""")
			.runbook("TidemarkLeakSuspected")
			.runbook("TidemarkLeakProbable")
			.query("sum by (job, instance, grade) (tidemark_leaks_resources{*})", "{{grade}} · {{instance}}"),
				Panel.of(Look.LINES, "Verdicts by kind", Unit.COUNT, """
						The same by what leaks. 0 is normal; the kind says where on this page to go on.""")
					.runbook("TidemarkLeakSuspected")
					.query("sum by (job, instance, kind) (tidemark_leaks_resources{*})", "{{kind}} · {{instance}}"),
				Panel.of(Look.LINES, "Used of the limits", Unit.SHARE,
						"""
								How much of its limit each resource uses. Level is normal; a line that rises for hours reaches 100 %.""")
					.levels(0.8, 0.9)
					.runbook("TidemarkResourceLimitNear")
					.query("tidemark_limit_used_ratio{*}", "{{resource}} · {{instance}}"),
				Panel.of(Look.LINES, "Time to limit", Unit.SECONDS, """
						Time until a suspected resource reaches its limit if it goes on like this. Below an
						hour, which is not normal, take the instance out or restart it before it fails by itself.""")
					.runbook("TidemarkResourceLimitNear")
					.query("tidemark_leaks_time_to_limit_seconds{*}", "{{kind}} {{name}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Age of verdicts", Unit.SECONDS,
							"""
									How long a suspected resource has had its grade, and who starts its threads. No line is normal; a new
									line is a new verdict or a new grade, a line that ends is a verdict withdrawn.""")
					.runbook("TidemarkLeakSuspected")
					.query("tidemark_leaks_age_seconds{*}", "{{grade}}: {{kind}} {{name}} ← {{origin}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Growth of what is suspected", Unit.COUNT,
							"""
									What a suspected resource gains an hour, load taken away, in the unit that the legend names. No line is
									normal; the larger, the sooner it matters.""")
					.runbook("TidemarkLeakSuspected")
					.query("tidemark_leaks_growth_per_hour{*}", "{{kind}} {{name}}, {{unit}} an hour · {{instance}}"),
				Panel.of(Look.LINES, "Muted or in shadow mode", Unit.COUNT,
						"""
								Accused resources of which nobody is told. 0 is normal; a mute has an end, see /actuator/leaks.""")
					.query("sum by (job, instance, grade) (tidemark_leaks_muted_resources{*})",
							"{{grade}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Watched resources", Unit.COUNT,
							"""
									Resources that are watched, and how often one was given up for want of room. Level and 0 are normal;
									if any are given up, raise tidemark.leaks.resources.""")
					.query("tidemark_leaks_watched_resources{*}", "watched · {{instance}}")
					.query("tidemark_leaks_dropped_resources_total{*}", "given up · {{instance}}"));
	}

	private static Row threads() {
		return Row.of("Threads", Panel.of(Look.STACKED, "Threads by state", Unit.COUNT, """
				Platform threads in each state; virtual threads are not in it. Level is normal. A rising `waiting` or
				`timed-waiting` is what most thread leaks look like, a rising `blocked` is a lock.""")
			.wide(12)
			.query("sum by (job, instance, state) (jvm_threads_states_threads{*})", "{{state}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Threads", Unit.COUNT,
							"""
									Live platform threads and how many of them are daemons. Level under level load is normal; compare what
									rises with the groups below.""")
					.wide(6)
					.runbook("TidemarkThreadGroupGrowing")
					.query("tidemark_threads_live_threads{*}", "live · {{instance}}")
					.query("jvm_threads_daemon_threads{*}", "daemon · {{instance}}"),
				Panel
					.of(Look.LINES, "Threads started per minute", Unit.PER_MINUTE,
							"""
									Platform threads started. A few a minute are normal. Many with a level number of live threads are
									churn: a pool is missing; they are no leak.""")
					.wide(6)
					.query("60 * rate(tidemark_threads_started_threads_total{*}[$__rate_interval])", "{{instance}}"),
				Panel.of(Look.STACKED, "What threads wait for", Unit.COUNT,
						"""
								Platform threads by what they wait for. Mostly `idle-worker`, `selector` and `queue` is normal; many at
								`lock`, `monitor`, `database-connection` or `http-client` wait for somebody who is slow or gone.""")
					.wide(12)
					.runbook("TidemarkThreadsWaitForOneThing")
					.query("sum by (job, instance, reason) (tidemark_threads_waiting_threads{*})",
							"{{reason}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Share that waits for one lock", Unit.SHARE,
							"""
									Threads that wait for the one lock for which most wait, of all threads. Near 0 is normal; from 60 % on
									the lock is the service. /actuator/threaddiff names it and who holds it.""")
					.wide(6)
					.levels(0.3, 0.6)
					.runbook("TidemarkThreadsWaitForOneThing")
					.query("tidemark_threads_lock_waiting_max_threads{*} / tidemark_threads_live_threads{*}",
							"{{instance}}"),
				Panel.of(Look.LINES, "Deadlocked and stuck", Unit.COUNT,
						"""
								Threads that wait for each other in a circle, and those that have not moved for a minute. 0 is normal.
								A deadlock stays until the process is restarted; save /actuator/threaddiff first.""")
					.wide(6)
					.runbook("TidemarkDeadlock")
					.runbook("TidemarkStuckThreads")
					.query("tidemark_threads_deadlocked_threads{*}", "deadlocked · {{instance}}")
					.query("tidemark_threads_stuck_threads{*}", "stuck · {{instance}}"));
	}

	private static Row threadGroups() {
		return Row.of("Thread groups and virtual threads", Panel.of(Look.LINES, "Largest thread groups", Unit.COUNT, """
				The ten largest groups, by name pattern and by the method that started their threads. Level is normal;
				pools end at their bound. `other` has all groups without a row of their own.""")
			.wide(12)
			.runbook("TidemarkThreadGroupGrowing")
			.query("topk by (job, instance) (10, tidemark_thread_group_size_threads{*})",
					"{{group}} ← {{origin}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Growth of thread groups per hour", Unit.COUNT,
							"""
									Threads an hour, as the slope of the last 30 minutes; the ten fastest. 0 is normal; one that stays above
									is a leak. Within 30 minutes of a start it means nothing.""")
					.wide(12)
					.runbook("TidemarkThreadGroupGrowing")
					.query("""
							topk by (job, instance) (10,
							3600 * deriv(tidemark_thread_group_size_threads{*, origin!="other"}[30m]))""",
							"{{group}} ← {{origin}} · {{instance}}"),
				Panel
					.of(Look.TABLE, "Thread groups now", Unit.COUNT,
							"""
									Every group that an instance shows, with the method that started its threads. What the server and the JVM
									start is normal; what you do not know, look up in /actuator/threaddiff.""")
					.wide(12)
					.query("sum by (job, instance, group, origin) (tidemark_thread_group_size_threads{*})",
							"{{instance}}")
					.column("Threads", Unit.COUNT),
				Panel.of(Look.LINES, "Virtual threads", Unit.COUNT,
						"""
								Virtual threads that run a task of a watched executor, Tomcat's included, parked ones too. To
								follow the load is normal; what rises without load is a leak that no thread count of the JVM shows.""")
					.wide(6)
					.runbook("TidemarkVirtualThreadLeak")
					.query("tidemark_virtual_threads_live_threads{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Tasks without a pool", Unit.COUNT,
							"""
									Tasks that run on executors that make a thread for each, parked ones included. There is no pool and so
									no bound; to follow the load is normal.""")
					.wide(6)
					.query("tidemark_executor_tasks_running_tasks{*}", "{{executor}} · {{instance}}"));
	}

	private static Row executors() {
		return Row.of("Executors", Panel.of(Look.LINES, "Threads in use", Unit.SHARE, """
				Share of the threads of each pool that run a task. Below 80 % is normal; at 100 % tasks wait, and what
				they wait for is in /actuator/threaddiff.""")
			.levels(0.8, 0.95)
			.runbook("TidemarkExecutorSaturated")
			.query("tidemark_executor_active_threads{*} / (tidemark_executor_max_threads{*} > 0)",
					"{{name}} · {{instance}}"),
				Panel.of(Look.LINES, "Threads of each pool", Unit.COUNT,
						"""
								Threads that run a task, and the most that a pool can have. Active well below the most is normal.""")
					.query("tidemark_executor_active_threads{*}", "active: {{name}} · {{instance}}")
					.query("tidemark_executor_max_threads{*}", "most: {{name}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Tasks that wait", Unit.COUNT,
							"""
									Tasks that wait for a thread of their executor. Near 0 is normal; a queue that grows is work that comes
									faster than it is done. A queue without a bound ends in the heap.""")
					.runbook("TidemarkExecutorSaturated")
					.query("tidemark_executor_queued_tasks{*}", "{{name}} · {{instance}}"),
				Panel.of(Look.LINES, "Queues in use", Unit.SHARE, """
						Share of a bounded queue that is full. Near 0 is normal; at 100 % tasks are rejected.""")
					.levels(0.5, 0.9)
					.runbook("TidemarkExecutorSaturated")
					.query("tidemark_executor_queued_tasks{*} / (tidemark_executor_queue_capacity_tasks{*} > 0)",
							"{{name}} · {{instance}}"));
	}

	private static Row pools() {
		return Row.of("Pools and caches", Panel.of(Look.LINES, "Database connections in use", Unit.SHARE, """
				Share of each pool of connections that is borrowed. Below 80 % is normal; if it rises and never falls,
				connections are not given back.""")
			.levels(0.8, 0.95)
			.runbook("TidemarkPoolStarvation")
			.query("hikaricp_connections_active{*} / (hikaricp_connections_max{*} > 0)", "{{pool}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Who waits for a connection", Unit.COUNT,
							"""
									Threads that wait for a connection of the pool. 0 is normal; otherwise the pool is too small, or those
									that have one keep it too long.""")
					.runbook("TidemarkPoolStarvation")
					.query("hikaricp_connections_pending{*}", "{{pool}} · {{instance}}"),
				Panel.of(Look.LINES, "Wait for a connection", Unit.SECONDS, """
						Mean time until a connection was had. Below a millisecond is normal.""")
					.query("""
							rate(hikaricp_connections_acquire_seconds_sum{*}[$__rate_interval])
							/ (rate(hikaricp_connections_acquire_seconds_count{*}[$__rate_interval]) > 0)""",
							"{{pool}} · {{instance}}"),
				Panel.of(Look.LINES, "Hit ratio of pools and caches", Unit.SHARE,
						"""
								Share of what was asked for in a minute that was there. What is normal is what it was last week; one
								that fell with a deployment has a key that never matches, or a bound that is too small.""")
					.query("tidemark_pool_hit_ratio{*}", "{{kind}} {{pool}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Pools whose hit ratio fell", Unit.COUNT,
							"""
									Pools and caches whose ratio fell by a fifth soon after the start. 0 is normal; otherwise look what was
									deployed.""")
					.query("tidemark_pool_suspicious_pools{*}", "{{instance}}"));
	}

	private static Row heap() {
		return Row.of("Heap", Panel.of(Look.BAND, "Floor of the heap, and what the load needs", Unit.BYTES, """
				What lives in the heap, as the last collections told, and the band in which it should be under a load
				like this. Within the band is normal; above it for half an hour is a leak, or a new version that needs
				more.""")
			.wide(12)
			.runbook("TidemarkLeakSuspected")
			.runbook("TidemarkHeapFloorRising")
			.runbook("TidemarkMemoryDrift")
			.query("tidemark_memory_heap_live_bytes{*}", "live · {{instance}}")
			.query("tidemark_memory_expected_bytes{*}", "expected · {{instance}}")
			.query("tidemark_memory_expected_low_bytes{*}", "low · {{instance}}")
			.query("tidemark_memory_expected_high_bytes{*}", "high · {{instance}}"),
				Panel
					.of(Look.LINES, "Heap: used and largest", Unit.BYTES,
							"""
									In use, garbage included, and the largest heap, right on every collector. A sawtooth is normal; read its
									lower edge, which is the floor beside.""")
					.wide(12)
					.query("tidemark_memory_heap_used_bytes{*}", "used · {{instance}}")
					.query("tidemark_memory_heap_max_bytes{*}", "largest · {{instance}}"),
				Panel.of(Look.LINES, "Live heap as a multiple of what is expected", Unit.SHARE,
						"""
								100 % is what a load like this needed before; up to 107 % is normal noise. What stays above drifts.""")
					.levels(1.075, 1.15)
					.runbook("TidemarkMemoryDrift")
					.query("tidemark_memory_drift_ratio{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Intervals above the band", Unit.COUNT,
							"""
									Intervals of five minutes in a row for which the heap was above the band. 0 is normal; from five on it
									is told as drift, see the verdict on jvm.heap.live.""")
					.levels(3, 5)
					.runbook("TidemarkMemoryDrift")
					.query("tidemark_memory_drift_intervals{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Age of the floor", Unit.SECONDS,
							"""
									Time since a collection told what lives. Minutes are normal, hours on a quiet service whose collector
									only looks at young objects; the floor is as old as this.""")
					.query("tidemark_memory_heap_live_age_seconds{*}", "{{instance}}"),
				Panel.of(Look.LINES, "After the last collection, by pool", Unit.BYTES,
						"""
								In use after the last collection that touched the pool; pools that it did not touch keep their old
								value. Steps are normal. Never act on one point: the lower edge over several collections is what lives.""")
					.query("tidemark_memory_pool_after_gc_bytes{*}", "{{pool}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Allocation and promotion", Unit.BYTES_PER_SECOND,
							"""
									What is allocated a second, and what of it becomes old. To follow the requests is normal; promotion near
									allocation means that objects live longer than they should.""")
					.query("rate(tidemark_memory_allocated_bytes_total{*}[$__rate_interval])",
							"allocated · {{instance}}")
					.query("rate(tidemark_memory_promoted_bytes_total{*}[$__rate_interval])",
							"promoted · {{instance}}"),
				Panel
					.of(Look.LINES, "Allocation per request", Unit.BYTES,
							"""
									What is allocated for each request, of whatever kind. Level is normal; a step with a deployment is a
									regression, below the heat map says where.""")
					.query("""
							sum by (job, instance) (rate(tidemark_memory_allocated_bytes_total{*}[$__rate_interval]))
							/ (sum by (job, instance) (rate(http_server_requests_seconds_count{*}[$__rate_interval])) > 0)""",
							"{{instance}}"));
	}

	private static Row load() {
		return Row.of("Load, as the floor is compared with it", Panel.of(Look.LINES, "Requests", Unit.PER_SECOND, """
				Requests a second, mean of five minutes. What grows with it is normal, what grows without it is not.""")
			.wide(6)
			.query("tidemark_load_requests{*}", "{{instance}}"),
				Panel.of(Look.LINES, "Time of a request", Unit.SECONDS, """
						Mean time of a request. Level is normal; slow requests hold threads and memory longer.""")
					.wide(6)
					.query("tidemark_load_latency_seconds{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Requests in progress", Unit.COUNT,
							"""
									Requests that are being served. To follow requests and their time is normal; if it only rises, some
									never end.""")
					.wide(6)
					.query("tidemark_load_active_requests{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Sessions", Unit.COUNT,
							"""
									Sessions of the web server. To follow the requests of the last hour is normal; if it only rises, they
									never end.""")
					.wide(6)
					.query("tidemark_load_sessions{*}", "{{instance}}"));
	}

	private static Row collections() {
		return Row.of("Garbage collection", Panel.of(Look.LINES, "Share of time in pauses", Unit.SHARE, """
				Share of the last minute that the application stood still for collections. Below 1 % is normal; above
				5 % users notice, and mostly the heap is nearly full.""")
			.levels(0.05, 0.1)
			.runbook("TidemarkGcShareHigh")
			.query("tidemark_gc_pause_share_ratio{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Pause p99 and median", Unit.SECONDS,
							"""
									Of a hundred pauses one was longer than the upper line. Below 200 ms is normal for G1, below 10 ms for
									ZGC and Shenandoah. No line while there was no pause.""")
					.levels(0.5, 1)
					.runbook("TidemarkGcPauseP99High")
					.query("""
							histogram_quantile(0.99, sum by (job, instance, le)
							(rate(tidemark_gc_pause_seconds_bucket{*}[$__rate_interval])) > 0)""", "p99 · {{instance}}")
					.query("""
							histogram_quantile(0.5, sum by (job, instance, le)
							(rate(tidemark_gc_pause_seconds_bucket{*}[$__rate_interval])) > 0)""",
							"median · {{instance}}"),
				Panel
					.of(Look.BUCKETS, "Pauses by length", Unit.COUNT,
							"""
									How many pauses were how long, all chosen instances together. Dark at the bottom is normal; dark spots
									further up are full collections.""")
					.query("sum by (le) (increase(tidemark_gc_pause_seconds_bucket{*}[$__rate_interval]))", "{{le}}"),
				Panel
					.of(Look.LINES, "Pauses per minute", Unit.PER_MINUTE,
							"""
									Stops of the application. To follow the allocation is normal; many with little allocation means that
									the young generation is too small.""")
					.wide(6)
					.query("60 * rate(tidemark_gc_pause_seconds_count{*}[$__rate_interval])", "{{instance}}"),
				Panel.of(Look.LINES, "Mean pause", Unit.SECONDS, """
						Mean length of a pause. Level is normal; it rises with what lives.""").wide(6).query("""
						rate(tidemark_gc_pause_seconds_sum{*}[$__rate_interval])
						/ (rate(tidemark_gc_pause_seconds_count{*}[$__rate_interval]) > 0)""", "{{instance}}"),
				Panel.of(Look.LINES, "Longest pause", Unit.SECONDS,
						"""
								Longest pause of the last minutes. Below a second is normal; above, probes and clients time out.""")
					.wide(6)
					.levels(0.5, 1)
					.runbook("TidemarkGcPauseP99High")
					.query("tidemark_gc_pause_seconds_max{*}", "{{instance}}"),
				Panel.of(Look.LINES, "CPU of the collector", Unit.SHARE,
						"""
								What the collector takes of the CPU time of the process or, where the JVM does not tell, of the time by
								its pauses. Below 10 % is normal; concurrent collectors pay here and not in pauses.""")
					.wide(6)
					.levels(0.1, 0.25)
					.runbook("TidemarkGcShareHigh")
					.query("tidemark_gc_cpu_share_ratio{*}", "by {{basis}} · {{instance}}"));
	}

	private static Row outside() {
		return Row.of("Memory outside the heap", Panel.of(Look.LINES, "Process and container", Unit.BYTES, """
				Resident memory of the process, what counts for the container, and its limit. Level and 10 % below the
				limit is normal; at the limit the kernel kills the process, without a trace in the heap.""")
			.wide(12)
			.runbook("TidemarkContainerLimitNear")
			.query("tidemark_process_memory_rss_bytes{*}", "resident · {{instance}}")
			.query("tidemark_container_memory_used_bytes{*}", "container: used · {{instance}}")
			.query("tidemark_container_memory_working_set_bytes{*}", "container: working set · {{instance}}")
			.query("tidemark_container_memory_limit_bytes{*}", "container: limit · {{instance}}"),
				Panel
					.of(Look.LINES, "What the JVM does not account for", Unit.BYTES,
							"""
									Anonymous memory that is neither heap, metaspace, code nor direct buffers. 30 to 120 MB and level is
									normal; one that rises is a leak in native code, see docs/container-memory.md.""")
					.wide(12)
					.runbook("TidemarkMemoryOutsideHeapRising")
					.query("tidemark_process_memory_unaccounted_bytes{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Metaspace and code", Unit.BYTES,
							"""
									Memory for classes and compiled code, by pool. Level after the first hour is normal; metaspace that
									rises is class loaders that are never released.""")
					.runbook("TidemarkMetaspaceRising")
					.query("sum by (job, instance, id) (jvm_memory_used_bytes{*, area=\"nonheap\"})",
							"{{id}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Classes", Unit.COUNT,
							"""
									Loaded classes. Level after the first hour is normal; if it rises, scripts, proxies or deployments make
									classes without end.""")
					.query("jvm_classes_loaded_classes{*}", "{{instance}}"),
				Panel.of(Look.LINES, "Direct and mapped buffers", Unit.BYTES, """
						Buffers outside the heap. Level is normal; the sum of direct ones has a limit
						(-XX:MaxDirectMemorySize).""")
					.runbook("TidemarkMemoryOutsideHeapRising")
					.query("sum by (job, instance, id) (jvm_buffer_memory_used_bytes{*})", "{{id}} · {{instance}}"),
				Panel
					.of(Look.LINES, "Code cache in use", Unit.SHARE,
							"""
									Share of the code cache. Below 80 % is normal; when it is full, code is no longer compiled and the
									service gets slow (-XX:ReservedCodeCacheSize).""")
					.levels(0.8, 0.95)
					.query("tidemark_memory_code_cache_share_ratio{*}", "{{instance}}"),
				Panel.of(Look.LINES, "Address space of stacks", Unit.BYTES, """
						What the stacks of all platform threads may grow to; about a tenth of it is touched. To follow
						the threads is normal.""").query("tidemark_memory_stacks_bytes{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Waited for memory", Unit.SHARE,
							"""
									Share of the last ten seconds in which a task of the container waited for memory. 0 is normal; from
									20 % on the container is too small for what runs in it.""")
					.levels(0.1, 0.2)
					.runbook("TidemarkContainerLimitNear")
					.query("tidemark_container_memory_pressure_ratio{*}", "{{instance}}"),
				Panel
					.of(Look.LINES, "Open files", Unit.SHARE,
							"""
									Open files and sockets, of the most that the process may have. Level and below 50 % is normal; if it
									rises, connections or files are not closed.""")
					.levels(0.5, 0.9)
					.runbook("TidemarkOpenFilesNearLimit")
					.query("process_files_open_files{*} / (process_files_max_files{*} > 0)", "{{instance}}"));
	}

	private static Row allocation() {
		return Row.of("Who allocates",
				Panel.of(Look.ROWS, "Allocation by package", Unit.BYTES_PER_SECOND, """
						What code of a package allocates, by samples; the darker the more. Your own packages above the
						framework's is normal under load; a new dark row after a deployment is where to look.""")
					.wide(12)
					.query("tidemark_memory_allocation_rate_bytes_per_second{*}", "{{package}} · {{instance}}"),
				Panel.of(Look.LINES, "Allocation by endpoint", Unit.BYTES_PER_SECOND, """
						What requests to an endpoint allocate, by samples. To follow the requests to it is normal; see
						/actuator/heapdiff for the lines of code.""")
					.wide(12)
					.query("tidemark_memory_allocation_endpoint_rate_bytes_per_second{*}",
							"{{endpoint}} · {{instance}}"));
	}

	private static Row observer() {
		return Row.of("Tidemark itself", Panel.of(Look.STATES, "Parts of the observer", Unit.NONE, """
				Which parts of Tidemark work. All is normal; a part is off when a property says so, when the JVM cannot
				do it, or when it stepped down because it cost too much. The log has one line that says which.""")
			.wide(12)
			.runbook("TidemarkObserverDegraded")
			.query("tidemark_observer_part{*}", "{{part}} · {{instance}}"),
				Panel
					.of(Look.LINES, "CPU of the observer", Unit.SHARE,
							"""
									Share of one core that Tidemark uses. Below the budget, 1 % by default, is normal; above, parts step
									down by themselves. /actuator/leaks has the parts.""")
					.wide(6)
					.query("rate(tidemark_observer_cpu_seconds_total{*}[$__rate_interval])", "{{instance}}"),
				Panel
					.of(Look.LINES, "Pauses by the observer", Unit.SHARE,
							"""
									Share of time in which Tidemark stopped the application, at most. Below 0.2 % (100 ms a minute) is
									normal and the default budget.""")
					.wide(6)
					.query("rate(tidemark_observer_pause_seconds_total{*}[$__rate_interval])", "{{instance}}"),
				Panel.of(Look.LINES, "Failures of the observer", Unit.COUNT, """
						Failed runs in the range shown before each point. 0 is normal; the log says why once.""")
					.wide(6)
					.runbook("TidemarkObserverDegraded")
					.query("increase(tidemark_observer_failures_total{*}[$__rate_interval])", "{{instance}}"),
				Panel
					.of(Look.LINES, "Files of the observer", Unit.BYTES,
							"""
									Bytes that Tidemark has on disk: the flight recorder's repository and what it saved. Level below the
									cap (tidemark.files.cap) is normal.""")
					.wide(6)
					.query("tidemark_observer_files_bytes{*}", "{{instance}}"));
	}

}
