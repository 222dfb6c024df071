package io.tidemark.sample.dashboards;

import java.util.Arrays;
import java.util.List;

/**
 * What has no series in a healthy service, and why. Panels that read it say so in their
 * description; all others must show data on every JDK and collector.
 */
enum Sometimes {

	/** Suspicions. */
	SUSPECTED("No line while nothing is suspected.", "tidemark_leaks_age_seconds", "tidemark_leaks_growth_per_hour",
			"tidemark_leaks_time_to_limit_seconds"),

	/** What rules record of the few that stand out. */
	STANDS_OUT("No row while nothing stands out.", "tidemark_thread_group_size_threads:excess",
			"tidemark_thread_group_size_threads:growth_per_hour",
			"tidemark_thread_group_size_threads:slope_per_hour_of_age", "tidemark_limit_used_ratio:seconds_to_limit"),

	/** The model of what a load needs. */
	LEARNED("What is expected begins when a day has been learned.", "tidemark_memory_expected",
			"tidemark_memory_drift"),

	/** Means of five minutes. */
	FIVE_MINUTES("Begins five minutes after the start.", "tidemark_load_"),

	/** What rules record of instances that have warmed up. */
	HALF_HOUR("Begins half an hour after the start.", "job_version_load:tidemark_memory_heap_live_bytes:median"),

	/** Ratios of a minute in which something was asked for. */
	HITS("Begins with a minute of 100 requests.", "tidemark_pool_"),

	/** Walks of all stacks stop a JVM before 21. */
	WALKS("On JDK 17 only with `tidemark.metrics.wait-reasons.interval`.", "tidemark_threads_waiting_threads",
			"tidemark_threads_lock_waiting_max_threads"),

	/** Before 21 there are none. */
	VIRTUAL_THREADS("JDK 21 and later only.", "tidemark_virtual_threads_live_threads"),

	/** Executors that make a thread for each task. */
	WITHOUT_POOL("Only where executors have no pool, as with virtual threads.",
			"tidemark_executor_tasks_running_tasks"),

	/** ZGC before 23 has none. */
	GENERATIONS("Promotion only where the collector has generations.", "tidemark_memory_promoted_bytes"),

	/** Pools; with virtual threads Tomcat has none, others may be there. */
	BOUNDED_QUEUE("Only for queues with a bound.", "tidemark_executor_queue_capacity_tasks"),

	/** The kernel's limit. */
	CONTAINER_LIMIT("The limit is there only in a container that has one.", "tidemark_container_memory_limit_bytes"),

	/** The kernel's pressure. */
	STALLS("Only with control groups of version 2.", "tidemark_container_memory_pressure_ratio"),

	/** Comparison within the chosen instances. */
	ONE_AGE("No line with a single instance.", "stdvar by"),

	/** Names of Micrometer that a property changes. */
	STOCK_NAMES("Not with `tidemark.metrics.names=opentelemetry`.", "jvm_threads_states", "jvm_memory_used",
			"jvm_classes_loaded"),

	/** Connections. */
	HIKARI("Only with HikariCP.", "hikaricp_"),

	/** Requests as Boot times them. */
	REQUESTS("Only with a web server.", "http_server_requests_");

	private final String sentence;

	private final List<String> signs;

	Sometimes(String sentence, String... signs) {
		this.sentence = sentence;
		this.signs = List.of(signs);
	}

	/** Why these expressions may find nothing; empty if they must not. */
	static List<Sometimes> of(String expression) {
		return Arrays.stream(values())
			.filter((reason) -> reason.signs.stream().anyMatch(expression::contains))
			.toList();
	}

	/** What the description of a panel says. */
	String sentence() {
		return this.sentence;
	}

}
