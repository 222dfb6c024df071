package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadCounterTests {

	/** Threads of the test runner may come and go meanwhile. */
	private static final Offset<Integer> OTHERS = Offset.offset(10);

	private final ThreadCounter counter = new ThreadCounter();

	private final CountDownLatch end = new CountDownLatch(1);

	private final List<Thread> started = new ArrayList<>();

	@AfterEach
	void endThreads() throws InterruptedException {
		this.end.countDown();
		this.started.forEach(LockSupport::unpark);
		for (Thread thread : this.started) {
			thread.join();
		}
	}

	@Test
	void manyMoreThreadsThanLastTimeAreAllCounted() {
		ThreadCount before = this.counter.count();
		long startedBefore = this.counter.startedTotal();

		start(500, Thread.State.WAITING, true, this::await);

		ThreadCount after = this.counter.count();
		assertThat(after.total() - before.total()).isCloseTo(500, OTHERS);
		assertThat(after.daemon() - before.daemon()).isCloseTo(500, OTHERS);
		assertThat(after.in(Thread.State.WAITING) - before.in(Thread.State.WAITING)).isCloseTo(500, OTHERS);
		assertThat(this.counter.startedTotal() - startedBefore).isGreaterThanOrEqualTo(500);
	}

	@Test
	void theJvmCountsTheSameThreads() {
		start(100, Thread.State.WAITING, false, this::await);

		ThreadCount count = this.counter.count();

		assertThat(count.total()).isCloseTo(ManagementFactory.getThreadMXBean().getThreadCount(), OTHERS);
		assertThat(count.daemon()).isCloseTo(ManagementFactory.getThreadMXBean().getDaemonThreadCount(), OTHERS);
	}

	@Test
	void eachStateIsToldFromTheOthers() {
		ThreadCount before = this.counter.count();
		Object monitor = new Object();

		start(40, Thread.State.WAITING, true, this::await);
		start(60, Thread.State.TIMED_WAITING, true, this::awaitForAnHour);
		synchronized (monitor) {
			start(80, Thread.State.BLOCKED, true, () -> enter(monitor));

			Map<Thread.State, Integer> after = this.counter.count().states();

			assertThat(after.get(Thread.State.WAITING) - before.in(Thread.State.WAITING)).isCloseTo(40, OTHERS);
			assertThat(after.get(Thread.State.TIMED_WAITING) - before.in(Thread.State.TIMED_WAITING)).isCloseTo(60,
					OTHERS);
			assertThat(after.get(Thread.State.BLOCKED) - before.in(Thread.State.BLOCKED)).isCloseTo(80, OTHERS);
			assertThat(after.get(Thread.State.RUNNABLE)).isPositive();
		}
	}

	@Test
	void theStatesAddUpToAllThreads() {
		ThreadCount count = this.counter.count();

		assertThat(count.states()).containsOnlyKeys(Thread.State.values());
		assertThat(count.states().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(count.total());
	}

	@Test
	void threadsOfAnotherGroupAreCounted() {
		ThreadCount before = this.counter.count();
		ThreadGroup group = new ThreadGroup(new ThreadGroup("outer"), "inner");

		for (int i = 0; i < 50; i++) {
			start(new Thread(group, this::await), Thread.State.WAITING);
		}

		assertThat(this.counter.count().total() - before.total()).isCloseTo(50, OTHERS);
	}

	@Test
	void nothingHoldsAThreadAfterThePass() throws InterruptedException {
		WeakReference<Thread> ended = countWhileAThreadLives();

		for (int i = 0; i < 50 && ended.get() != null; i++) {
			System.gc();
		}

		assertThat(ended.get()).isNull();
	}

	private WeakReference<Thread> countWhileAThreadLives() throws InterruptedException {
		CountDownLatch latch = new CountDownLatch(1);
		Thread thread = new Thread(() -> await(latch));
		thread.start();
		assertThat(this.counter.count().total()).isPositive();
		latch.countDown();
		thread.join();
		return new WeakReference<>(thread);
	}

	private void start(int number, Thread.State state, boolean daemon, Runnable run) {
		for (int i = 0; i < number; i++) {
			Thread thread = new Thread(run);
			thread.setDaemon(daemon);
			start(thread, state);
		}
	}

	private void start(Thread thread, Thread.State state) {
		thread.start();
		this.started.add(thread);
		while (thread.getState() != state) {
			Thread.onSpinWait();
		}
	}

	private void await() {
		await(this.end);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void awaitForAnHour() {
		while (this.end.getCount() > 0) {
			LockSupport.parkNanos(3_600_000_000_000L);
		}
	}

	private static void enter(Object monitor) {
		synchronized (monitor) {
			monitor.notifyAll();
		}
	}

}
