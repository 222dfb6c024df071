package io.tidemark.group;

/**
 * Folds a snapshot into families and stack groups.
 */
public final class StackGrouper {

	static final int FAMILIES = 1_000;

	static final int KEPT_FRAMES = 256;

	static final int SAMPLE_THREADS = 5;

}
