package io.tidemark.heap;

/**
 * A heap and what becomes garbage in it.
 *
 * @param max its size in bytes
 * @param promoted share of what is allocated that gets old before it dies
 * @param humongous share of what is allocated that is humongous
 */
public record HeapShape(double max, double promoted, double humongous) {
}
