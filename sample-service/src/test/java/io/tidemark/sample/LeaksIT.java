package io.tidemark.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.tidemark.LeakWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the running service says of itself while it leaks under changing load, with
 * readings every two seconds rather than ten. The shortest window is three minutes, so
 * each fault goes on for as long; {@code benchmarks/live-leaks} shows the same at the
 * defaults.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tidemark.budget.cpu-share=1.0", "tidemark.budget.pause=1m", "tidemark.leaks.interval=2s",
				"tidemark.leaks.judge-interval=2s", "tidemark.metrics.groups.interval=1s",
				"tidemark.threads.stuck.interval=2s", "tidemark.threads.stuck.least=4s" })
class LeaksIT {

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	/** Before it has warmed up, nothing is more than suspected. */
	private static final Duration WARMED_UP = Duration.ofHours(1);

	private static final Duration TURN = Duration.ofSeconds(1);

	@LocalServerPort
	private int port;

	@Autowired
	private LeakWatch leaks;

	private RestClient service;

	private ChangingLoad load;

	@BeforeEach
	void startLoad() {
		this.service = ServiceClient.on(this.port);
		await().atMost(PATIENCE).until(() -> Verdicts.of(this.service).works("origins"));
		this.leaks.ready(Instant.now().minus(WARMED_UP));
		this.load = new ChangingLoad(this.service);
	}

	@AfterEach
	void releaseAll() throws Exception {
		this.load.close();
		mistakes().forEach((mistake) -> release(mistake.scenario()));
		release("task-flood");
	}

	@Test
	void everyLeakOfThreadsIsNamedWithItsOriginUntilItIsReleased() {
		List<Mistake> open = new ArrayList<>(mistakes());
		List<Object> told = new ArrayList<>();
		AtomicInteger turns = new AtomicInteger();

		await().pollInSameThread().pollInterval(TURN).atMost(PATIENCE).untilAsserted(() -> {
			int turn = turns.getAndIncrement();
			open.stream().filter((mistake) -> turn % mistake.everyTurns() == 0).forEach(this::commit);
			List<Map<String, Object>> probable = Verdicts.of(this.service).probable();
			for (Map<String, Object> verdict : probable) {
				if (open.removeIf((mistake) -> mistake.isNamedBy(verdict))) {
					told.add(verdict.get("id"));
				}
			}
			assertThat(open).as(() -> "not told yet; probable are " + probable).isEmpty();
		});
		mistakes().forEach((mistake) -> release(mistake.scenario()));

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(Verdicts.of(this.service).accusing())
				.filteredOn((verdict) -> told.contains(verdict.get("id")))
				.isEmpty());
	}

	@Test
	void aFloodOfTasksIsToldWithTheTimeThatIsLeft() {
		this.service.post().uri("/leaks/task-flood?times=5").retrieve().toBodilessEntity();

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(Verdicts.of(this.service).accusing())
				.filteredOn((verdict) -> verdict.get("tags").toString().contains("thumbnailExecutor")
						&& verdict.get("reason").toString().contains(" is reached in "))
				.isNotEmpty());
	}

	/** What leaks threads, and what must be said of it. */
	List<Mistake> mistakes() {
		return List.of(new Mistake("blocked-handoff", "quote-handoff-*", "blocked-on-dead-queue", "BlockedHandoff"),
				new Mistake("cached-pool", "mail-sender-*", "cached-pool-without-limit", "CachedPool"),
				new Mistake("deadlock", "stock-transfer-*", "deadlock", "Deadlock"),
				new Mistake("executor-per-request", "pool-*-thread-*", "executor-per-call", "ExecutorPerRequest"),
				new Mistake("forgotten-timer", "Timer-*", "timer-per-call", "ForgottenTimer"),
				new Mistake("future-without-timeout", "supplier-reply-*", "future-never-completed",
						"FutureWithoutTimeout"),
				new Mistake("http-client-per-call", "HttpClient-*-SelectorManager", "http-client-per-call",
						"HttpClientPerCall"),
				new Mistake("latch-never-counted", "invoice-batch-*", "latch-never-counted", "LatchNeverCounted"),
				new Mistake("lock-convoy", "price-list-reader-*", "lock-convoy", "LockConvoy"),
				new Mistake("stuck-request", "", "stuck-request", ""),
				new Mistake("swallowed-interrupt", "rate-poller-*", "swallowed-interrupt", "SwallowedInterrupt"));
	}

	/** Refused when it holds as much as it may. */
	private void commit(Mistake mistake) {
		this.service.post().uri("/leaks/{id}", mistake.scenario()).retrieve().toBodilessEntity();
	}

	private void release(String scenario) {
		this.service.delete().uri("/leaks/{id}", scenario).retrieve().toBodilessEntity();
	}

	/**
	 * What must be said of a scenario.
	 *
	 * @param scenario its id
	 * @param family name of the family of its threads, empty for those of the server
	 * @param signature id of the known mistake
	 * @param origin class that starts the threads, empty where the server does
	 */
	record Mistake(String scenario, String family, String signature, String origin) {

		/** Two of them may hold ten faults only, and a rise must go on for a while. */
		int everyTurns() {
			return Set.of("deadlock", "swallowed-interrupt").contains(this.scenario) ? 15 : 2;
		}

		boolean isNamedBy(Map<String, Object> verdict) {
			return (this.family.isEmpty() || verdict.get("name").equals(this.family))
					&& Verdicts.signature(verdict).equals(this.signature)
					&& String.valueOf(verdict.get("origin")).contains(this.origin);
		}

	}

}
