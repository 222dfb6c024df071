package io.tidemark.heap;

import java.time.Instant;
import java.util.List;

import io.tidemark.origin.StreamListener;
import io.tidemark.snapshot.Frame;

/**
 * Listens to allocations with the bytes that each of them stands for; no method may block
 * or throw.
 */
interface WeighedListener extends StreamListener {

	/** Whether it wants no more, so that stacks need not be read. */
	boolean isFull();

	/**
	 * Somebody allocates.
	 * @param time when
	 * @param className readable name of the class
	 * @param weight bytes that it stands for: those of the thread's allocation buffer
	 * that begins with it, or its own if it lies outside of one
	 * @param stack innermost frame first, cleaned
	 */
	void allocated(Instant time, String className, long weight, List<Frame> stack);

}
