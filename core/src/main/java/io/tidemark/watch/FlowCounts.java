package io.tidemark.watch;

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What came and went up to one moment, each NaN if not known.
 *
 * @param arrived what was put in
 * @param completed what was taken out
 * @param blocked how many wait to put something in
 * @param dropped what was refused
 */
record FlowCounts(double arrived, double completed, double blocked, double dropped) {

	static final FlowCounts NOT_KNOWN = new FlowCounts(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

	static FlowCounts of(@Nullable Flow flow) {
		return (flow != null) ? new FlowCounts(read(flow.arrived()), read(flow.completed()), read(flow.blocked()),
				read(flow.dropped())) : NOT_KNOWN;
	}

	private static double read(LongSupplier count) {
		return Reading.quietly(count::getAsLong);
	}

	boolean areKnown() {
		return this.arrived >= 0 && this.completed >= 0;
	}

}
