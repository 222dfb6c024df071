package io.tidemark.heap;

/**
 * What a collection did to one memory pool of the heap.
 *
 * @param pool its name, such as {@code G1 Old Gen}
 * @param before bytes in use before
 * @param after bytes in use after
 * @param collected what the JVM says that the last collection left that was meant to
 * empty this pool; -1 if it does not tell
 */
record PoolChange(String pool, long before, long after, long collected) {

}
