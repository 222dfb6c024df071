package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Threads in deadlocks, {@code tidemark.threads.deadlocked}. Looking for them stops the
 * JVM for some milliseconds, so a scrape gets what the schedule last saw; before it has
 * looked there is no series, because nobody knows. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class DeadlockMetrics implements MeterBinder {

	private final MeterRows rows = new MeterRows(TidemarkMeter.THREADS_DEADLOCKED);

	@Override
	public void bindTo(MeterRegistry registry) {
		this.rows.bindTo(registry);
	}

	/**
	 * Takes what a search found.
	 * @param deadlocked threads in deadlocks, at least 0
	 */
	public void update(int deadlocked) {
		if (deadlocked < 0) {
			throw new IllegalArgumentException("deadlocked must not be negative, found " + deadlocked);
		}
		this.rows.showIfKnown(deadlocked);
	}

	/** Ends the series, for when nobody looks for deadlocks any more. */
	public void clear() {
		this.rows.clear();
	}

}
