package io.tidemark.benchmarks.leakbench;

import io.tidemark.heap.CollectedHeap;

/**
 * What a detector gets to see of a resource at one moment.
 *
 * @param second time on the clock of the service, which may jump
 * @param age seconds since the application was ready; smaller than before after a restart
 * @param value how large the resource is; NaN or below 0 if it could not be read
 * @param load requests a second, NaN if not known
 * @param stagnant members that did not move for a minute; NaN where the resource has no
 * members
 * @param idle how many of these wait for work; NaN where it has none
 * @param limit the most there can be, NaN if there is none
 * @param signature whether it looks like a known mistake
 * @param used bytes of the heap in use, garbage included; elsewhere the value
 * @param usageAfterCollection share of the long-lived pool in use after its last
 * collection, NaN if not told; outside the heap the share of the limit
 */
record Reading(long second, long age, double value, double load, double stagnant, double idle, double limit,
		boolean signature, double used, double usageAfterCollection) {

	/** Of what is not in the heap. */
	Reading(long second, long age, double value, double load, double stagnant, double idle, double limit,
			boolean signature) {
		this(second, age, value, load, stagnant, idle, limit, signature, value, value / limit);
	}

	/** The same with what the collector makes of it. */
	Reading in(CollectedHeap heap) {
		return new Reading(this.second, this.age, heap.reading(), this.load, this.stagnant, this.idle, this.limit,
				this.signature, heap.used(), heap.usageAfterCollection());
	}

}
