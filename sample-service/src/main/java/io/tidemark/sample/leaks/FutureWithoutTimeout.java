package io.tidemark.sample.leaks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/**
 * A thread waits for the answer of a supplier that never answers.
 */
@Component
final class FutureWithoutTimeout implements LeakScenario {

	private final AtomicInteger started = new AtomicInteger();

	private final Held<Waiting> waiting = new Held<>();

	@Override
	public String id() {
		return "future-without-timeout";
	}

	@Override
	public String wrong() {
		return "A thread waits without a timeout for a future that nobody completes, so it waits for ever.";
	}

	@Override
	public String threadNames() {
		return "supplier-reply-*";
	}

	@Override
	public int held() {
		return this.waiting.size();
	}

	@Override
	public void commit() {
		CompletableFuture<String> reply = askSupplier();
		Thread thread = new Thread(() -> {
			reply.join(); // FAULT: no timeout
		}, nextName());
		thread.start();
		this.waiting.add(new Waiting(thread, reply));
	}

	@Override
	public void repaired() throws InterruptedException {
		CompletableFuture<String> reply = askSupplier();
		Thread thread = new Thread(() -> {
			try {
				reply.get(1, TimeUnit.MILLISECONDS); // REPAIR: gives up
			}
			catch (TimeoutException ex) {
				reply.cancel(true);
			}
			catch (Exception ex) {
				throw new IllegalStateException("The supplier failed", ex);
			}
		}, nextName());
		thread.start();
		thread.join();
	}

	@Override
	public void release() throws Exception {
		this.waiting.release((one) -> {
			one.reply().complete("late");
			one.thread().join();
		});
	}

	private CompletableFuture<String> askSupplier() {
		return new CompletableFuture<>(); // the supplier never answers
	}

	private String nextName() {
		return "supplier-reply-" + this.started.incrementAndGet();
	}

	private record Waiting(Thread thread, CompletableFuture<String> reply) {
	}

}
