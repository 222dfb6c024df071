package io.tidemark.boot.tasks;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tidemark.origin.ExecutorTasks;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

import org.springframework.core.task.TaskDecorator;

/**
 * Tomcat's executor of virtual threads, whose tasks are watched. A subclass, because
 * Tomcat asks for the type; everything is done by the executor that it goes around.
 */
final class WatchedVirtualThreadExecutor extends VirtualThreadExecutor {

	private final VirtualThreadExecutor executor;

	private final TaskDecorator decorator;

	/**
	 * @param executor starts the threads
	 * @param decorator makes of a task one that is watched by {@link ExecutorTasks}
	 */
	WatchedVirtualThreadExecutor(VirtualThreadExecutor executor, TaskDecorator decorator) {
		super("unused-");
		this.executor = executor;
		this.decorator = decorator;
	}

	@Override
	public void execute(Runnable command) {
		this.executor.execute(this.decorator.decorate(command));
	}

	@Override
	public void shutdown() {
		this.executor.shutdown();
	}

	@Override
	public List<Runnable> shutdownNow() {
		return this.executor.shutdownNow();
	}

	@Override
	public boolean isShutdown() {
		return this.executor.isShutdown();
	}

	@Override
	public boolean isTerminated() {
		return this.executor.isTerminated();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.executor.awaitTermination(timeout, unit);
	}

}
