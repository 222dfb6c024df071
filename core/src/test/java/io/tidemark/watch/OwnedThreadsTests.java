package io.tidemark.watch;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OwnedThreadsTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final OwnedThreads owned = new OwnedThreads(Duration.ofMinutes(1));

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	void threadsThatOutliveTheirOwnerByMoreThanTheGraceAreAProof() {
		Thread thread = start(this.owned.register("price-feed", new Object()).factory(this::named));
		collectOwners();

		assertThat(this.owned.proofs(NOW.plusSeconds(59))).isEmpty();

		assertThat(this.owned.proofs(NOW.plusSeconds(60))).singleElement().satisfies((proof) -> {
			assertThat(proof.sentence()).isEqualTo(
					"'price-feed' was collected before 2026-11-21T12:00:00Z and 1 of its threads lives on, which nobody can end: feed-1");
			assertThat(proof.threads()).containsExactly(thread.getId());
			assertThat(proof.since()).isEqualTo(NOW);
		});
	}

	@Test
	void theProofIsGoneWhenTheThreadsHaveEnded() throws InterruptedException {
		Thread thread = start(this.owned.register("price-feed", new Object()).factory(this::named));
		collectOwners();
		assertThat(this.owned.proofs(NOW.plusSeconds(60))).hasSize(1);

		this.release.countDown();
		thread.join();

		assertThat(this.owned.proofs(NOW.plusSeconds(70))).isEmpty();
		assertThat(this.owned.remembered()).isZero();
	}

	@Test
	void threadsWhoseOwnerIsInUseAreNoProof() {
		Object owner = new Object();
		start(this.owned.register("price-feed", owner).factory(this::named));
		start(this.owned.register("lost", new Object()).factory(this::named));

		Garbage.collectUntil(() -> lives("lost"));

		assertThat(lives("price-feed")).isFalse();
		assertThat(owner).isNotNull();
	}

	@Test
	void threadsThatEndWithTheirOwnerAreNoProof() throws InterruptedException {
		Thread thread = start(this.owned.register("price-feed", new Object()).factory(this::named));
		this.release.countDown();
		thread.join();

		collectOwners();

		assertThat(this.owned.proofs(NOW.plusSeconds(60))).isEmpty();
	}

	@Test
	void ofThreadsThatComeAndGoThoseThatLiveAreRemembered() throws InterruptedException {
		OwnedThreads.Ownership threads = this.owned.register("price-feed", new Object());
		for (int i = 0; i < 3 * OwnedThreads.THREADS; i++) {
			Thread ended = threads.factory(Thread::new).newThread(() -> {
			});
			ended.start();
			ended.join();
		}
		Thread thread = start(threads.factory(this::named));

		collectOwners();

		assertThat(this.owned.proofs(NOW.plusSeconds(60))).singleElement()
			.extracting(Proof::threads)
			.asInstanceOf(InstanceOfAssertFactories.SET)
			.containsExactly(thread.getId());
	}

	@Test
	void neitherOwnerNorThreadIsKeptAlive() {
		Object owner = new Object();
		Thread thread = new Thread(() -> {
		});
		OwnedThreads.Ownership ownership = this.owned.register("price-feed", owner);
		ownership.add(thread);
		WeakReference<Object> ownerReference = new WeakReference<>(owner);
		WeakReference<Thread> threadReference = new WeakReference<>(thread);
		owner = null;
		thread = null;

		Garbage.collectUntil(() -> ownerReference.get() == null && threadReference.get() == null);

		assertThat(ownership).isNotNull();
	}

	@Test
	void whatRunsThreadsIsNoOwner() {
		ThreadFactory factory = Thread::new;
		Timer timer = new Timer(true);
		List.of(Executors.newCachedThreadPool(), Thread.currentThread(), factory, timer)
			.forEach((owner) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> this.owned.register("pool", owner))
				.withMessage(
						"The owner of threads must be the object that would end them, not what runs them; found a %s for 'pool'",
						owner.getClass().getName()));
		timer.cancel();
	}

	@Test
	void ownersBeyondTheBoundAreCountedAndNotWatched() {
		List<Object> owners = new ArrayList<>();
		for (int i = 0; i < OwnedThreads.MOST + 5; i++) {
			Object owner = new Object();
			owners.add(owner);
			this.owned.register("owner", owner);
		}

		assertThat(this.owned.remembered()).isEqualTo(OwnedThreads.MOST);
		assertThat(this.owned.beyond()).isEqualTo(5);
		assertThat(owners).hasSize(OwnedThreads.MOST + 5);
	}

	@Test
	void ownersThatWereCollectedCountAsLongAsTheirThreadsLive() {
		Thread thread = named(this::await);
		thread.start();
		for (int i = 0; i < OwnedThreads.MOST; i++) {
			this.owned.register("owner", new Object()).add(thread);
		}
		collectOwners();
		this.owned.register("one more", this);

		assertThat(this.owned.remembered()).isEqualTo(OwnedThreads.MOST);
		assertThat(this.owned.beyond()).isEqualTo(1);
	}

	private boolean lives(String name) {
		this.owned.proofs(NOW);
		return this.owned.proofs(NOW.plusSeconds(60)).stream().anyMatch((proof) -> proof.name().equals(name));
	}

	/** Asks at one time only, so that it is known when they were found. */
	private void collectOwners() {
		WeakReference<Object> probe = new WeakReference<>(new Object());
		Garbage.collectUntil(() -> {
			this.owned.proofs(NOW);
			return probe.get() == null && this.owned.waiting() == 0;
		});
	}

	private Thread start(ThreadFactory factory) {
		Thread thread = factory.newThread(this::await);
		thread.start();
		return thread;
	}

	private Thread named(Runnable task) {
		Thread thread = new Thread(task, "feed-1");
		thread.setDaemon(true);
		return thread;
	}

	private void await() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
