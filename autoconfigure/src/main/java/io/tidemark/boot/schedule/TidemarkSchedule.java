package io.tidemark.boot.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

/**
 * One daemon thread for everything that Tidemark does by itself. What fails is counted,
 * said at {@code debug}, and done again at its next time.
 *
 * @since 0.1.0
 */
public final class TidemarkSchedule implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TidemarkSchedule.class);

	private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

	private final ScheduledThreadPoolExecutor thread;

	public TidemarkSchedule() {
		this(new ScheduledThreadPoolExecutor(1, new DaemonThreadFactory("tidemark-schedule")));
	}

	TidemarkSchedule(ScheduledThreadPoolExecutor thread) {
		this.thread = thread;
		this.thread.setRemoveOnCancelPolicy(true);
	}

	/** Does the work once, as soon as the thread is free. */
	public void once(Runnable work) {
		this.thread.execute(guarded(work));
	}

	/**
	 * Does the work again and again, the interval counted from the end of one to the
	 * next.
	 */
	public void every(Duration interval, Runnable work) {
		this.thread.scheduleWithFixedDelay(guarded(work), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Does the work of a part now and again and again while the part works, and counts
	 * what it costs.
	 */
	public void every(Duration interval, ObserverPart part, Runnable work) {
		every(interval, () -> {
			if (part.works()) {
				part.measure(() -> {
					work.run();
					return true;
				});
			}
		});
	}

	/**
	 * Does the work now and again and again; each run says how long to wait until the
	 * next. After a failure that is one second.
	 */
	public void again(Supplier<Duration> work) {
		Duration[] next = new Duration[1];
		Runnable[] itself = new Runnable[1];
		Runnable guarded = guarded(() -> next[0] = work.get());
		itself[0] = () -> {
			next[0] = AFTER_FAILURE;
			guarded.run();
			later(itself[0], next[0]);
		};
		this.thread.execute(itself[0]);
	}

	/** Where memory is short it waits, with all other work, until there is enough. */
	private void later(Runnable work, Duration rest) {
		while (!this.thread.isShutdown()) {
			try {
				this.thread.schedule(work, rest.toNanos(), TimeUnit.NANOSECONDS);
				return;
			}
			catch (OutOfMemoryError ex) {
				LockSupport.parkNanos(AFTER_FAILURE.toNanos());
			}
		}
	}

	private static Runnable guarded(Runnable work) {
		return () -> {
			try {
				work.run();
			}
			// An executor never runs again what ended with an error, and the one that
			// says that there are no more threads comes just when somebody should go
			// on to look.
			catch (RuntimeException | Error ex) {
				say(ex);
			}
		};
	}

	/** To say it takes memory, too. */
	private static void say(Throwable failure) {
		try {
			logger.debug(LogMessage.format("Tidemark could not do its work, it goes on: %s", failure), failure);
		}
		catch (RuntimeException | Error ex) {
			// the next one may be said
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
