package io.tidemark.verdict;

import java.util.Locale;

/**
 * What speaks for a leak. Each is seen in another way, so that two of them agreeing means
 * more than one of them being strong.
 *
 * @since 0.1.0
 */
public enum Signal {

	/** The floor rises. */
	GROWTH,

	/** What was gained does not move. */
	STAGNATION,

	/** It rose in days that do not overlap, at the same time of the day. */
	PERSISTENCE,

	/** It looks like a known mistake. */
	SIGNATURE,

	/** More comes than goes, and the limit is near. */
	SATURATION,

	/** A class grew in each of several histograms. */
	HISTOGRAM,

	/** Objects that stayed were allocated at one line. */
	OLD_OBJECTS,

	/** Who holds it is known. */
	REACHABILITY,

	/** More than a load like this needed before. */
	DRIFT,

	/** Nothing else can be the reason. */
	PROOF;

	/** Name in JSON. */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
