package io.tidemark.heap;

import java.time.Duration;
import java.util.List;

/**
 * Bytes of one class that came and stayed, as two histograms tell them.
 *
 * @param className name of the class
 * @param perSecond bytes of its objects that came in a second, above 0
 */
record GrownBytes(String className, double perSecond) {

	GrownBytes {
		if (!(perSecond > 0)) {
			throw new IllegalArgumentException(
					"expected bytes above 0 that came of %s, found %s".formatted(className, perSecond));
		}
	}

	/**
	 * The class and what it explains, most bytes first; without what did not grow.
	 * @param grown a class that grew
	 * @param diff from a histogram of that time to the newest
	 */
	static List<GrownBytes> of(GrowingClass grown, HistogramDiff diff) {
		double seconds = Duration.between(diff.from().time(), diff.to().time()).toMillis() / 1e3;
		return diff.changes()
			.stream()
			.filter((change) -> change.name().equals(grown.name()) || grown.explains().contains(change.name()))
			.filter((change) -> change.bytesGained() > 0 && seconds > 0)
			.map((change) -> new GrownBytes(change.name(), change.bytesGained() / seconds))
			.toList();
	}

}
