package io.tidemark.boot.schedule;

import java.util.function.LongSupplier;

import io.tidemark.Tidemark;
import io.tidemark.diff.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The life of the baseline: taken when the application is ready, settled when its threads
 * have stopped changing. Runs on the schedule's thread.
 */
final class BaselineWatch {

	/** Threads that started none for so many looks have settled. */
	private static final int SETTLED_AFTER = 5;

	/** Looks after which the baseline is settled although threads still start. */
	private static final int SETTLED_AT_LAST = 60;

	private final Tidemark tidemark;

	private final SharedSnapshots snapshots;

	private final LongSupplier threadsStarted;

	private volatile @Nullable KeptSnapshot ready;

	private long started = -1;

	private int unchanged;

	private int looks;

	/**
	 * @param threadsStarted tells how many threads were started so far
	 */
	BaselineWatch(Tidemark tidemark, SharedSnapshots snapshots, LongSupplier threadsStarted) {
		this.tidemark = tidemark;
		this.snapshots = snapshots;
		this.threadsStarted = threadsStarted;
	}

	/**
	 * Takes the first baseline. Returns at once, as all of this: nobody waits for a
	 * capture here.
	 */
	void begin() {
		this.snapshots.fresh((snapshot) -> this.ready = this.tidemark.baseline(snapshot));
	}

	/**
	 * Looks once a second whether threads still start, and settles the baseline when not.
	 */
	void look() {
		KeptSnapshot ready = this.ready;
		if (ready == null) {
			return;
		}
		long started = this.threadsStarted.getAsLong();
		this.unchanged = (started == this.started) ? this.unchanged + 1 : 0;
		this.started = started;
		this.looks++;
		if (this.unchanged >= SETTLED_AFTER || this.looks >= SETTLED_AT_LAST) {
			this.ready = null;
			this.snapshots.fresh((settled) -> this.tidemark.settle(ready, settled));
		}
	}

}
