package io.tidemark.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** One series of {@code tidemark.thread.group.size}, in each registry it was bound to. */
final class GroupRow {

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
		TidemarkMeter.THREAD_GROUP_SIZE.gauge(registry, this.label.tags(), this, (row) -> row.size);
	}

	void removeFrom(MeterRegistry registry) {
		registry.removeByPreFilterId(TidemarkMeter.THREAD_GROUP_SIZE.id(this.label.tags()));
	}

}
