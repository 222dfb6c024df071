package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * A class histogram and what was known of the heap when it was taken.
 *
 * @param histogram the histogram
 * @param garbage whether objects that nobody refers to are in it
 * @param collections collections of any kind that the JVM had done
 * @param live the live set as collections told, or {@code null} if nobody watches it
 */
record Observation(ClassHistogram histogram, boolean garbage, long collections, @Nullable LiveSet live) {

}
