package io.tidemark.origin;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A task whose result somebody may wait for. A future like the task itself, because
 * {@code ThreadPoolExecutor.purge()} removes only cancelled futures from its queue.
 */
final class SubmittedFuture<V> extends SubmittedTask implements Future<V> {

	private final RunnableFuture<V> task;

	SubmittedFuture(RunnableFuture<V> task, ExecutorTasks executor, Submitter submitter) {
		super(task, executor, submitter);
		this.task = task;
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return this.task.cancel(mayInterruptIfRunning);
	}

	@Override
	public boolean isCancelled() {
		return this.task.isCancelled();
	}

	@Override
	public boolean isDone() {
		return this.task.isDone();
	}

	@Override
	public V get() throws InterruptedException, ExecutionException {
		return this.task.get();
	}

	@Override
	public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		return this.task.get(timeout, unit);
	}

}
