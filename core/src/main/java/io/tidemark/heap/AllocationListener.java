package io.tidemark.heap;

import java.util.List;

import io.tidemark.origin.StreamListener;
import io.tidemark.snapshot.Frame;

/**
 * Listens to samples of allocations; no method may block or throw.
 */
interface AllocationListener extends StreamListener {

	/**
	 * Somebody allocates.
	 * @param thread identifier of the thread
	 * @param virtual whether it is a virtual one
	 * @param className readable name of the class
	 * @param weight bytes that the thread, or the carrier of a virtual one, allocated
	 * since its last sample
	 * @param stack innermost frame first, cleaned
	 */
	void allocated(long thread, boolean virtual, String className, long weight, List<Frame> stack);

}
