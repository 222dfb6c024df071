package io.tidemark.sample.leaks;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Uploads come faster than their thumbnails are made, and nobody tells the uploads to
 * wait: the queue of the executor fills up. One source alone does no harm; five hand in
 * 500 tasks a second, of which 200 are done.
 */
@Component
final class TaskFlood implements LeakScenario {

	/** Five times of what the executor can do. */
	private static final int SOURCES = 10;

	/** Of each source, a second. */
	private static final int TASKS = 100;

	private static final int TASKS_AT_ONCE = 2;

	/** Beyond it the repaired twin does the work itself. */
	private static final int FEW = 10;

	private final Held<ScheduledFuture<?>> sources = new Held<>();

	private final ThreadPoolTaskExecutor executor;

	private @Nullable ScheduledExecutorService uploads;

	TaskFlood(@Qualifier(TaskFloodConfiguration.EXECUTOR) ThreadPoolTaskExecutor executor) {
		this.executor = executor;
	}

	@Override
	public String id() {
		return "task-flood";
	}

	@Override
	public String wrong() {
		return "Tasks are handed to an executor without regard to how many it has done, so its queue fills up when they come faster than it works.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return Math.min(SOURCES, configured.cap());
	}

	@Override
	public int held() {
		return this.sources.size();
	}

	@Override
	public void commit() {
		if (this.uploads == null) {
			this.uploads = Executors.newScheduledThreadPool(1, new CustomizableThreadFactory("upload-"));
		}
		this.sources.add(this.uploads.scheduleAtFixedRate(this::upload, 0,
				TimeUnit.SECONDS.toMicros(TASKS_AT_ONCE) / TASKS, TimeUnit.MICROSECONDS));
	}

	private void upload() {
		for (int task = 0; task < TASKS_AT_ONCE; task++) {
			try {
				this.executor.execute(TaskFlood::makeThumbnail); // FAULT: whether or not
																	// it keeps up
			}
			catch (TaskRejectedException ex) {
				// full: this one has none
			}
		}
	}

	@Override
	public void repaired() throws Exception {
		if (this.executor.getQueueSize() < FEW) {
			this.executor.submit(TaskFlood::makeThumbnail).get(); // REPAIR: waits for it
		}
		else {
			makeThumbnail(); // REPAIR: it does not keep up
		}
	}

	@Override
	public void release() throws Exception {
		this.sources.release((source) -> source.cancel(false));
		if (this.uploads != null) {
			this.uploads.shutdown();
			this.uploads.awaitTermination(5, TimeUnit.SECONDS);
			this.uploads = null;
		}
		this.executor.getThreadPoolExecutor().getQueue().clear();
	}

	/** As slow as two threads must be to make 200 a second. */
	private static void makeThumbnail() {
		try {
			Thread.sleep(10);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
