package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** One series of an allocation rate, in each registry it was bound to. */
final class AllocationRow {

	private final TidemarkMeter meter;

	private final Tags tags;

	private volatile double rate;

	/** Updates since it was last among the first. */
	private int misses;

	AllocationRow(TidemarkMeter meter, Tags tags) {
		this.meter = meter;
		this.tags = tags;
	}

	void rate(double rate) {
		this.rate = rate;
	}

	int misses() {
		return this.misses;
	}

	void ranked(boolean amongFirst) {
		this.misses = amongFirst ? 0 : this.misses + 1;
	}

	void addTo(MeterRegistry registry) {
		this.meter.gauge(registry, this.tags, this, (row) -> row.rate);
	}

	void removeFrom(MeterRegistry registry) {
		registry.removeByPreFilterId(this.meter.id(this.tags));
	}

}
