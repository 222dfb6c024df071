package io.tidemark.verdict.leaks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** With an executor that starts a virtual thread for each task, on JDK 21 and later. */
public final class VirtualThreadsParkedForEver implements Mistake {

	private final CompletableFuture<String> confirmation = new CompletableFuture<>();

	private final Executor executor;

	public VirtualThreadsParkedForEver(Executor executor) {
		this.executor = executor;
	}

	@Override
	public String signature() {
		return "virtual-threads-parked-for-ever";
	}

	@Override
	public void faulty() {
		confirm();
	}

	@Override
	public void repaired() {
		confirmInTime();
	}

	void confirm() {
		this.executor.execute(() -> this.confirmation.join());
	}

	void confirmInTime() {
		this.executor.execute(() -> this.confirmation.completeOnTimeout("later", 10, TimeUnit.MILLISECONDS).join());
	}

	@Override
	public void close() {
		this.confirmation.complete("late");
	}

}
