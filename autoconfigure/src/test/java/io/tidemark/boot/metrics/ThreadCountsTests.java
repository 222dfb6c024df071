package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.tidemark.capture.ThreadCount;
import io.tidemark.capture.ThreadCounter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadCountsTests {

	private final AtomicLong clock = new AtomicLong(-5_000_000_000L);

	private final AtomicInteger passes = new AtomicInteger();

	private final ThreadCounts threads = new ThreadCounts(this::pass, () -> 42, this.clock::get);

	@Test
	void whoeverAsksWithinASecondSharesOnePass() {
		assertThat(this.threads.get().total()).isEqualTo(1);
		this.clock.addAndGet(999_000_000);
		assertThat(this.threads.get().total()).isEqualTo(1);

		assertThat(this.passes).hasValue(1);
	}

	@Test
	void threadsAreCountedAnewAfterASecond() {
		this.threads.get();
		this.clock.addAndGet(1_000_000_000);

		assertThat(this.threads.get().total()).isEqualTo(2);
	}

	@Test
	void theStartedTotalIsNotKept() {
		assertThat(this.threads.startedTotal()).isEqualTo(42);
		assertThat(this.passes).hasValue(0);
	}

	@Test
	void scrapesThatComeAtOnceWaitForOnePass() throws InterruptedException {
		CountDownLatch counting = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		ThreadCounts slow = new ThreadCounts(() -> pass(counting, goOn), () -> 0, this.clock::get);
		List<Thread> scrapes = new ArrayList<>();

		scrapes.add(start(slow));
		counting.await();
		for (int i = 0; i < 7; i++) {
			scrapes.add(start(slow));
		}
		for (Thread scrape : scrapes) {
			awaitWaiting(scrape);
		}
		goOn.countDown();
		for (Thread scrape : scrapes) {
			scrape.join();
		}

		assertThat(this.passes).hasValue(1);
	}

	@Test
	void aRealPassSeesThisThread() {
		ThreadCounter counter = new ThreadCounter();
		ThreadCounts real = new ThreadCounts(counter::count, counter::startedTotal, System::nanoTime);

		assertThat(real.get().in(Thread.State.RUNNABLE)).isPositive();
		assertThat(real.startedTotal()).isPositive();
	}

	private ThreadCount pass() {
		this.clock.addAndGet(2_000_000);
		return new ThreadCount(this.passes.incrementAndGet(), 0, Map.of());
	}

	private ThreadCount pass(CountDownLatch counting, CountDownLatch goOn) {
		counting.countDown();
		try {
			goOn.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return pass();
	}

	private static Thread start(ThreadCounts threads) {
		Thread thread = new Thread(threads::get);
		thread.start();
		return thread;
	}

	private static void awaitWaiting(Thread thread) {
		while (thread.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
	}

}
