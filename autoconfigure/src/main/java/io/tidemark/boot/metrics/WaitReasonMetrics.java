package io.tidemark.boot.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.group.WaitReason;

/**
 * What threads wait for, {@code tidemark.threads.waiting} by reason, and
 * {@code tidemark.threads.lock.waiting.max}, how many wait for one lock. Telling that
 * takes a walk of all stacks, so a scrape gets what the schedule last saw; before it has
 * looked there are no series, because nobody knows. Then every reason has one, also those
 * without a thread. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class WaitReasonMetrics implements MeterBinder {

	private final MeterRows waiting = new MeterRows(TidemarkMeter.THREADS_WAITING);

	private final MeterRows most = new MeterRows(TidemarkMeter.THREADS_LOCK_WAITING_MAX);

	@Override
	public void bindTo(MeterRegistry registry) {
		this.waiting.bindTo(registry);
		this.most.bindTo(registry);
	}

	/**
	 * Takes what a walk saw.
	 * @param threads threads by reason; reasons without a thread may be absent
	 * @param waitingForOneLock threads that wait for the lock for which most wait
	 */
	public void update(Map<WaitReason, Integer> threads, int waitingForOneLock) {
		if (waitingForOneLock < 0) {
			throw new IllegalArgumentException("waitingForOneLock must not be negative, found " + waitingForOneLock);
		}
		Map<Tags, Integer> rows = new LinkedHashMap<>();
		for (WaitTag tag : WaitTag.values()) {
			rows.put(tags(tag), 0);
		}
		threads.forEach((reason, count) -> rows.merge(tags(WaitTag.of(reason)), count, Integer::sum));
		this.waiting.show(rows);
		this.most.showIfKnown(waitingForOneLock);
	}

	/** Ends the series, for when nobody looks any more. */
	public void clear() {
		this.waiting.clear();
		this.most.clear();
	}

	private static Tags tags(WaitTag tag) {
		return Tags.of("reason", tag.id());
	}

}
