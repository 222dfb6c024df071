package io.tidemark.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tidemark.Tidemark;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.ThreadFamily;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.OriginRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service with web server, database, scheduler, Reactor, Netty, Kafka and gRPC that
 * does nothing: each of its threads is expected, and nobody else's is.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		// several services share this JVM and so the cost of its recorder
		properties = { "tidemark.budget.cpu-share=1.0", "tidemark.budget.pause=1m" })
@DirtiesContext
class HealthyServiceIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration STEP = Duration.ofMinutes(5);

	private static final int STEPS = 12;

	/** Frames of a stack in the message. */
	private static final int FRAMES = 12;

	private final CountDownLatch released = new CountDownLatch(1);

	@LocalServerPort
	private int port;

	@Autowired
	private OriginRecorder origins;

	@Autowired
	private ExpectedThreads expected;

	@Autowired
	@Qualifier("applicationTaskExecutor")
	private AsyncTaskExecutor taskExecutor;

	@Autowired
	private TaskScheduler taskScheduler;

	private Tidemark tidemark;

	private Neighbours neighbours;

	private Instant now = Instant.parse("2026-11-21T12:00:00Z");

	@BeforeEach
	void useEverythingOnce() throws Exception {
		await().atMost(PATIENCE).until(() -> this.origins.state().works());
		this.tidemark = new Tidemark(new ThreadCapturer(JvmFeatures.current()), this.origins, new SnapshotStore(4));
		this.neighbours = new Neighbours();
		this.taskExecutor.submit(() -> "task").get(10, TimeUnit.SECONDS);
		this.taskScheduler.schedule(() -> {
		}, Instant.now()).get(10, TimeUnit.SECONDS);
		ServiceClient.on(this.port).get().uri("/orders/totals").retrieve().toBodilessEntity();
	}

	@AfterEach
	void release() throws Exception {
		this.released.countDown();
		this.neighbours.close();
	}

	@Test
	void everyThreadOfAnIdleServiceIsExpectedForAnHour() {
		await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(unexpected()).isEmpty());

		for (int step = 0; step < STEPS; step++) {
			this.now = this.now.plus(STEP);
			observe();
		}
		await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(unexpected()).isEmpty());
	}

	@Test
	void aThreadThatNobodyKnowsIsNot() {
		start("nobody-knows-1");

		await().pollInSameThread()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(unexpected()).singleElement().asString().startsWith("nobody-knows-*"));
	}

	@Test
	void aThreadThatOnlyBearsAnExpectedNameIsNot() {
		start("HikariPool-7:housekeeper");

		await().pollInSameThread()
			.atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(unexpected()).singleElement().asString().startsWith("HikariPool-*:housekeeper"));
	}

	private void start(String name) {
		Thread thread = new Thread(this::waitForTheEnd, name);
		thread.setDaemon(true);
		thread.start();
	}

	private void waitForTheEnd() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Families without an expectation, each with where its threads stand. */
	private List<String> unexpected() {
		GroupedSnapshot snapshot = observe();
		Set<FamilyKey> cleared = this.expected.of(snapshot).keySet();
		return snapshot.families()
			.stream()
			.filter((family) -> !cleared.contains(family.key()))
			.map(this::description)
			.toList();
	}

	private GroupedSnapshot observe() {
		return this.tidemark.observe(this.now, true).groups();
	}

	private String description(ThreadFamily family) {
		return "%s: %d threads, %s, origin %s, stack %s".formatted(family.key().name(), family.size(),
				Optional.ofNullable(this.expected.whyNot(family))
					.orElse("nobody knows the name, or there are too many in all"),
				family.key().origin(), family.stacks().get(0).stack().frames().stream().limit(FRAMES).toList());
	}

}
