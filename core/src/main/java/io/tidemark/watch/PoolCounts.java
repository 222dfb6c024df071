package io.tidemark.watch;

/**
 * What a pool or a cache counted since it was made.
 *
 * @param kind what it is, such as {@code cache}
 * @param name its name, the same after a restart
 * @param hits times that it had what was asked for
 * @param misses times that it had not
 * @since 0.1.0
 */
public record PoolCounts(String kind, String name, double hits, double misses) {
}
