package io.tidemark.report;

import java.util.Locale;

import io.tidemark.heap.OldObject;

/**
 * What the width of a stack of survivors means.
 *
 * @since 0.1.0
 */
public enum SurvivorWeight {

	/** How many of the sampled objects were allocated there. */
	SAMPLES,

	/** Their bytes, without what they refer to. */
	BYTES;

	/** Name as a parameter. */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** The noun of one. */
	String noun() {
		return (this == SAMPLES) ? "sample" : "byte";
	}

	long of(OldObject object) {
		return (this == SAMPLES) ? 1 : Math.max(0, object.bytes());
	}

}
