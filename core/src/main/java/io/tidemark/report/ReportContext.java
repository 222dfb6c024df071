package io.tidemark.report;

import java.util.List;
import java.util.Map;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.group.FamilyKey;
import io.tidemark.jvm.PartState;
import org.jspecify.annotations.Nullable;

/**
 * What a report says beside its result.
 *
 * @param limit groups that are written at most, at least 1; the others are counted as
 * omitted
 * @param kept snapshots that can be compared with, oldest first
 * @param observer the state of Tidemark's own parts
 * @param writable whether the reader may take and forget snapshots; a page hides the
 * buttons otherwise
 * @param notes what is known of each family beside its numbers; families without a note
 * may be absent
 * @param leaks address of the page of leaks, relative to that of a diff, or {@code null}
 * if there is none
 * @param heapDiff address of the page of memory, likewise
 * @since 0.1.0
 */
public record ReportContext(int limit, List<KeptSnapshot> kept, List<PartState> observer, boolean writable,
		Map<FamilyKey, GroupNotes> notes, @Nullable String leaks, @Nullable String heapDiff) {

	public ReportContext {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, found " + limit);
		}
		kept = List.copyOf(kept);
		observer = List.copyOf(observer);
		notes = Map.copyOf(notes);
	}

	/** A context without notes. */
	public ReportContext(int limit, List<KeptSnapshot> kept, List<PartState> observer, boolean writable) {
		this(limit, kept, observer, writable, Map.of(), null, null);
	}

	/** The same context with these notes. */
	public ReportContext withNotes(Map<FamilyKey, GroupNotes> notes) {
		return new ReportContext(this.limit, this.kept, this.observer, this.writable, notes, this.leaks, this.heapDiff);
	}

	/** The same context with this address of the page of leaks. */
	public ReportContext withLeaks(@Nullable String leaks) {
		return new ReportContext(this.limit, this.kept, this.observer, this.writable, this.notes, leaks, this.heapDiff);
	}

	/** The same context with this address of the page of memory. */
	public ReportContext withHeapDiff(@Nullable String heapDiff) {
		return new ReportContext(this.limit, this.kept, this.observer, this.writable, this.notes, this.leaks, heapDiff);
	}

	/** What is known of this family beside its numbers. */
	GroupNotes notes(FamilyKey key) {
		return this.notes.getOrDefault(key, GroupNotes.NONE);
	}

	/** The groups that are written: the first {@code limit} of them. */
	<T> List<T> limited(List<T> groups) {
		return groups.subList(0, Math.min(this.limit, groups.size()));
	}

	/** How many groups are not written. */
	int omitted(List<?> groups) {
		return Math.max(0, groups.size() - this.limit);
	}

	/** The parts that do not work. */
	List<PartState> failing() {
		return ObserverTable.failing(this.observer);
	}

	/** Whether somebody can still ask for this snapshot by its identifier. */
	boolean keeps(KeptSnapshot snapshot) {
		return this.kept.stream().anyMatch((kept) -> kept.id().equals(snapshot.id()));
	}

}
