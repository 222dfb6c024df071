package io.tidemark.origin;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Allows so many a second: at once as many as a second allows, then one at a time. A
 * refusal costs a look at the clock. Safe for use by several threads.
 */
final class SampleRate {

	private static final long SECOND = 1_000_000_000L;

	private final LongSupplier nanoTime;

	private final long step;

	/** When all that was allowed would have come one at a time. */
	private final AtomicLong paid;

	SampleRate(int perSecond, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.step = (perSecond > 0) ? SECOND / perSecond : Long.MAX_VALUE;
		this.paid = new AtomicLong(nanoTime.getAsLong());
	}

	boolean allows() {
		if (this.step == Long.MAX_VALUE) {
			return false;
		}
		long now = this.nanoTime.getAsLong();
		long paid = this.paid.get();
		long ahead = Math.max(0, paid - now);
		return ahead + this.step <= SECOND && this.paid.compareAndSet(paid, now + ahead + this.step);
	}

}
