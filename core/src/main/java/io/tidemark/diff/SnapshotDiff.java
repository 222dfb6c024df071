package io.tidemark.diff;

import java.util.List;

/**
 * What happened between two snapshots of one JVM.
 *
 * @param from the earlier snapshot
 * @param to the later snapshot
 * @param started threads that are in {@code to} only
 * @param ended threads that are in {@code from} only
 * @param unchanged threads that are in both
 * @param groups families that are in either, largest change first
 * @since 0.1.0
 */
public record SnapshotDiff(KeptSnapshot from, KeptSnapshot to, int started, int ended, int unchanged,
		List<GroupChange> groups) {

	public SnapshotDiff {
		groups = List.copyOf(groups);
	}

}
