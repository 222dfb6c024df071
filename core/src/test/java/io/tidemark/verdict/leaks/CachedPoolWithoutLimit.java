package io.tidemark.verdict.leaks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

final class CachedPoolWithoutLimit implements Mistake {

	private final CompletableFuture<String> mailServer = new CompletableFuture<>();

	private final ExecutorService senders = Executors.newCachedThreadPool();

	private final ExecutorService fourSenders = new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1_000), new ThreadPoolExecutor.CallerRunsPolicy());

	@Override
	public String signature() {
		return "cached-pool-without-limit";
	}

	@Override
	public void faulty() {
		send();
	}

	@Override
	public void repaired() {
		sendOnFour();
	}

	void send() {
		this.senders.execute(() -> this.mailServer.join());
	}

	void sendOnFour() {
		this.fourSenders.execute(() -> this.mailServer.completeOnTimeout("later", 10, TimeUnit.MILLISECONDS).join());
	}

	@Override
	public void close() {
		this.mailServer.complete("done");
		this.senders.shutdownNow();
		this.fourSenders.shutdownNow();
	}

}
