package io.tidemark.watch;

import java.time.Duration;
import java.util.List;

/**
 * How large a family of threads was since the start.
 *
 * @param sizes threads, oldest reading first, at the same distance in time
 * @param span time between the first and the last reading
 * @since 0.1.0
 */
public record SizeHistory(List<Integer> sizes, Duration span) {

	public SizeHistory {
		sizes = List.copyOf(sizes);
	}

}
