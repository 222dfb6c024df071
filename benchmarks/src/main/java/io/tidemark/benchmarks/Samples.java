package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Readings of one figure. Not safe for use by several threads.
 */
final class Samples {

	private final List<Double> values = new ArrayList<>();

	void add(double value) {
		this.values.add(value);
	}

	/** The middle reading; of an even number, the mean of the two in the middle. */
	double median() {
		List<Double> sorted = new ArrayList<>(this.values);
		Collections.sort(sorted);
		int size = sorted.size();
		return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
	}

	/**
	 * How many times the other's readings these are: the median over the rounds, because
	 * the two readings of one round met the same machine.
	 */
	double ratioTo(Samples other) {
		Samples ratios = new Samples();
		for (int i = 0; i < this.values.size(); i++) {
			ratios.add(this.values.get(i) / other.values.get(i));
		}
		return ratios.median();
	}

	/** The median and the range, with one digit after the point. */
	String summary() {
		return "%.1f (%.1f–%.1f)".formatted(median(), min(), max());
	}

	double min() {
		return Collections.min(this.values);
	}

	double max() {
		return Collections.max(this.values);
	}

}
