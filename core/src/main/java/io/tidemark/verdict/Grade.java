package io.tidemark.verdict;

import java.util.Locale;

/**
 * How sure a verdict is, a closed set: the ids are tags and part of the public JSON.
 *
 * @since 0.1.0
 */
public enum Grade {

	/** Nothing says that it leaks. */
	CLEAR,

	/** It cannot be told, and the reason says why. */
	UNDECIDED,

	/** It grows, but not long or not clearly enough to say so. */
	WATCHING,

	/** It grows, and neither chance nor load explains that. */
	SUSPECTED,

	/** A second, independent signal agrees. */
	PROBABLE,

	/** It leaks: nothing else can be the reason. */
	PROVEN;

	/** Name in JSON and tags. */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Whether somebody should be told. */
	public boolean accuses() {
		return compareTo(SUSPECTED) >= 0;
	}

}
