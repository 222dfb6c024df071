package io.tidemark.boot.endpoint;

import java.util.List;
import java.util.stream.Collectors;

import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HistogramDiff;
import org.jspecify.annotations.Nullable;

/**
 * The histograms that are kept, by the names that a request gives them.
 *
 * @param newestFirst the histograms
 */
record KeptHistograms(List<ClassHistogram> newestFirst) {

	/** The first that was taken. */
	static final String BASELINE = "baseline";

	/** The one that was taken last. */
	static final String NEWEST = "newest";

	private static final String PREVIOUS = "previous";

	private static final List<String> NAMES = List.of(BASELINE, PREVIOUS, NEWEST);

	/**
	 * The difference of two histograms.
	 * @return {@code null} where none has been taken yet
	 */
	@Nullable HistogramDiff diff(@Nullable String from, @Nullable String to, List<GrowingClass> growing) {
		ClassHistogram earlier = find((from != null) ? from : BASELINE);
		ClassHistogram later = find((to != null) ? to : NEWEST);
		if (earlier == null || later == null) {
			return null;
		}
		// by their order, for a clock may have been set
		if (this.newestFirst.indexOf(earlier) < this.newestFirst.indexOf(later)) {
			throw new IllegalArgumentException("'from' must not be newer than 'to', found from=%s of %s and to=%s of %s"
				.formatted(earlier.id(), earlier.time(), later.id(), later.time()));
		}
		return ClassHistograms.diff(earlier, later, growing);
	}

	/**
	 * One histogram.
	 * @return {@code null} where none has been taken yet and none is named by its id
	 */
	@Nullable ClassHistogram find(String reference) {
		if (NAMES.contains(reference)) {
			return this.newestFirst.isEmpty() ? null : this.newestFirst.get(index(reference));
		}
		return this.newestFirst.stream()
			.filter((histogram) -> histogram.id().equals(reference))
			.findFirst()
			.orElseThrow(() -> new UnknownHistogramException(
					"No histogram '%s' is kept; known are %s".formatted(reference, known())));
	}

	private int index(String name) {
		int last = this.newestFirst.size() - 1;
		return switch (name) {
			case BASELINE -> last;
			case PREVIOUS -> Math.min(1, last);
			default -> 0;
		};
	}

	private String known() {
		return this.newestFirst.isEmpty() ? "none yet" : String.join(", ", NAMES) + ", "
				+ this.newestFirst.stream().map(ClassHistogram::id).collect(Collectors.joining(", "));
	}

}
