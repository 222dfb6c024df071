package io.tidemark.sample.leaks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.stereotype.Component;

/**
 * Goods are moved between two shelves, there and back at the same time. Each thread locks
 * the shelf that it takes from, then the one that it brings to. With monitors it would be
 * the same, but those could never be released.
 */
@Component
final class Deadlock implements LeakScenario {

	/** One pair is bad enough. */
	private static final int PAIRS = 10;

	private final AtomicInteger started = new AtomicInteger();

	private final Held<Pair> deadlocked = new Held<>();

	@Override
	public String id() {
		return "deadlock";
	}

	@Override
	public String wrong() {
		return "Two threads lock the same two things in opposite order, so each waits for ever for the lock that the other one holds.";
	}

	@Override
	public String threadNames() {
		return "stock-transfer-*";
	}

	@Override
	public int threadsPerFault() {
		return 2;
	}

	@Override
	public int cap(LeakProperties configured) {
		return Math.min(PAIRS, configured.cap());
	}

	@Override
	public int held() {
		return this.deadlocked.size();
	}

	@Override
	public void commit() throws InterruptedException {
		Shelf front = new Shelf(1);
		Shelf back = new Shelf(2);
		CountDownLatch bothHoldOne = new CountDownLatch(2); // bad luck, always
		Thread there = start(() -> move(front, back, bothHoldOne));
		Thread andBack = start(() -> move(back, front, bothHoldOne));
		this.deadlocked.add(new Pair(there, andBack));
		while (!(front.isWanted() && back.isWanted())) {
			Thread.sleep(1);
		}
	}

	@Override
	public void repaired() throws InterruptedException {
		Shelf front = new Shelf(1);
		Shelf back = new Shelf(2);
		Thread there = start(() -> moveInOrder(front, back));
		Thread andBack = start(() -> moveInOrder(back, front));
		there.join();
		andBack.join();
	}

	@Override
	public void release() throws Exception {
		this.deadlocked.release(Pair::end);
	}

	private Thread start(Runnable transfer) {
		Thread thread = new Thread(transfer, "stock-transfer-" + this.started.incrementAndGet());
		thread.start();
		return thread;
	}

	private static void move(Shelf from, Shelf to, CountDownLatch bothHoldOne) {
		from.lock.lock();
		try {
			bothHoldOne.countDown();
			bothHoldOne.await();
			to.lock.lockInterruptibly(); // FAULT: in the order in which the goods move
			try {
				from.give(to);
			}
			finally {
				to.lock.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt(); // released
		}
		finally {
			from.lock.unlock();
		}
	}

	private static void moveInOrder(Shelf from, Shelf to) {
		boolean upwards = from.number < to.number;
		Shelf first = upwards ? from : to; // REPAIR: the same order for everybody
		Shelf second = upwards ? to : from;
		first.lock.lock();
		try {
			second.lock.lock();
			try {
				from.give(to);
			}
			finally {
				second.lock.unlock();
			}
		}
		finally {
			first.lock.unlock();
		}
	}

	private static final class Shelf {

		private final ReentrantLock lock = new ReentrantLock();

		private final int number;

		private int goods = 10;

		Shelf(int number) {
			this.number = number;
		}

		void give(Shelf other) {
			this.goods--;
			other.goods++;
		}

		boolean isWanted() {
			return this.lock.hasQueuedThreads();
		}

	}

	private record Pair(Thread there, Thread andBack) {

		/** One gives up, then the other can go on. */
		void end() throws InterruptedException {
			this.there.interrupt();
			this.there.join();
			this.andBack.join();
		}

	}

}
