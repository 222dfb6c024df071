package io.tidemark.jvm;

import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

import org.jspecify.annotations.Nullable;

/**
 * One memory pool of the JVM, read anew by each call (about 1 µs, no safepoint).
 * Generational ZGC and Shenandoah say of each pool that it may grow to the whole heap:
 * maxima of pools must not be added.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class MemoryPool {

	private static final MemoryUsage GONE = new MemoryUsage(-1, 0, 0, -1);

	private final MemoryPoolMXBean pool;

	/**
	 * Whether a collection was seen to have set the usage: never falls back, because an
	 * empty survivor space is a true zero.
	 */
	private volatile boolean collected;

	MemoryPool(MemoryPoolMXBean pool) {
		this.pool = pool;
	}

	/** Name as the JVM gives it, such as {@code G1 Old Gen}. */
	public String name() {
		return this.pool.getName();
	}

	/** Where the pool lies. */
	public MemoryArea area() {
		return (this.pool.getType() == MemoryType.HEAP) ? MemoryArea.HEAP : MemoryArea.NONHEAP;
	}

	/** Bytes in use, garbage included. */
	public long used() {
		return usage().getUsed();
	}

	/** Bytes that the JVM has obtained from the operating system for the pool. */
	public long committed() {
		return usage().getCommitted();
	}

	/**
	 * Bytes to which the pool may grow, or {@code null} if the JVM sets no bound of its
	 * own, as for metaspace or the young pools of G1.
	 */
	public @Nullable Long max() {
		long max = usage().getMax();
		return (max >= 0) ? max : null;
	}

	/**
	 * Bytes in use after the last collection that touched the pool, or {@code null} if
	 * the pool is not collected or no collection has touched it yet. Not the live set: on
	 * G1 it includes old garbage between concurrent cycles.
	 */
	public @Nullable Long afterGc() {
		MemoryUsage usage = (area() == MemoryArea.HEAP) ? this.pool.getCollectionUsage() : null;
		if (usage == null) {
			return null;
		}
		// Before the first collection HotSpot gives used = committed = 0.
		this.collected = this.collected || usage.getCommitted() > 0 || usage.getUsed() > 0;
		return this.collected ? usage.getUsed() : null;
	}

	private MemoryUsage usage() {
		MemoryUsage usage = this.pool.getUsage();
		return (usage != null) ? usage : GONE;
	}

}
