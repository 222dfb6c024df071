package io.tidemark.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One live thread as it was seen at its own moment of a capture. State, stack and lock
 * are read one after the other while the thread runs on, so they may contradict each
 * other for a thread that was moving.
 *
 * @param id the JVM's thread identifier, never used twice by one JVM
 * @param name the name as the JVM gives it; it may hold secrets, so it is redacted before
 * anybody sees it
 * @param virtual whether it is a virtual thread
 * @param daemon whether it is a daemon thread
 * @param state the state
 * @param stack the stack; {@link StackTrace#EMPTY} if stacks were not asked for
 * @param lock what it waited for, or {@code null} if nothing or not known
 * @param cpuNanos CPU time since the thread started in nanoseconds, or {@code null} if
 * this JVM does not tell
 * @param allocatedBytes bytes allocated since the thread started, or {@code null} if this
 * JVM does not tell
 * @param origin who started it, or {@code null} if not known
 * @param container class of the executor or scope that it belongs to, or {@code null} if
 * to none or not known
 * @since 0.1.0
 */
public record ObservedThread(long id, String name, boolean virtual, boolean daemon, Thread.State state,
		StackTrace stack, @Nullable AwaitedLock lock, @Nullable Long cpuNanos, @Nullable Long allocatedBytes,
		@Nullable ThreadOrigin origin, @Nullable String container) {

	/** A thread whose container is not known. */
	public ObservedThread(long id, String name, boolean virtual, boolean daemon, Thread.State state, StackTrace stack,
			@Nullable AwaitedLock lock, @Nullable Long cpuNanos, @Nullable Long allocatedBytes,
			@Nullable ThreadOrigin origin) {
		this(id, name, virtual, daemon, state, stack, lock, cpuNanos, allocatedBytes, origin, null);
	}

	/** The same thread with its origin. */
	public ObservedThread withOrigin(@Nullable ThreadOrigin origin) {
		return new ObservedThread(this.id, this.name, this.virtual, this.daemon, this.state, this.stack, this.lock,
				this.cpuNanos, this.allocatedBytes, origin, this.container);
	}

}
