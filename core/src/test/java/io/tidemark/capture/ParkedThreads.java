package io.tidemark.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Threads of a test that have come to where they are to stand, and end when it is closed.
 */
final class ParkedThreads implements AutoCloseable {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

	private final List<Thread> threads = new ArrayList<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile boolean ended;

	/** A thread that waits. */
	Thread waiting(String name) {
		return start(new Thread(this::waitForTheEnd, name), Thread.State.WAITING);
	}

	/** A thread that computes. */
	Thread running(String name) {
		CountDownLatch computing = new CountDownLatch(1);
		Thread thread = start(new Thread(() -> compute(computing), name), Thread.State.RUNNABLE);
		until(() -> computing.getCount() == 0);
		return thread;
	}

	/** A thread that wants a monitor which the caller holds. */
	Thread blocked(String name, Object monitor) {
		return start(new Thread(() -> enter(monitor), name), Thread.State.BLOCKED);
	}

	/** A thread that waits below so many calls of one method. */
	Thread deep(String name, int depth) {
		return start(new Thread(null, () -> descend(depth), name, 64L << 20), Thread.State.WAITING);
	}

	Thread start(Thread thread, Thread.State state) {
		thread.setDaemon(true);
		thread.start();
		this.threads.add(thread);
		until(() -> thread.getState() == state);
		return thread;
	}

	static void until(BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > PATIENCE_NANOS) {
				throw new AssertionError("Nothing came of it in 20 seconds");
			}
			Thread.onSpinWait();
		}
	}

	void waitForTheEnd() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void compute(CountDownLatch computing) {
		computing.countDown();
		while (!this.ended) {
			Thread.onSpinWait();
		}
	}

	private void enter(Object monitor) {
		synchronized (monitor) {
			monitor.notifyAll();
		}
	}

	private void descend(int depth) {
		if (depth > 0) {
			descend(depth - 1);
		}
		else {
			waitForTheEnd();
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.ended = true;
		this.end.countDown();
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

}
