package io.tidemark.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * All threads of a JVM, each at its own moment.
 *
 * @param time when the capture began
 * @param threads the threads that were alive when they were looked at, in no order
 * @param folded threads that were counted rather than told apart, which are not among
 * {@code threads}; at most those that were seen when a bound was reached
 * @param virtualThreads how much of the virtual threads was seen
 * @param cost what it cost
 * @since 0.1.0
 */
public record ThreadSnapshot(Instant time, List<ObservedThread> threads, List<FoldedThreads> folded,
		VirtualThreads virtualThreads, CaptureCost cost) {

	public ThreadSnapshot {
		threads = List.copyOf(threads);
		folded = List.copyOf(folded);
	}

	/** Of platform threads alone, and a JVM that has no others. */
	public ThreadSnapshot(Instant time, List<ObservedThread> threads, CaptureCost cost) {
		this(time, threads, List.of(), VirtualThreads.NONE, cost);
	}

	/** The same snapshot with other values for its threads. */
	public ThreadSnapshot withThreads(List<ObservedThread> threads) {
		return new ThreadSnapshot(this.time, threads, this.folded, this.virtualThreads, this.cost);
	}

	/** The same snapshot with these virtual threads. */
	public ThreadSnapshot withVirtualThreads(List<FoldedThreads> folded, VirtualThreads virtualThreads) {
		return new ThreadSnapshot(this.time, this.threads, folded, virtualThreads, this.cost);
	}

}
