package io.tidemark.watch;

import java.time.Instant;
import java.util.Comparator;

/**
 * A resource that has no room yet, and which one it may replace.
 * <p>
 * What comes and goes with the readings may replace only what is clearly less
 * interesting: otherwise of 600 families 88 would drive out 88 others with each reading,
 * and no series would ever be long enough.
 *
 * @param rank who goes last, see {@link #rank}
 * @param level its size, if it was measured
 * @param isRegistered whether somebody registered it
 */
record Newcomer(int rank, double level, boolean isRegistered) {

	private static final int MEASURED = 0;

	private static final int OURS = 1;

	private static final int OF_THE_APPLICATION = 2;

	static Newcomer registered(WatchedResource resource) {
		return new Newcomer(rank(resource, true), 0, true);
	}

	static Newcomer measured(Measured measured) {
		return new Newcomer(MEASURED, measured.value(), false);
	}

	boolean mayReplace(Watched other, Instant now) {
		int otherRank = rank(other.resource(), other.isRegistered());
		if (otherRank != this.rank) {
			return otherRank < this.rank;
		}
		boolean flat = other.isFlat(now, WatchedResources.FLAT);
		if (this.isRegistered) {
			return other.wasRead() && (other.level() == 0 || flat);
		}
		return other.level() == 0 || 2 * other.level() <= this.level || (flat && other.level() < this.level);
	}

	/** The first is to go. */
	static Comparator<Watched> leastInteresting(Instant now) {
		return Comparator.<Watched>comparingInt((each) -> rank(each.resource(), each.isRegistered()))
			.thenComparing((each) -> each.level() > 0)
			.thenComparing((each) -> !each.isFlat(now, WatchedResources.FLAT))
			.thenComparingDouble(Watched::level)
			.thenComparing(Watched::seen);
	}

	private static int rank(WatchedResource resource, boolean registered) {
		if (!registered) {
			return MEASURED;
		}
		return (resource.kind() == ResourceKind.CUSTOM) ? OF_THE_APPLICATION : OURS;
	}

}
