package io.tidemark.boot.schedule;

import java.util.concurrent.ThreadFactory;

/**
 * Starts the one thread of an executor: a daemon with a name of ours, so that it keeps no
 * JVM alive and everybody sees whose it is.
 */
record DaemonThreadFactory(String name) implements ThreadFactory {

	@Override
	public Thread newThread(Runnable task) {
		Thread thread = new Thread(task, this.name);
		thread.setDaemon(true);
		return thread;
	}

}
