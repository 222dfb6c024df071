package io.tidemark.boot.leaks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.log.LogMessage;

/**
 * Publishes events on a thread of their own, so that a listener that blocks holds up
 * nothing of ours. The thread is a daemon that starts with the first event and ends when
 * there was none for {@value #IDLE_SECONDS} seconds. At most {@value #WAITING} events
 * wait; those that come while so many do are lost, and the log says so.
 *
 * @since 0.1.0
 */
public final class LeakEvents implements Consumer<LeakVerdictChanged>, AutoCloseable {

	static final int WAITING = 100;

	static final int IDLE_SECONDS = 10;

	private static final Log logger = LogFactory.getLog(LeakEvents.class);

	private final ApplicationEventPublisher publisher;

	private final ThreadPoolExecutor thread;

	public LeakEvents(ApplicationEventPublisher publisher) {
		this(publisher, LeakEvents::daemon);
	}

	LeakEvents(ApplicationEventPublisher publisher, ThreadFactory threads) {
		this.publisher = publisher;
		this.thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
				threads);
		this.thread.allowCoreThreadTimeOut(true);
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "tidemark-events");
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void accept(LeakVerdictChanged change) {
		publish(change, change.verdict().id());
	}

	/** Publishes that memory of the container gets short, or no longer is. */
	public void accept(MemoryPressureChanged change) {
		publish(change, "memory pressure");
	}

	private void publish(Object event, String subject) {
		try {
			this.thread.execute(() -> publish(event));
		}
		catch (RejectedExecutionException ex) {
			if (this.thread.isShutdown()) {
				return; // the application ends
			}
			logger.warn(LogMessage.format("Tidemark loses an event of %s: its listeners are busy with %d others",
					subject, WAITING));
		}
		catch (OutOfMemoryError ex) { // there may be no thread to be had when threads
										// leak
			logger.warn(LogMessage.format("Tidemark tells no listener of %s now: %s", subject, ex));
		}
	}

	private void publish(Object event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			logger.warn(LogMessage.format("A listener of %s failed, Tidemark goes on: %s",
					event.getClass().getSimpleName(), ex));
		}
	}

	/** Ends the thread; what still waits is lost. */
	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
