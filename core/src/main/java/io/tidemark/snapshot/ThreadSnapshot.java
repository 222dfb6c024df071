package io.tidemark.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * All threads of a JVM, each at its own moment.
 *
 * @param time when the capture began
 * @param threads the threads that were alive when they were looked at, in no order
 * @param cost what it cost
 * @since 0.1.0
 */
public record ThreadSnapshot(Instant time, List<ObservedThread> threads, CaptureCost cost) {

	public ThreadSnapshot {
		threads = List.copyOf(threads);
	}

	/** The same snapshot with other values for its threads. */
	public ThreadSnapshot withThreads(List<ObservedThread> threads) {
		return new ThreadSnapshot(this.time, threads, this.cost);
	}

}
