package io.tidemark.report;

import java.util.List;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.jvm.PartState;

/**
 * What a report says beside its result.
 *
 * @param limit groups that are written at most, at least 1; the others are counted as
 * omitted
 * @param kept snapshots that can be compared with, oldest first
 * @param observer the state of Tidemark's own parts
 * @param writable whether the reader may take and forget snapshots; a page hides the
 * buttons otherwise
 * @since 0.1.0
 */
public record ReportContext(int limit, List<KeptSnapshot> kept, List<PartState> observer, boolean writable) {

	public ReportContext {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, found " + limit);
		}
		kept = List.copyOf(kept);
		observer = List.copyOf(observer);
	}

}
