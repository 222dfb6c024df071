package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * G1: the least that the old generation held since a concurrent cycle ended and, where it
 * is worth it, mixed collections followed; with half of the survivors, of which some will
 * live, and less a share for the garbage that mixed collections leave behind. A full
 * collection tells by itself.
 * <p>
 * On 25 the bean {@code G1 Concurrent GC} tells of the end of a cycle. On 17 no bean
 * does, but nothing else makes the old generation shrink between two collections. A mixed
 * collection is one that the JVM counts as a collection of the old generation. A service
 * whose G1 collects only the young generation tells nothing.
 */
final class G1Signal implements LiveSetSignal {

	static final String OLD = "Old Gen";

	private static final String SURVIVORS = "Survivor";

	/**
	 * Mixed collections end when less than 5 % of the heap are to be had
	 * ({@code G1HeapWastePercent}): 0 to 11 % of the live set were measured.
	 */
	private static final double WITHOUT_REST = 0.95;

	/** A pause after so many collections of the young generation is of another cycle. */
	private static final int OVER = 3;

	/**
	 * A cycle ends with the pauses Remark and Cleanup. A further one is of another cycle,
	 * however few collections came between: where the heap is nearly full they follow
	 * each other at once.
	 */
	private static final int PAUSES = 2;

	/** The first collection after the end of a cycle prepares mixed ones. */
	private static final int PREPARED = 2;

	private long cycles;

	/** Of the newest cycle, -1 if there was none. */
	private long least = -1;

	/** Of the cycle before, -1 once the newest is over. */
	private long leastBefore = -1;

	/** Whether the newest cycle had mixed collections. */
	private boolean mixed;

	/** Collections of the young generation alone, one after the other. */
	private int young;

	/** Pauses of the newest cycle. */
	private int pauses;

	private long oldAfter = -1;

	private long collected = -1;

	@Override
	public @Nullable Tell take(HeapCollection collection) {
		long oldBefore = collection.sum(OLD, PoolChange::before);
		boolean shrunk = oldBefore < this.oldAfter;
		this.oldAfter = collection.sum(OLD, PoolChange::after);
		boolean mixed = isMixed(collection);
		if (collection.isFull()) {
			return full(collection);
		}
		if (collection.collector().equals("G1 Concurrent GC")) {
			return cycleEnded(collection, this.oldAfter, collection.sum(SURVIVORS, PoolChange::after),
					"a concurrent cycle");
		}
		Tell told = shrunk
				? cycleEnded(collection, oldBefore, collection.sum(SURVIVORS, PoolChange::before), "a concurrent cycle")
				: null;
		Tell newer = mixed ? mixed(collection) : young(collection);
		return (newer != null) ? newer : told;
	}

	/**
	 * Ordinary collections of the young generation do not move what the JVM says of the
	 * old one.
	 */
	private boolean isMixed(HeapCollection collection) {
		long now = collection.sum(OLD, PoolChange::collected);
		boolean moved = now != this.collected;
		this.collected = now;
		return moved && now > 0 && now == this.oldAfter;
	}

	private Tell full(HeapCollection collection) {
		begin();
		this.leastBefore = -1;
		this.least = collection.after();
		return tell(collection, "heap of G1 after a full collection");
	}

	private Tell cycleEnded(HeapCollection collection, long old, long survivors, String after) {
		if (this.mixed || this.young >= OVER || this.pauses == PAUSES || this.least < 0) {
			begin();
		}
		this.young = 0;
		this.pauses++;
		return least(collection, old, survivors, after);
	}

	/** Mixed collections of one cycle follow each other. */
	private Tell mixed(HeapCollection collection) {
		if ((this.mixed && this.young > 0) || this.least < 0) {
			begin();
		}
		this.mixed = true;
		this.young = 0;
		return least(collection, this.oldAfter, collection.sum(SURVIVORS, PoolChange::after), "a mixed collection");
	}

	/** Mixed collections are over, or there were none worth it. */
	private @Nullable Tell young(HeapCollection collection) {
		this.young++;
		if (this.leastBefore < 0 || !(this.mixed || this.young >= PREPARED)) {
			return null;
		}
		boolean better = this.least > this.leastBefore;
		this.leastBefore = -1;
		return better ? tell(collection, "G1 Old Gen after a concurrent cycle") : null;
	}

	private void begin() {
		this.cycles++;
		this.leastBefore = this.least;
		this.least = -1;
		this.mixed = false;
		this.young = 0;
		this.pauses = 0;
	}

	private Tell least(HeapCollection collection, long old, long survivors, String after) {
		long lives = Math.round(WITHOUT_REST * (old + survivors / 2));
		this.least = (this.least < 0) ? lives : Math.min(this.least, lives);
		return tell(collection, "G1 Old Gen after " + after);
	}

	/**
	 * Until mixed collections are over the cycle before may tell better: it cannot have
	 * left less than lives now, unless that grew meanwhile.
	 */
	private Tell tell(HeapCollection collection, String source) {
		long bytes = (this.leastBefore >= 0) ? Math.min(this.least, this.leastBefore) : this.least;
		return new Tell(bytes, collection.end(), this.cycles, source);
	}

	@Override
	public long bound(HeapCollection collection) {
		return collection.sum(OLD, PoolChange::after) + collection.sum(SURVIVORS, PoolChange::after);
	}

}
