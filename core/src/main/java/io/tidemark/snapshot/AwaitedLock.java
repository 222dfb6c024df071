package io.tidemark.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What a thread was blocked on or parked at.
 *
 * @param className class of the monitor or synchronizer
 * @param identity tells it from others of its class within one snapshot, such as
 * {@code @1b2c3d4d}, or {@code null} if not known; a hash of the live JVM, so two locks
 * have the same once in some ten thousand snapshots
 * @param owner name of the thread that holds it, or {@code null} if nobody does, if it
 * cannot be held, or if the JVM was not asked. It may hold secrets, as every name that
 * the JVM gives
 * @param ownerId identifier of that thread, or {@code null} if not known or not sure
 * @since 0.1.0
 */
public record AwaitedLock(String className, @Nullable String identity, @Nullable String owner, @Nullable Long ownerId) {

	/** A lock of which only class and owner's name are known. */
	public AwaitedLock(String className, @Nullable String owner) {
		this(className, null, owner, null);
	}

	/** The same lock with what is known of its owner. */
	public AwaitedLock withOwner(@Nullable String owner, @Nullable Long ownerId) {
		return new AwaitedLock(this.className, this.identity, owner, ownerId);
	}

}
