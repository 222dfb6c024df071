package io.tidemark.watch;

import java.util.function.LongSupplier;

/**
 * What came and went so far; each is a count that never falls, or below 0 if not known.
 *
 * @param arrived what was put in
 * @param completed what was taken out or done
 * @param blocked how many wait at this moment to put something in
 * @param dropped what was refused or thrown away
 * @since 0.1.0
 */
public record Flow(LongSupplier arrived, LongSupplier completed, LongSupplier blocked, LongSupplier dropped) {

	private static final LongSupplier NOT_KNOWN = () -> -1;

	/** Only what comes and goes is counted. */
	public static Flow of(LongSupplier arrived, LongSupplier completed) {
		return new Flow(arrived, completed, NOT_KNOWN, NOT_KNOWN);
	}

}
