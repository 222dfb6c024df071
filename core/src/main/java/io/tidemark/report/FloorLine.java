package io.tidemark.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tidemark.watch.ResourceHistory;

/**
 * The lower envelope of a history: the lowest reading of each of at most {@value #MOST}
 * windows, of which the last ends with the last reading.
 *
 * @param steps readings of a window; the first window may have fewer
 * @param values the floors, oldest first, NaN where a window has no reading
 */
record FloorLine(int steps, List<Float> values) {

	/** Windows at most. */
	static final int MOST = 36;

	static FloorLine of(ResourceHistory history) {
		int steps = Math.max(1, ceil(history.values().size(), MOST));
		return new FloorLine(steps, windows(history.values(), steps).map(FloorLine::lowest).toList());
	}

	/** Runs of so many values; the last ends with the last value. */
	static Stream<List<Float>> windows(List<Float> values, int steps) {
		int windows = ceil(values.size(), steps);
		return IntStream.range(0, windows)
			.map((window) -> values.size() - (windows - window) * steps)
			.mapToObj((from) -> values.subList(Math.max(0, from), from + steps));
	}

	private static int ceil(int size, int parts) {
		return (size + parts - 1) / parts;
	}

	static float lowest(List<Float> window) {
		return window.stream().filter(Float::isFinite).min(Float::compare).orElse(Float.NaN);
	}

	/**
	 * Where a line of this slope stands at the end of the history: the median of where
	 * each floor of the last of it says so; NaN without a floor.
	 * @param slopePerHour slope in units an hour
	 * @param step distance of two readings
	 * @param span how much of the end counts
	 */
	double end(double slopePerHour, Duration step, Duration span) {
		double[] ends = IntStream.range(0, this.values.size())
			.filter((index) -> Float.isFinite(this.values.get(index)))
			.filter((index) -> hoursBeforeEnd(index, step) <= Math.max(hours(span), hours(step) * this.steps))
			.mapToDouble((index) -> this.values.get(index) + slopePerHour * hoursBeforeEnd(index, step))
			.toArray();
		Arrays.sort(ends);
		return (ends.length > 0) ? ends[ends.length / 2] : Double.NaN;
	}

	/** Time from the middle of a window to the end. */
	private double hoursBeforeEnd(int index, Duration step) {
		return (this.values.size() - index - 0.5) * this.steps * hours(step);
	}

	private static double hours(Duration duration) {
		return duration.toMillis() / 3_600_000d;
	}

}
