package io.tidemark.capture;

import java.time.Duration;
import java.util.List;

import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.VirtualThreads;

/**
 * The virtual threads of one moment, and what it cost to see them.
 *
 * @param folded those that look alike, counted; empty if only their number or nothing is
 * known
 * @param answer how much was seen
 * @param wall time from the question to the answer
 * @param cpu CPU time of the thread on which the JVM wrote its dump, so far; the reader's
 * is the caller's
 * @param bytes size of the JVM's dump as far as it was read
 * @since 0.1.0
 */
public record SeenVirtualThreads(List<FoldedThreads> folded, VirtualThreads answer, Duration wall, Duration cpu,
		long bytes) {

	public SeenVirtualThreads {
		folded = List.copyOf(folded);
	}

	/** An answer that needed no dump. */
	public static SeenVirtualThreads without(VirtualThreads answer) {
		return new SeenVirtualThreads(List.of(), answer, Duration.ZERO, Duration.ZERO, 0);
	}

}
