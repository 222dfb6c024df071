package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The heap over the last hour for people to look at: equally spaced, oldest first, NaN
 * where a number is not known.
 *
 * @param from time of the first step
 * @param step distance of two steps
 * @param used the lowest heap in use that was seen in each step, in bytes
 * @param peaks the highest; the same where it was seen only once
 * @param live how much of it lives, as was known at the end of each step
 * @param low least that the load was expected to need
 * @param high most that the load was expected to need
 * @since 0.1.0
 */
public record HeapHistory(Instant from, Duration step, List<Float> used, List<Float> peaks, List<Float> live,
		List<Float> low, List<Float> high) {

	public HeapHistory {
		used = List.copyOf(used);
		peaks = List.copyOf(peaks);
		live = List.copyOf(live);
		low = List.copyOf(low);
		high = List.copyOf(high);
	}

}
