package io.tidemark.verdict;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.watch.WatchedSeries;
import org.jspecify.annotations.Nullable;

/**
 * What is to be judged.
 *
 * @param id under which the verdict is known
 * @param series the resource and its readings
 * @param known what else is known of it
 * @param family the family of threads that it is, or a part of; {@code null} for others
 * @param origin who starts its threads, or {@code null} if not known
 * @param mute the mute that covers it, or {@code null}
 * @since 0.1.0
 */
public record LeakCase(String id, WatchedSeries series, Circumstances known, @Nullable FamilyKey family,
		@Nullable FamilyOrigin origin, @Nullable Mute mute) {

}
