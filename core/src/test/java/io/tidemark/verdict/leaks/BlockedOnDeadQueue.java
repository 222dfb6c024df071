package io.tidemark.verdict.leaks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

final class BlockedOnDeadQueue implements Mistake {

	private final Callers suppliers = new Callers("quote");

	@Override
	public String signature() {
		return "blocked-on-dead-queue";
	}

	@Override
	public void faulty() throws Exception {
		quote();
	}

	@Override
	public void repaired() throws Exception {
		quoteWithAPlace();
	}

	@Nullable String quote() throws InterruptedException {
		BlockingQueue<String> answer = new SynchronousQueue<>();
		this.suppliers.call(() -> {
			Thread.sleep(5); // the supplier is slow
			answer.put("quote");
			return null;
		});
		return answer.poll(1, TimeUnit.MILLISECONDS);
	}

	@Nullable String quoteWithAPlace() throws InterruptedException {
		BlockingQueue<String> answer = new LinkedBlockingQueue<>(1);
		this.suppliers.call(() -> {
			Thread.sleep(5);
			answer.put("quote");
			return null;
		});
		return answer.poll(1, TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.suppliers.end();
	}

}
