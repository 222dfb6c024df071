package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * What class histograms need of a JVM.
 */
interface CountedJvm {

	/** Why it cannot count objects by class, as a sentence; {@code null} if it can. */
	@Nullable String unsupported();

	/**
	 * Text of a histogram; stops the application.
	 * @param collect whether a full collection comes first
	 * @throws IllegalStateException if it fails
	 */
	String count(boolean collect);

	/** Whether it counts objects that nobody refers to, unless it collects first. */
	boolean countsGarbage();

	/** Workers that count at once; 1 where the collector does not share this work. */
	int workers();

	/** Bytes of heap in use, garbage included. */
	long heapUsed();

	/** Collections of any kind since it started. */
	long collections();

	/** Nanoseconds on a clock that runs while the application is stopped. */
	long stoppedNanos();

	/** Nanoseconds on a clock that always runs. */
	long nanos();

}
