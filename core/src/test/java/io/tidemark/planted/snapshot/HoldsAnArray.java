package io.tidemark.planted.snapshot;

/**
 * A value that somebody can change, and that does not equal its copy.
 *
 * @param values the array
 */
record HoldsAnArray(long[] values) {

}
