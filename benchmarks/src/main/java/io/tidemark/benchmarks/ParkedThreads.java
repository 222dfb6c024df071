package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Idle threads as a large service has them: twenty pools, about 33 frames each. Those of
 * the first pools sit in {@code Object.wait}, the others are parked.
 */
public final class ParkedThreads {

	/** One pool each; the first argument is a number, the second looks like a UUID. */
	private static final List<String> NAMES = List.of("http-nio-8080-exec-%d", "pool-1-thread-%d", "pool-2-thread-%d",
			"pool-37-thread-%d", "scheduling-%d", "task-%d", "order-worker-%d", "invoice-worker-%d",
			"HikariPool-1 connection-%d", "ForkJoinPool-1-worker-%d", "lettuce-nioEventLoop-4-%d",
			"kafka-producer-network-thread | producer-%d", "grpc-default-executor-%d", "reactor-http-epoll-%d",
			"AMQP Connection 10.0.0.7:5672-%d", "quartzScheduler_Worker-%d", "elasticsearch-rest-client-0-thread-%d",
			"OkHttp https://orders.example.com/%d", "cache-refresh-%2$s", "session-%2$s");

	private static final int POOLS = NAMES.size();

	/** With the frames of parking and of the thread's start, 33 on average. */
	private static final int SHALLOWEST = 21;

	private static final int DEPTHS = 9;

	private final CountDownLatch gate = new CountDownLatch(1);

	private final List<Object> monitors = NAMES.stream().map((name) -> new Object()).toList();

	private final List<Thread> threads = new ArrayList<>();

	private ParkedThreads() {
	}

	/**
	 * Starts threads and returns when all of them stand still.
	 * @param count how many
	 * @param waitingPools how many of the {@code 20} pools sit in {@code Object.wait}
	 */
	public static ParkedThreads start(int count, int waitingPools) {
		ParkedThreads parked = new ParkedThreads();
		for (int i = 0; i < count; i++) {
			parked.add(i, waitingPools);
		}
		for (Thread thread : parked.threads) {
			while (thread.getState() != Thread.State.WAITING) {
				Thread.onSpinWait();
			}
		}
		return parked;
	}

	private void add(int number, int waitingPools) {
		int pool = number % POOLS;
		String name = NAMES.get(pool).formatted(number, "3f2504e0-4f89-11d3-9a0c-%012x".formatted(number));
		Thread thread = new Thread(() -> handle(SHALLOWEST + pool % DEPTHS, pool, pool < waitingPools), name);
		thread.setDaemon(true);
		thread.start();
		this.threads.add(thread);
	}

	// Two methods by turns: a frame that repeats at once would count as one.
	private void handle(int depth, int pool, boolean wait) {
		if (depth > 0) {
			filter(depth - 1, pool, wait);
		}
		else {
			stand(pool, wait);
		}
	}

	private void filter(int depth, int pool, boolean wait) {
		if (depth > 0) {
			handle(depth - 1, pool, wait);
		}
		else {
			stand(pool, wait);
		}
	}

	private void stand(int pool, boolean wait) {
		try {
			if (wait) {
				standInMonitor(this.monitors.get(pool));
			}
			else {
				this.gate.await();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void standInMonitor(Object monitor) throws InterruptedException {
		synchronized (monitor) {
			while (this.gate.getCount() > 0) {
				monitor.wait();
			}
		}
	}

	/** Ends all threads and returns when they have ended. */
	public void release() throws InterruptedException {
		this.gate.countDown();
		for (Object monitor : this.monitors) {
			synchronized (monitor) {
				monitor.notifyAll();
			}
		}
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

}
