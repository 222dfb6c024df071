package io.tidemark.watch;

/**
 * A reading that was taken elsewhere, such as the size of a family of threads, which
 * comes from a snapshot and not from a supplier.
 *
 * @param resource what was read; its own reading is not called
 * @param value the reading; NaN or below 0 if it is missing
 * @param stagnant how many of its members do not move, NaN or below 0 if that is not
 * known
 * @since 0.1.0
 */
public record Measured(WatchedResource resource, double value, double stagnant) {
}
