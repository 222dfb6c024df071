package io.tidemark.boot.metrics;

/**
 * What a pool of threads has to do at one moment.
 *
 * @param name name of its executor
 * @param active threads that run a task; NaN if that is not known
 * @param max threads that it can have at most; NaN if there is no bound
 * @param queued tasks that wait for a thread; NaN if none can, or that is not known
 * @param capacity tasks that can wait at most; NaN if any number can
 * @since 0.1.0
 */
public record PoolReading(String name, double active, double max, double queued, double capacity) {

	/** Whether somebody waits or must wait, because all threads are busy. */
	boolean isSaturated() {
		return this.queued > 0 || (this.max > 0 && this.active >= this.max);
	}

}
