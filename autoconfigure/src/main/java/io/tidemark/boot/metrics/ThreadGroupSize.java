package io.tidemark.boot.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How large a family of threads is now.
 *
 * @param name name pattern, such as {@code pool-*-thread-*}
 * @param origin class and method of the line that started the threads, without the line,
 * or {@code null} if not known
 * @param size threads, at least 0
 * @param growth threads gained since the baseline; negative when the family shrank, 0
 * when there is no baseline
 * @since 0.1.0
 */
public record ThreadGroupSize(String name, @Nullable String origin, int size, int growth) {

	public ThreadGroupSize {
		if (size < 0) {
			throw new IllegalArgumentException("size must not be negative, found " + size);
		}
	}

}
