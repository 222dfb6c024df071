package io.tidemark.boot.origin.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps the thread that does it alive until it is over. */
public final class Work implements Runnable, AutoCloseable {

	private final CompletableFuture<Thread> thread = new CompletableFuture<>();

	private final CountDownLatch over = new CountDownLatch(1);

	@Override
	public void run() {
		this.thread.complete(Thread.currentThread());
		try {
			this.over.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** The thread that does it. */
	public Thread thread() throws InterruptedException, ExecutionException, TimeoutException {
		return this.thread.get(20, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.over.countDown();
	}

}
