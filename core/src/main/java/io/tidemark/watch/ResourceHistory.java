package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Readings of a resource for people to look at: equally spaced, oldest first, NaN where
 * one is missing.
 *
 * @param from time of the first one
 * @param step distance of two
 * @param values the lowest reading of each step
 * @param peaks the highest reading of each step; the same where only one was taken
 * @param load the load of each step, empty if not known
 * @since 0.1.0
 */
public record ResourceHistory(Instant from, Duration step, List<Float> values, List<Float> peaks, List<Float> load) {

	public ResourceHistory {
		values = List.copyOf(values);
		peaks = List.copyOf(peaks);
		load = List.copyOf(load);
	}

}
