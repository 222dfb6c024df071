package io.tidemark.origin;

import org.jspecify.annotations.Nullable;

/**
 * What an executor has to do at one moment.
 *
 * @param name name of the executor, such as that of its bean
 * @param running tasks that run, those whose thread is parked included; exact
 * @param queued tasks that wait for a thread, as the executor's own queue says
 * @param threadName name of a thread that ran one of its tasks, as the JVM gives it, or
 * {@code null} if none ran yet
 * @param virtual whether its threads are virtual; false if none ran yet
 * @param most threads that it may have at most, or {@code null} if it has no bound or
 * that is not known
 * @since 0.1.0
 */
public record ExecutorReading(String name, int running, int queued, @Nullable String threadName, boolean virtual,
		@Nullable Integer most) {

	/** A reading of an executor whose bound is not known. */
	public ExecutorReading(String name, int running, int queued, @Nullable String threadName, boolean virtual) {
		this(name, running, queued, threadName, virtual, null);
	}

}
