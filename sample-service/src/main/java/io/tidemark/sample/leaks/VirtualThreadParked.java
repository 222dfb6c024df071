package io.tidemark.sample.leaks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * A virtual thread of Spring's task executor waits for a confirmation that never comes.
 * Virtual threads are cheap, and so nobody notices until there are very many.
 */
@Component
final class VirtualThreadParked implements LeakScenario {

	private final Held<Waiting> waiting = new Held<>();

	private final ObjectProvider<Executor> executor;

	private final Environment environment;

	VirtualThreadParked(@Qualifier("applicationTaskExecutor") ObjectProvider<Executor> executor,
			Environment environment) {
		this.executor = executor;
		this.environment = environment;
	}

	@Override
	public String id() {
		return "virtual-thread-parked";
	}

	@Override
	public String wrong() {
		return "A virtual thread of Spring's task executor waits without a timeout for a confirmation that never comes, so it is parked for ever.";
	}

	@Override
	public String threadNames() {
		return "task-*";
	}

	@Override
	public boolean virtual() {
		return true;
	}

	@Override
	public @Nullable String unsupported() {
		if (!VirtualThreads.exist()) {
			return VirtualThreads.MISSING;
		}
		boolean used = Threading.VIRTUAL.isActive(this.environment)
				&& this.executor.getIfAvailable() instanceof SimpleAsyncTaskExecutor;
		return used ? null
				: "expected a task executor with virtual threads, found one with platform threads; set spring.threads.virtual.enabled=true";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.virtualCap();
	}

	@Override
	public int held() {
		return this.waiting.size();
	}

	@Override
	public void commit() throws Exception {
		Waiting one = new Waiting();
		this.executor.getObject().execute(one::forConfirmation);
		one.begun.get();
		this.waiting.add(one);
	}

	@Override
	public void repaired() throws Exception {
		Waiting one = new Waiting();
		this.executor.getObject().execute(one::forConfirmationInTime);
		one.begun.get().join();
	}

	@Override
	public void release() throws Exception {
		this.waiting.release(Waiting::end);
	}

	private static final class Waiting {

		private final CompletableFuture<Thread> begun = new CompletableFuture<>();

		private final CompletableFuture<String> confirmation = new CompletableFuture<>();

		void forConfirmation() {
			this.begun.complete(Thread.currentThread());
			this.confirmation.join(); // FAULT: no timeout
		}

		void forConfirmationInTime() {
			this.begun.complete(Thread.currentThread());
			try {
				this.confirmation.get(1, TimeUnit.MILLISECONDS); // REPAIR: gives up
			}
			catch (TimeoutException ex) {
				this.confirmation.cancel(true);
			}
			catch (Exception ex) {
				throw new IllegalStateException("The confirmation failed", ex);
			}
		}

		void end() throws Exception {
			this.confirmation.complete("late");
			this.begun.get().join();
		}

	}

}
