package io.tidemark.parse;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the JVM that runs no Java code, such as {@code GC Thread#0}. Only
 * {@link DumpFormat#JSTACK jstack} shows them; a capture does not.
 *
 * @param name its name
 * @param cpuNanos CPU time since it started in nanoseconds, or {@code null} if the dump
 * does not tell
 * @since 0.1.0
 */
public record JvmThread(String name, @Nullable Long cpuNanos) {

}
