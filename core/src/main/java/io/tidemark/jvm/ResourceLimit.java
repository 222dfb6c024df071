package io.tidemark.jvm;

/**
 * The most that there can be of something, and who says so.
 *
 * @param name where it comes from, such as {@code pids.max of the container}
 * @param value the most there can be, at least 1
 * @since 0.1.0
 */
public record ResourceLimit(String name, long value) {
}
