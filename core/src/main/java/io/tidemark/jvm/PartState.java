package io.tidemark.jvm;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether a part of Tidemark works in this JVM, and what it cost so far.
 *
 * @param part name of the part, such as {@code origins}
 * @param works whether it works now
 * @param because why it does not, as a sentence; {@code null} if it works
 * @param runs how often it ran
 * @param wall time it took in all
 * @param pause upper bound of the time in which it stopped the application's threads in
 * all
 * @since 0.1.0
 */
public record PartState(String part, boolean works, @Nullable String because, long runs, Duration wall,
		Duration pause) {

}
