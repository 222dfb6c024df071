package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.group.WaitReason;
import org.jspecify.annotations.Nullable;

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

	private static final String WAITING = "tidemark.threads.waiting";

	private static final String MOST = "tidemark.threads.lock.waiting.max";

	private final List<MeterRegistry> registries = new ArrayList<>();

	private volatile @Nullable Reading reading;

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		if (this.reading != null) {
			addTo(registry);
		}
	}

	/**
	 * Takes what a walk saw.
	 * @param threads threads by reason; reasons without a thread may be absent
	 * @param waitingForOneLock threads that wait for the lock for which most wait
	 */
	public synchronized void update(Map<WaitReason, Integer> threads, int waitingForOneLock) {
		boolean first = this.reading == null;
		this.reading = new Reading(threads, waitingForOneLock);
		if (first) {
			this.registries.forEach(this::addTo);
		}
	}

	/** Ends the series, for when nobody looks any more. */
	public synchronized void clear() {
		this.registries.forEach((registry) -> {
			for (WaitReason reason : WaitReason.values()) {
				remove(registry, WAITING, tags(reason));
			}
			remove(registry, MOST, Tags.empty());
		});
		this.reading = null;
	}

	private static void remove(MeterRegistry registry, String name, Tags tags) {
		registry.removeByPreFilterId(new Meter.Id(name, tags, BaseUnits.THREADS, null, Meter.Type.GAUGE));
	}

	private void addTo(MeterRegistry registry) {
		for (WaitReason reason : WaitReason.values()) {
			Gauge.builder(WAITING, this, (metrics) -> metrics.threads(reason))
				.description("Platform threads by what they wait for")
				.tags(tags(reason))
				.baseUnit(BaseUnits.THREADS)
				.strongReference(true)
				.register(registry);
		}
		Gauge.builder(MOST, this, WaitReasonMetrics::waitingForOneLock)
			.description("Platform threads that wait for one lock, the one for which most wait")
			.baseUnit(BaseUnits.THREADS)
			.strongReference(true)
			.register(registry);
	}

	private static Tags tags(WaitReason reason) {
		return Tags.of("reason", reason.id());
	}

	private double threads(WaitReason reason) {
		Reading reading = this.reading;
		return (reading != null) ? reading.threads().getOrDefault(reason, 0) : Double.NaN;
	}

	private double waitingForOneLock() {
		Reading reading = this.reading;
		return (reading != null) ? reading.waitingForOneLock() : Double.NaN;
	}

	/**
	 * @param threads threads by reason
	 * @param waitingForOneLock threads at one lock at most
	 */
	private record Reading(Map<WaitReason, Integer> threads, int waitingForOneLock) {

		Reading {
			threads = Map.copyOf(threads);
			if (waitingForOneLock < 0) {
				throw new IllegalArgumentException(
						"waitingForOneLock must not be negative, found " + waitingForOneLock);
			}
		}

	}

}
