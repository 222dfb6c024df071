package io.tidemark.watch;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClosedContextsTests {

	private static final Instant CLOSED = Instant.parse("2026-11-21T12:00:00Z");

	private final ClosedContexts contexts = new ClosedContexts(Duration.ofMinutes(1));

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	void threadsThatOutliveTheirContextByMoreThanTheGraceAreAProof() {
		List<Thread> threads = IntStream.rangeClosed(1, 7).mapToObj((number) -> start("mailer-" + number)).toList();
		this.contexts.closed("tenant-4", threads, CLOSED);

		assertThat(this.contexts.proofs(CLOSED.plusSeconds(59))).isEmpty();

		assertThat(this.contexts.proofs(CLOSED.plusSeconds(60))).singleElement().satisfies((proof) -> {
			assertThat(proof.sentence())
				.isEqualTo("The context 'tenant-4' was closed at 2026-11-21T12:00:00Z and 7 of its threads live on: "
						+ "mailer-1, mailer-2, mailer-3, mailer-4, mailer-5, …");
			assertThat(proof.count()).isEqualTo(7);
			assertThat(proof.threads()).hasSize(7);
		});
	}

	@Test
	void theProofIsGoneWhenTheThreadsHaveEnded() throws InterruptedException {
		Thread thread = start("mailer-1");
		this.contexts.closed("tenant-4", List.of(thread), CLOSED);
		assertThat(this.contexts.proofs(CLOSED.plusSeconds(60))).hasSize(1);

		this.release.countDown();
		thread.join();

		assertThat(this.contexts.proofs(CLOSED.plusSeconds(61))).isEmpty();
	}

	@Test
	void threadsAreNotKeptAlive() {
		Thread thread = new Thread(() -> {
		});
		this.contexts.closed("tenant-4", List.of(thread), CLOSED);
		WeakReference<Thread> reference = new WeakReference<>(thread);
		thread = null;

		Garbage.collectUntil(() -> reference.get() == null);

		assertThat(this.contexts.proofs(CLOSED.plusSeconds(60))).isEmpty();
	}

	@Test
	void ofTooManyContextsThoseClosedLastAreRemembered() {
		Thread thread = start("mailer-1");
		for (int i = 0; i < ClosedContexts.MOST + 3; i++) {
			this.contexts.closed("tenant-" + i, List.of(thread), CLOSED);
		}

		assertThat(this.contexts.proofs(CLOSED.plusSeconds(60))).hasSize(ClosedContexts.MOST)
			.first()
			.extracting(Proof::name)
			.isEqualTo("tenant-3");
	}

	private Thread start(String name) {
		Thread thread = new Thread(() -> {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
