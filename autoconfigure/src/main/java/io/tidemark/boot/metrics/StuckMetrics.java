package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Threads that do not move, {@code tidemark.threads.stuck}. To tell them takes several
 * walks of all stacks, so a scrape gets what the last one told; before it there is no
 * series, because nobody knows. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class StuckMetrics implements MeterBinder {

	private final MeterRows rows = new MeterRows(TidemarkMeter.THREADS_STUCK);

	@Override
	public void bindTo(MeterRegistry registry) {
		this.rows.bindTo(registry);
	}

	/**
	 * Takes what the last look told.
	 * @param stuck threads, below 0 if nobody has looked
	 */
	public void update(int stuck) {
		this.rows.showIfKnown(stuck);
	}

}
