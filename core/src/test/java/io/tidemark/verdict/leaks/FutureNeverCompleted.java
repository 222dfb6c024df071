package io.tidemark.verdict.leaks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

final class FutureNeverCompleted implements Mistake {

	private final Callers orders = new Callers("order");

	private final CompletableFuture<String> lost = new CompletableFuture<>();

	@Override
	public String signature() {
		return "future-never-completed";
	}

	@Override
	public void faulty() {
		this.orders.call(() -> confirm(this.lost));
	}

	@Override
	public void repaired() {
		this.orders.call(() -> confirmInTime(new CompletableFuture<>()));
	}

	String confirm(CompletableFuture<String> confirmation) {
		return "Confirmed: " + confirmation.join();
	}

	String confirmInTime(CompletableFuture<String> confirmation) {
		return "Confirmed: " + confirmation.completeOnTimeout("later", 10, TimeUnit.MILLISECONDS).join();
	}

	@Override
	public void close() {
		this.lost.complete("late");
	}

}
