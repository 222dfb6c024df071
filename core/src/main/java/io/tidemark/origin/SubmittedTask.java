package io.tidemark.origin;

import org.jspecify.annotations.Nullable;

/**
 * A task with who submitted it. Does what the task does: its exceptions go where they
 * would go without it.
 */
class SubmittedTask implements Runnable {

	private final Runnable task;

	private final ExecutorTasks executor;

	private final Submitter submitter;

	private volatile @Nullable Thread thread;

	private volatile long startedNanos;

	SubmittedTask(Runnable task, ExecutorTasks executor, Submitter submitter) {
		this.task = task;
		this.executor = executor;
		this.submitter = submitter;
	}

	/** A task that repeats runs more than once. */
	@Override
	public final void run() {
		this.thread = Thread.currentThread();
		this.startedNanos = System.nanoTime();
		this.executor.begins(this);
		try {
			this.task.run();
		}
		finally {
			this.executor.ends(this);
			this.thread = null;
		}
	}

	final Submitter submitter() {
		return this.submitter;
	}

	/** The thread that runs it, or {@code null} if none does. */
	final @Nullable Thread thread() {
		return this.thread;
	}

	/** For how long it runs; only of use while it does. */
	final long nanos() {
		return System.nanoTime() - this.startedNanos;
	}

}
