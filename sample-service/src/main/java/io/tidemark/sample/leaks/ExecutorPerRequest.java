package io.tidemark.sample.leaks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * A pool for one task. Its worker waits for the next task for ever, and as long as it
 * lives it holds the pool. (A single-thread executor would heal when it is collected: the
 * JVM shuts that one down.)
 */
@Component
final class ExecutorPerRequest implements LeakScenario {

	private final Held<ExecutorService> forgotten = new Held<>();

	@Override
	public String id() {
		return "executor-per-request";
	}

	@Override
	public String wrong() {
		return "Each request makes a thread pool of its own and nobody shuts it down, so its worker waits for the next task for ever.";
	}

	@Override
	public String threadNames() {
		return "pool-*-thread-*";
	}

	@Override
	public int held() {
		return this.forgotten.size();
	}

	@Override
	public void commit() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(1);
		this.forgotten.add(executor);
		executor.submit(this::render).get(); // FAULT: nothing shuts the pool down
	}

	@Override
	public void repaired() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(1);
		try {
			executor.submit(this::render).get();
		}
		finally {
			shutDown(executor); // REPAIR: who makes a pool ends it (better: one pool for
								// all)
		}
	}

	@Override
	public void release() throws Exception {
		this.forgotten.release(this::shutDown);
	}

	private void shutDown(ExecutorService executor) throws InterruptedException {
		executor.shutdownNow();
		executor.awaitTermination(5, TimeUnit.SECONDS);
	}

	private String render() {
		return "invoice";
	}

}
