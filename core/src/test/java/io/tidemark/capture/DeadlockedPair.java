package io.tidemark.capture;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads that wait for each other, one for a monitor and one for a lock, until the
 * latter is interrupted.
 *
 * @param first holds the monitor and waits for the lock
 * @param second holds the lock and is blocked at the monitor
 */
public record DeadlockedPair(Thread first, Thread second) implements AutoCloseable {

	/** Returns when both wait. */
	public static DeadlockedPair start() {
		return start(ReentrantLock::lockInterruptibly, Thread.State.WAITING);
	}

	/** The first one gives up waiting after an hour, so it is no deadlock. */
	static DeadlockedPair startWithTimeout() {
		return start((lock) -> lock.tryLock(1, TimeUnit.HOURS), Thread.State.TIMED_WAITING);
	}

	private static DeadlockedPair start(Waiting waiting, Thread.State state) {
		Object monitor = new Object();
		ReentrantLock lock = new ReentrantLock();
		CountDownLatch held = new CountDownLatch(2);
		Thread first = new Thread(() -> {
			synchronized (monitor) {
				meet(held);
				waitFor(lock, waiting);
			}
		}, "deadlocked-first");
		Thread second = new Thread(() -> {
			lock.lock();
			meet(held);
			synchronized (monitor) {
				lock.unlock();
			}
		}, "deadlocked-second");
		first.start();
		second.start();
		ParkedThreads.until(() -> first.getState() == state && lock.hasQueuedThread(first)
				&& second.getState() == Thread.State.BLOCKED);
		return new DeadlockedPair(first, second);
	}

	private static void meet(CountDownLatch held) {
		held.countDown();
		try {
			held.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void waitFor(ReentrantLock lock, Waiting waiting) {
		try {
			waiting.waitFor(lock);
			lock.unlock();
		}
		catch (InterruptedException ex) {
			// the deadlock is over
		}
	}

	@Override
	public void close() {
		this.first.interrupt();
		ParkedThreads.until(() -> !this.first.isAlive() && !this.second.isAlive());
	}

	private interface Waiting {

		void waitFor(ReentrantLock lock) throws InterruptedException;

	}

}
