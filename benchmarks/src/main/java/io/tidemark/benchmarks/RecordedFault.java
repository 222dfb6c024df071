package io.tidemark.benchmarks;

import java.util.List;

/**
 * A fault of the sample that is committed again and again at its own rate.
 *
 * @param scenario id of the scenario
 * @param kind kind of the resource that it makes grow
 * @param name name of that resource in the recording
 * @param everySeconds seconds between two faults
 * @param threads with which threads it can be committed
 */
record RecordedFault(String scenario, String kind, String name, int everySeconds, Threads threads) {

	/**
	 * All that the sample can do wrong, so slowly that none reaches its cap in the hour
	 * after the first.
	 */
	static final List<RecordedFault> ALL = List.of(thread("executor-per-request", "pool-*-thread-*", 20, Threads.ANY),
			thread("blocked-handoff", "quote-handoff-*", 30, Threads.ANY),
			thread("forgotten-timer", "Timer-*", 60, Threads.ANY),
			thread("future-without-timeout", "supplier-reply-*", 45, Threads.ANY),
			thread("http-client-per-call", "HttpClient-*-SelectorManager", 60, Threads.ANY),
			thread("lock-convoy", "price-list-reader-*", 90, Threads.ANY),
			thread("latch-never-counted", "invoice-batch-*", 120, Threads.ANY),
			thread("cached-pool", "mail-sender-*", 40, Threads.ANY),
			thread("deadlock", "stock-transfer-*", 480, Threads.ANY),
			thread("swallowed-interrupt", "rate-poller-*", 480, Threads.ANY),
			thread("stuck-request", "http-nio-*-auto-*-exec-*", 75, Threads.PLATFORM),
			thread("stuck-request", "tomcat-handler-* (virtual)", 75, Threads.VIRTUAL),
			thread("virtual-thread-parked", "task-* (virtual)", 30, Threads.VIRTUAL),
			thread("virtual-thread-parked-raw", "<unnamed> (virtual)", 50, Threads.FROM_21),
			new RecordedFault("lost-connection", "pool", "hikari.active", 480, Threads.ANY),
			new RecordedFault("sse-never-completed", "pool", "requests.active", 60, Threads.ANY),
			new RecordedFault("websocket-map-never-cleaned", "custom", "websocket-map-never-cleaned", 45, Threads.ANY),
			new RecordedFault("response-not-closed", "custom", "response-not-closed", 60, Threads.ANY),
			new RecordedFault("static-cache", "custom", "static-cache", 25, Threads.ANY));

	private static RecordedFault thread(String scenario, String family, int everySeconds, Threads threads) {
		return new RecordedFault(scenario, "thread-group", family, everySeconds, threads);
	}

	/** What is recorded when the service serves requests with these threads. */
	static List<RecordedFault> of(boolean virtual) {
		return ALL.stream().filter((fault) -> fault.threads.exist(virtual)).toList();
	}

	/** Threads that serve requests when the fault can be committed. */
	enum Threads {

		/** Either. */
		ANY,

		/** Platform threads. */
		PLATFORM,

		/** Virtual threads, which Boot uses from JDK 21 on. */
		VIRTUAL,

		/** Either, on JDK 21 and later. */
		FROM_21;

		boolean exist(boolean virtual) {
			return switch (this) {
				case ANY -> true;
				case PLATFORM -> !virtual;
				case VIRTUAL -> virtual;
				case FROM_21 -> Runtime.version().feature() >= 21;
			};
		}

	}

}
