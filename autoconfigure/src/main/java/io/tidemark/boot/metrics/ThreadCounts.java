package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tidemark.capture.ThreadCount;
import org.jspecify.annotations.Nullable;

/**
 * One count of the threads for all gauges of a scrape: a count serves whoever asks within
 * a second. Of several that ask at once one counts and the others wait for it, which is
 * milliseconds at 10,000 threads. Holds numbers, never a thread.
 *
 * @since 0.1.0
 */
public final class ThreadCounts {

	static final Duration FRESH = Duration.ofSeconds(1);

	private final Supplier<ThreadCount> pass;

	private final LongSupplier started;

	private final LongSupplier nanoTime;

	/** Not a monitor: a scrape may run on a virtual thread, which 21 would pin. */
	private final ReentrantLock counting = new ReentrantLock();

	private volatile @Nullable Reading last;

	/**
	 * @param pass makes a pass over the threads
	 * @param started tells how many threads were started so far
	 * @param nanoTime a clock such as {@link System#nanoTime()}
	 */
	public ThreadCounts(Supplier<ThreadCount> pass, LongSupplier started, LongSupplier nanoTime) {
		this.pass = pass;
		this.started = started;
		this.nanoTime = nanoTime;
	}

	/** The threads as of now or as of at most a second ago. */
	public ThreadCount get() {
		Reading reading = this.last;
		return fresh(reading) ? reading.count() : recount().count();
	}

	/** How many threads were started since the JVM started; not cached. */
	public long startedTotal() {
		return this.started.getAsLong();
	}

	private Reading recount() {
		this.counting.lock();
		try {
			Reading reading = this.last;
			if (!fresh(reading)) {
				reading = new Reading(this.pass.get(), this.nanoTime.getAsLong());
				this.last = reading;
			}
			return reading;
		}
		finally {
			this.counting.unlock();
		}
	}

	private boolean fresh(@Nullable Reading reading) {
		return reading != null && this.nanoTime.getAsLong() - reading.nanoTime() < FRESH.toNanos();
	}

	private record Reading(ThreadCount count, long nanoTime) {

	}

}
