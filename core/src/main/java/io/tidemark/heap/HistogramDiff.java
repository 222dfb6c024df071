package io.tidemark.heap;

import java.util.List;

/**
 * What changed from one histogram to another.
 *
 * @param from the older one
 * @param to the newer one
 * @param changes the classes that changed, most bytes gained first
 * @since 0.1.0
 */
public record HistogramDiff(ClassHistogram from, ClassHistogram to, List<ClassChange> changes) {

	public HistogramDiff {
		changes = List.copyOf(changes);
	}

}
