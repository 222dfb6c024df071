package io.tidemark.watch;

import org.jspecify.annotations.Nullable;

/**
 * How well a pool or a cache works.
 *
 * @param kind what it is, such as {@code cache}
 * @param name its name
 * @param ratio share of what was asked for in the last minute with enough requests that
 * it had, 0 to 1; NaN before the first one
 * @param reference the ratio to compare with: that of the process before where it was
 * kept, else the first that was steady; NaN if there is none
 * @param suspicion why the change that was deployed is suspicious, or {@code null} if it
 * is not
 * @since 0.1.0
 */
public record PoolRatio(String kind, String name, double ratio, double reference, @Nullable String suspicion) {
}
