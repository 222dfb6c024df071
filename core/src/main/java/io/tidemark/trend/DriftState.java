package io.tidemark.trend;

/**
 * Where the live heap is, compared with what its load needed before.
 *
 * @since 0.1.0
 */
public enum DriftState {

	/** Too little is known of this version, or the process has just started. */
	LEARNING,

	/** As expected. */
	WITHIN,

	/** Above the band, clearly and for {@value DriftModel#ROW} intervals in a row. */
	ABOVE,

	/** Below it, likewise; nobody is told of that. */
	BELOW

}
