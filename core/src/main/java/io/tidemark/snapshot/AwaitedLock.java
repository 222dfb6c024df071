package io.tidemark.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What a thread was blocked on or parked at.
 *
 * @param className class of the monitor or synchronizer
 * @param owner name of the thread that holds it, or {@code null} if nobody does or the
 * JVM was not asked; owners are asked only for {@link Thread.State#BLOCKED blocked}
 * threads
 * @since 0.1.0
 */
public record AwaitedLock(String className, @Nullable String owner) {

}
