package io.tidemark.watch;

import org.jspecify.annotations.Nullable;

/**
 * A watched resource with what was read of it so far.
 *
 * @param id sixteen hexadecimal digits, the same after a restart
 * @param resource what is watched
 * @param series its readings; the very series that the next reading changes, so whoever
 * looks into it from another thread holds the {@link WatchedResources} as its lock
 * @param limit the most there can be at this moment, NaN if that is not known
 * @param limitName where the limit comes from, or {@code null} if that is not known
 * @param missing how many readings are missing so far
 * @param problem why it cannot be read, to be said after "it cannot be read:", or
 * {@code null} while it can; a reading or two that are missing do not count
 * @param saturation that its limit will soon be reached, or {@code null} if it will not
 * @since 0.1.0
 */
public record WatchedSeries(String id, WatchedResource resource, ResourceSeries series, double limit,
		@Nullable String limitName, long missing, @Nullable String problem, @Nullable Saturation saturation) {
}
