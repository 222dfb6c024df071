package io.tidemark.heap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up what comes to the pools of the heap between two collections, and what
 * collections carry to the old generation. What a concurrent collector frees between two
 * collections hides what came meanwhile. Written by the notification thread; reading is
 * safe for others.
 */
final class PoolFlow {

	private static final List<String> OLD = List.of("Old Gen", "Tenured Gen");

	private final Map<String, Long> after = new HashMap<>();

	private long threads = -1;

	private volatile long allocated;

	private volatile long promoted = -1;

	private volatile long humongous = -1;

	synchronized void add(HeapCollection collection) {
		if (collection.after() == 0) {
			return; // a bean of pauses that carries nothing
		}
		long came = 0;
		for (PoolChange pool : collection.pools()) {
			came += take(pool, collection);
		}
		this.allocated += Math.max(came, whileItRan(collection, came));
	}

	/** What came to the pool since the collection before. */
	private long take(PoolChange pool, HeapCollection collection) {
		long came = Math.max(0, pool.before() - this.after.getOrDefault(pool.pool(), pool.before()));
		this.after.put(pool.pool(), pool.after());
		if (OLD.stream().anyMatch(pool.pool()::contains)) {
			long more = collection.isFull() ? 0 : Math.max(0, pool.after() - pool.before());
			this.promoted = Math.max(0, this.promoted) + more;
			if (pool.pool().startsWith("G1 ")) {
				this.humongous = Math.max(0, this.humongous) + came;
			}
		}
		return came;
	}

	/**
	 * Beside a cycle the application goes on: its threads tell what the pools do not.
	 */
	private long whileItRan(HeapCollection collection, long came) {
		boolean cycle = collection.collector().endsWith(" Cycles");
		long more = (cycle && this.threads >= 0) ? collection.allocated() - this.threads : came;
		this.threads = collection.allocated();
		return more;
	}

	/** Bytes that came. */
	long allocated() {
		return this.allocated;
	}

	/** Bytes that were carried to the old generation, -1 if there is none. */
	long promoted() {
		return this.promoted;
	}

	/** Bytes that went to the old generation of G1 beside collections, -1 elsewhere. */
	long humongous() {
		return this.humongous;
	}

}
