package io.tidemark.boot.tasks;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.tidemark.origin.ExecutorTasks;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.core.task.TaskDecorator;

/**
 * Goes around the decorator that an executor has, so that what that one does on the
 * submitting and on the running thread stays as it is. Where the tasks cannot be watched,
 * such as while the application closes, they run unwatched.
 */
final class WatchingTaskDecorator implements TaskDecorator {

	private static final Log logger = LogFactory.getLog(WatchingTaskDecorator.class);

	private final @Nullable TaskDecorator own;

	private final Supplier<ExecutorTasks> tasks;

	private final BiFunction<ExecutorTasks, Runnable, Runnable> wrap;

	private final AtomicBoolean finding = new AtomicBoolean();

	private volatile @Nullable ExecutorTasks known;

	WatchingTaskDecorator(@Nullable TaskDecorator own, Supplier<ExecutorTasks> tasks,
			BiFunction<ExecutorTasks, Runnable, Runnable> wrap) {
		this.own = own;
		this.tasks = tasks;
		this.wrap = wrap;
	}

	@Override
	public Runnable decorate(Runnable task) {
		Runnable decorated = (this.own != null) ? this.own.decorate(task) : task;
		ExecutorTasks tasks = tasks();
		return (tasks != null) ? this.wrap.apply(tasks, decorated) : decorated;
	}

	private @Nullable ExecutorTasks tasks() {
		ExecutorTasks known = this.known;
		return (known != null) ? known : find();
	}

	/**
	 * Nobody waits for another who looks: the look may take a lock of the context, and
	 * who submits a task may hold that one.
	 */
	private @Nullable ExecutorTasks find() {
		if (!this.finding.compareAndSet(false, true)) {
			return null;
		}
		try {
			this.known = this.tasks.get();
		}
		catch (RuntimeException ex) {
			logger.debug(LogMessage.format("Tidemark does not watch a task: %s", ex.getMessage()));
		}
		finally {
			this.finding.set(false);
		}
		return this.known;
	}

}
