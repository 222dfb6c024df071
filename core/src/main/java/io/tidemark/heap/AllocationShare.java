package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * How much a part of the program allocates.
 *
 * @param name a package, an endpoint, or {@code other}
 * @param bytesPerSecond its rate; -1 if not known
 * @param share its share of all, from 0 to 1
 * @param line the line that allocates most of it, or {@code null} if not known
 * @since 0.1.0
 */
public record AllocationShare(String name, double bytesPerSecond, double share, @Nullable AllocationLine line) {

}
