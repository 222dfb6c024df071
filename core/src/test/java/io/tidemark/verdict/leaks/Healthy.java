package io.tidemark.verdict.leaks;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What grows and looks nearly like a mistake, but is none.
 */
public final class Healthy {

	private Healthy() {
	}

	/** Things to do twelve times, by what they are. */
	public static Map<String, Supplier<Work>> all() {
		return Map.of("fixed pool that fills up to its core size", FixedPoolFillsUp::new,
				"fixed pool whose tasks wait for each other", FixedPoolIsBusy::new, "cached pool that is idle again",
				CachedPoolIsIdle::new, "four consumers of a queue", FourConsumers::new, "two pools, each of one bean",
				TwoPools::new);
	}

	/** One of them. */
	public interface Work extends AutoCloseable {

		void work() throws Exception;

		@Override
		void close();

	}

	private static final class FixedPoolFillsUp implements Work {

		private final ExecutorService pool = Executors.newFixedThreadPool(12);

		@Override
		public void work() throws Exception {
			this.pool.submit(() -> "done").get();
		}

		@Override
		public void close() {
			this.pool.shutdownNow();
		}

	}

	private static final class FixedPoolIsBusy implements Work {

		private final ExecutorService pool = Executors.newFixedThreadPool(12);

		private final CountDownLatch all = new CountDownLatch(13);

		@Override
		public void work() {
			this.pool.submit(() -> {
				this.all.countDown();
				this.all.await();
				return "done";
			});
		}

		@Override
		public void close() {
			this.pool.shutdownNow();
		}

	}

	private static final class CachedPoolIsIdle implements Work {

		private final ExecutorService pool = Executors.newCachedThreadPool();

		private final CountDownLatch all = new CountDownLatch(12);

		@Override
		public void work() {
			this.pool.submit(() -> {
				this.all.countDown();
				this.all.await();
				return "done";
			});
		}

		@Override
		public void close() {
			this.pool.shutdownNow();
		}

	}

	private static final class FourConsumers implements Work {

		private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

		private final AtomicInteger started = new AtomicInteger();

		private final Callers consumers = new Callers("consumer");

		@Override
		public void work() {
			if (this.started.incrementAndGet() <= 4) {
				this.consumers.call(this.queue::take);
			}
		}

		@Override
		public void close() {
			this.consumers.end();
		}

	}

	private static final class TwoPools implements Work {

		private final ExecutorService orders = Executors.newFixedThreadPool(2);

		private final ExecutorService mails = Executors.newFixedThreadPool(2);

		@Override
		public void work() throws Exception {
			this.orders.submit(() -> "order").get();
			this.mails.submit(() -> "mail").get();
		}

		@Override
		public void close() {
			this.orders.shutdownNow();
			this.mails.shutdownNow();
		}

	}

}
