package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tidemark.capture.ThreadCount;
import io.tidemark.capture.ThreadCounter;
import io.tidemark.jvm.PartState;
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
	 * Counts by the counter.
	 * @param counter what makes a pass
	 * @param nanoTime a clock such as {@link System#nanoTime()}
	 */
	public ThreadCounts(ThreadCounter counter, LongSupplier nanoTime) {
		this(counter::count, counter::startedTotal, nanoTime);
	}

	ThreadCounts(Supplier<ThreadCount> pass, LongSupplier started, LongSupplier nanoTime) {
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

	/**
	 * What counting cost so far. A pass neither waits nor stops a thread, so its wall
	 * time is also an upper bound of its CPU time.
	 */
	public PartState state() {
		Reading reading = this.last;
		long runs = (reading != null) ? reading.runs() : 0;
		long nanos = (reading != null) ? reading.nanosInAll() : 0;
		return new PartState("thread-states", true, null, runs, Duration.ofNanos(nanos), Duration.ZERO);
	}

	private Reading recount() {
		this.counting.lock();
		try {
			Reading reading = this.last;
			if (!fresh(reading)) {
				reading = count(reading);
				this.last = reading;
			}
			return reading;
		}
		finally {
			this.counting.unlock();
		}
	}

	private Reading count(@Nullable Reading before) {
		long begin = this.nanoTime.getAsLong();
		ThreadCount count = this.pass.get();
		long end = this.nanoTime.getAsLong();
		long runs = (before != null) ? before.runs() : 0;
		long nanos = (before != null) ? before.nanosInAll() : 0;
		return new Reading(count, end, runs + 1, nanos + (end - begin));
	}

	private boolean fresh(@Nullable Reading reading) {
		return reading != null && this.nanoTime.getAsLong() - reading.nanoTime() < FRESH.toNanos();
	}

	private record Reading(ThreadCount count, long nanoTime, long runs, long nanosInAll) {

	}

}
