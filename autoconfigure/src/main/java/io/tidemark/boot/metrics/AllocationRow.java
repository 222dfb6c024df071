package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** One series of an allocation rate, in each registry it was bound to. */
final class AllocationRow {

	private static final String UNIT = "bytes.per.second";

	private final String meter;

	private final Tags tags;

	private final String description;

	private volatile double rate;

	/** Updates since it was last among the first. */
	private int misses;

	AllocationRow(String meter, String description, Tags tags) {
		this.meter = meter;
		this.description = description;
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
		Gauge.builder(this.meter, this, (row) -> row.rate)
			.description(this.description)
			.tags(this.tags)
			.baseUnit(UNIT)
			.strongReference(true)
			.register(registry);
	}

	void removeFrom(MeterRegistry registry) {
		registry.removeByPreFilterId(new Meter.Id(this.meter, this.tags, UNIT, null, Meter.Type.GAUGE));
	}

}
