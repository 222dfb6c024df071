package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * Generational ZGC: what a major cycle leaves of the old generation. Minor cycles only
 * add to it. What was promoted while the cycle ran and garbage in pages that were not
 * worth moving are in it (1.01 to 1.16 of the truth were measured), what lives in the
 * young generation is not; a share for the first is taken away.
 */
final class MajorCycleSignal implements LiveSetSignal {

	/** The middle of what was measured. */
	private static final double WITHOUT_REST = 0.95;

	private static final String OLD = "Old Gen";

	private long cycles;

	@Override
	public @Nullable Tell take(HeapCollection collection) {
		if (!collection.collector().equals("ZGC Major Cycles")) {
			return null;
		}
		long old = Math.round(WITHOUT_REST * collection.sum(OLD, PoolChange::after));
		return (old > 0) ? new Tell(old, collection.end(), ++this.cycles, "old generation of ZGC after a major cycle")
				: null;
	}

	@Override
	public long bound(HeapCollection collection) {
		return collection.collector().endsWith(" Cycles") ? collection.sum(OLD, PoolChange::after) : -1;
	}

}
