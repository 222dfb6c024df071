package io.tidemark.diff;

import io.tidemark.group.GroupedSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot with the identity under which people ask for it.
 *
 * @param id identifier, unique in this process, such as {@code s7}
 * @param name name that somebody gave it, or {@code null}
 * @param baseline whether it is the baseline
 * @param groups the snapshot
 * @since 0.1.0
 */
public record KeptSnapshot(String id, @Nullable String name, boolean baseline, GroupedSnapshot groups) {

}
