package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Threads in deadlocks, {@code tidemark.threads.deadlocked}. Looking for them stops the
 * JVM for some milliseconds, so a scrape gets what the schedule last saw; before it has
 * looked there is no series, because nobody knows. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class DeadlockMetrics implements MeterBinder {

	private static final String NAME = "tidemark.threads.deadlocked";

	private final List<MeterRegistry> registries = new ArrayList<>();

	private volatile @Nullable Integer deadlocked;

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		if (this.deadlocked != null) {
			addTo(registry);
		}
	}

	/**
	 * Takes what a search found.
	 * @param deadlocked threads in deadlocks, at least 0
	 */
	public synchronized void update(int deadlocked) {
		if (deadlocked < 0) {
			throw new IllegalArgumentException("deadlocked must not be negative, found " + deadlocked);
		}
		boolean first = this.deadlocked == null;
		this.deadlocked = deadlocked;
		if (first) {
			this.registries.forEach(this::addTo);
		}
	}

	/** Ends the series, for when nobody looks for deadlocks any more. */
	public synchronized void clear() {
		Meter.Id id = new Meter.Id(NAME, Tags.empty(), BaseUnits.THREADS, null, Meter.Type.GAUGE);
		this.registries.forEach((registry) -> registry.removeByPreFilterId(id));
		this.deadlocked = null;
	}

	private void addTo(MeterRegistry registry) {
		Gauge.builder(NAME, this, DeadlockMetrics::value)
			.description("Threads in deadlocks when they were last looked for")
			.baseUnit(BaseUnits.THREADS)
			.strongReference(true)
			.register(registry);
	}

	private double value() {
		Integer deadlocked = this.deadlocked;
		return (deadlocked != null) ? deadlocked : 0;
	}

}
