package io.tidemark.snapshot;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Threads that look alike and are counted, not told apart: the way in which virtual
 * threads come, of which there may be millions.
 *
 * @param names names of some of them as the JVM gives them, at least one; empty for
 * threads without a name. They may hold secrets
 * @param virtual whether they are virtual threads
 * @param container class of the executor or scope that they belong to, such as
 * {@code java.util.concurrent.ThreadPerTaskExecutor}; {@code null} if to none
 * @param state their state
 * @param stack where they stand
 * @param lock what they wait for, or {@code null} if nothing or not known
 * @param threads how many they are, at least 1
 * @since 0.1.0
 */
public record FoldedThreads(List<String> names, boolean virtual, @Nullable String container, Thread.State state,
		StackTrace stack, @Nullable AwaitedLock lock, int threads) {

	public FoldedThreads {
		names = List.copyOf(names);
		if (names.isEmpty()) {
			throw new IllegalArgumentException("names must hold at least one");
		}
		if (threads < 1) {
			throw new IllegalArgumentException("threads must be at least 1, found " + threads);
		}
	}

	/** Name of one of them. */
	public String name() {
		return this.names.get(0);
	}

}
