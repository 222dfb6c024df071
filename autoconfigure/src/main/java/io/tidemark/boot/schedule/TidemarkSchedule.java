package io.tidemark.boot.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

	private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
			new DaemonThreadFactory("tidemark-schedule"));

	public TidemarkSchedule() {
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
		Duration[] next = { AFTER_FAILURE };
		once(() -> {
			try {
				guarded(() -> next[0] = work.get()).run();
			}
			finally {
				this.thread.schedule(() -> again(work), next[0].toNanos(), TimeUnit.NANOSECONDS);
			}
		});
	}

	private static Runnable guarded(Runnable work) {
		return () -> {
			try {
				work.run();
			}
			// An executor never runs again what ended with an error, and the one that
			// says
			// that there are no more threads comes just when somebody should go on to
			// look.
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
