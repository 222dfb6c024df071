package io.tidemark.benchmarks;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A scenario of the sample that leaks threads, and the verdict that it must get.
 *
 * @param id id of the scenario
 * @param family how the name of its family begins; empty where requests hang, whose
 * family the server names
 * @param signature id of the known mistake
 * @param origin class that starts its threads, or that hands in its tasks
 * @param everySeconds seconds between two faults
 * @param most faults that are committed in all
 */
record LiveScenario(String id, String family, String signature, String origin, int everySeconds, int most) {

	private static final List<LiveScenario> ALWAYS = List.of(
			of("blocked-handoff", "quote-handoff-*", "blocked-on-dead-queue", "BlockedHandoff", 2),
			of("cached-pool", "mail-sender-*", "cached-pool-without-limit", "CachedPool", 3),
			new LiveScenario("deadlock", "stock-transfer-*", "deadlock", "Deadlock", 18, 10),
			of("executor-per-request", "pool-*-thread-*", "executor-per-call", "ExecutorPerRequest", 1),
			of("forgotten-timer", "Timer-*", "timer-per-call", "ForgottenTimer", 5),
			of("future-without-timeout", "supplier-reply-*", "future-never-completed", "FutureWithoutTimeout", 2),
			of("http-client-per-call", "HttpClient-*-SelectorManager", "http-client-per-call", "HttpClientPerCall", 5),
			of("latch-never-counted", "invoice-batch-*", "latch-never-counted", "LatchNeverCounted", 10),
			of("lock-convoy", "price-list-reader-*", "lock-convoy", "LockConvoy", 4),
			new LiveScenario("stuck-request", "", "stuck-request", "", 8, 100), new LiveScenario("swallowed-interrupt",
					"rate-poller-*", "swallowed-interrupt", "SwallowedInterrupt", 18, 10));

	private static final LiveScenario RAW_VIRTUAL = of("virtual-thread-parked-raw", "<unnamed>",
			"virtual-threads-parked-for-ever", "", 2);

	private static final LiveScenario VIRTUAL = of("virtual-thread-parked", "task-*", "virtual-threads-parked-for-ever",
			"", 2);

	private static LiveScenario of(String id, String family, String signature, String origin, int everySeconds) {
		return new LiveScenario(id, family, signature, origin, everySeconds, 500 / Math.max(2, everySeconds));
	}

	/**
	 * What can leak here.
	 * @param virtual whether requests are served by virtual threads
	 */
	static List<LiveScenario> all(boolean virtual) {
		List<LiveScenario> all = new java.util.ArrayList<>(ALWAYS);
		if (Runtime.version().feature() >= 21) {
			all.add(RAW_VIRTUAL);
		}
		if (virtual) {
			all.add(VIRTUAL);
		}
		return all;
	}

	/** Whether this is the verdict on its threads. */
	boolean isToldBy(JsonNode verdict) {
		return verdict.path("kind").asString().equals("thread-group")
				&& (this.family.isEmpty() ? verdict.path("signature").path("id").asString("").equals(this.signature)
						: verdict.path("name").asString().startsWith(this.family) && isOwn(verdict));
	}

	/** The service has an HTTP client of its own. */
	private boolean isOwn(JsonNode verdict) {
		return !this.id.equals("http-client-per-call") || verdict.path("origin").toString().contains(this.origin);
	}

	/** Whether the verdict names the mistake and who makes it. */
	boolean isRight(JsonNode verdict) {
		return verdict.path("signature").path("id").asString("").equals(this.signature)
				&& verdict.path("origin").toString().contains(this.origin);
	}

}
