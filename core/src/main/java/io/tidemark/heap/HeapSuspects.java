package io.tidemark.heap;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who may be to blame for memory that does not come back.
 *
 * @param time when they were looked for last
 * @param classes classes that grew from histogram to histogram, those that explain most
 * bytes first; each says how often
 * @param lines lines that allocated what stayed, the likeliest first
 * @param holder who holds it, such as a cache, a queue or a field at the end of a path;
 * {@code null} if not known
 * @param coincidence what happened when the floor stepped up, as a sentence, or
 * {@code null}
 * @param undecided why class or line are not known, as a sentence; {@code null} if they
 * are
 * @since 0.1.0
 */
public record HeapSuspects(Instant time, List<GrowingClass> classes, List<AllocationLine> lines,
		@Nullable String holder, @Nullable String coincidence, @Nullable String undecided) {

	public HeapSuspects {
		classes = List.copyOf(classes);
		lines = List.copyOf(lines);
	}

}
