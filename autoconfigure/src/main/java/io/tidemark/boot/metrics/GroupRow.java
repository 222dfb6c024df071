package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;

/** One series of {@code tidemark.thread.group.size}, in each registry it was bound to. */
final class GroupRow {

	private static final String NAME = "tidemark.thread.group.size";

	private final GroupLabel label;

	private volatile int size;

	/** Updates since the family was last among the first. */
	private int misses;

	GroupRow(GroupLabel label) {
		this.label = label;
	}

	GroupLabel label() {
		return this.label;
	}

	void size(int size) {
		this.size = size;
	}

	int misses() {
		return this.misses;
	}

	void ranked(boolean amongFirst) {
		this.misses = amongFirst ? 0 : this.misses + 1;
	}

	void addTo(MeterRegistry registry) {
		Gauge.builder(NAME, this, (row) -> row.size)
			.description("Threads of one name pattern and one origin; the largest groups and those that grow")
			.tags(this.label.tags())
			.baseUnit(BaseUnits.THREADS)
			.strongReference(true)
			.register(registry);
	}

	void removeFrom(MeterRegistry registry) {
		registry.removeByPreFilterId(new Meter.Id(NAME, this.label.tags(), BaseUnits.THREADS, null, Meter.Type.GAUGE));
	}

}
