package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What the JVM told of one collection, or of one pause or cycle of it.
 *
 * @param collector name of the bean, such as {@code ZGC Major Cycles}
 * @param action what it did, such as {@code end of major GC}
 * @param cause why, such as {@code G1 Humongous Allocation}
 * @param end when it ended
 * @param duration how long it took
 * @param pools the pools of the heap, at most a handful
 * @param allocated bytes that all threads had allocated when it was heard of; -1 if this
 * JVM does not count them
 */
record HeapCollection(String collector, String action, String cause, Instant end, Duration duration,
		List<PoolChange> pools, long allocated) {

	HeapCollection {
		pools = List.copyOf(pools);
	}

	/** Whether it collected the whole heap while the application stood still. */
	boolean isFull() {
		return this.action.equals("end of major GC");
	}

	Instant start() {
		return this.end.minus(this.duration);
	}

	/** Bytes in use in the whole heap before. */
	long before() {
		return sum((pool) -> true, PoolChange::before);
	}

	/** Bytes in use in the whole heap after. */
	long after() {
		return sum((pool) -> true, PoolChange::after);
	}

	/** Bytes in pools of which the name has this in it. */
	long sum(String name, ToLongFunction<PoolChange> bytes) {
		return sum((pool) -> pool.pool().contains(name), bytes);
	}

	private long sum(Predicate<PoolChange> which, ToLongFunction<PoolChange> bytes) {
		return this.pools.stream().filter(which).mapToLong(bytes).sum();
	}

}
