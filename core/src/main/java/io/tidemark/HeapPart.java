package io.tidemark;

/**
 * Parts of looking at memory, each of which can be off and has a price of its own.
 *
 * @since 0.1.0
 */
public enum HeapPart {

	/** What survives collections. */
	LIVE_SET,

	/** Class histograms, which stop the application. */
	HISTOGRAMS,

	/** The JVM's leak profiler. */
	OLD_OBJECTS,

	/** Which packages, endpoints and lines allocate. */
	ALLOCATIONS

}
