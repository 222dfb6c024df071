package io.tidemark.trend;

/**
 * Where the floor of a series goes.
 *
 * @since 0.1.0
 */
public enum Direction {

	/** It keeps rising, more than chance and load explain. */
	RISING,

	/** It rose and does no longer. */
	LEVELLED_OFF,

	/** It stays, as far as can be told. */
	FLAT,

	/** It falls. */
	FALLING,

	/** There are too few readings to tell. */
	TOO_SHORT

}
