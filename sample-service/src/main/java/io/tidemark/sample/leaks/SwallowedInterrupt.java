package io.tidemark.sample.leaks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * A worker looks for new exchange rates again and again. It takes the interrupt by which
 * its pool is shut down for a disturbance of its sleep, and goes on.
 */
@Component
final class SwallowedInterrupt implements LeakScenario {

	/** Each keeps about one hundredth of a core busy. */
	private static final int POLLERS = 10;

	private final ThreadFactory threads = new CustomizableThreadFactory("rate-poller-");

	private final Held<Poller> polling = new Held<>();

	@Override
	public String id() {
		return "swallowed-interrupt";
	}

	@Override
	public String wrong() {
		return "A worker catches the interrupt inside its loop and goes on, so it polls for ever although its pool has been shut down.";
	}

	@Override
	public String threadNames() {
		return "rate-poller-*";
	}

	@Override
	public int cap(LeakProperties configured) {
		return Math.min(POLLERS, configured.cap());
	}

	@Override
	public int held() {
		return this.polling.size();
	}

	@Override
	public void commit() throws InterruptedException {
		ExecutorService pool = Executors.newFixedThreadPool(1, this.threads);
		Poller poller = new Poller(pool);
		this.polling.add(poller);
		pool.execute(poller::poll);
		poller.polled.await();
		pool.shutdownNow();
		poller.interrupted.await();
	}

	@Override
	public void repaired() throws InterruptedException {
		ExecutorService pool = Executors.newFixedThreadPool(1, this.threads);
		Poller poller = new Poller(pool);
		pool.execute(poller::pollUntilInterrupted);
		poller.polled.await();
		pool.shutdownNow();
		pool.awaitTermination(5, TimeUnit.SECONDS);
	}

	@Override
	public void release() throws Exception {
		this.polling.release(Poller::end);
	}

	private static final class Poller {

		private static final long PAUSE_MILLIS = 10;

		private static final Duration WORK = Duration.ofNanos(100_000);

		private final ExecutorService pool;

		private final CountDownLatch polled = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		private volatile boolean released;

		private double rate = 1;

		Poller(ExecutorService pool) {
			this.pool = pool;
		}

		void poll() {
			while (!this.released) {
				lookForRates();
				try {
					Thread.sleep(PAUSE_MILLIS);
				}
				catch (InterruptedException ex) { // FAULT: inside the loop, which goes on
					this.interrupted.countDown();
				}
			}
		}

		void pollUntilInterrupted() {
			try {
				while (true) {
					lookForRates();
					Thread.sleep(PAUSE_MILLIS);
				}
			}
			catch (InterruptedException ex) { // REPAIR: outside the loop, which ends
				Thread.currentThread().interrupt();
			}
		}

		private void lookForRates() {
			long start = System.nanoTime();
			while (System.nanoTime() - start < WORK.toNanos()) {
				this.rate = Math.nextUp(this.rate);
			}
			this.polled.countDown();
		}

		void end() throws InterruptedException {
			this.released = true;
			this.pool.awaitTermination(5, TimeUnit.SECONDS);
		}

	}

}
