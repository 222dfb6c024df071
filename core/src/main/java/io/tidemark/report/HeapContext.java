package io.tidemark.report;

import java.util.List;

import io.tidemark.jvm.PartState;
import org.jspecify.annotations.Nullable;

/**
 * What a report of memory says beside its picture.
 *
 * @param limit classes, lines and objects that are told at most, at least 1
 * @param writable whether the reader may ask the JVM for more; a page hides the buttons
 * otherwise
 * @param observer the state of Tidemark's own parts
 * @param self last segment of the address that serves the report, such as
 * {@code heapdiff}; one histogram lies one segment below
 * @param leaks address of the page of leaks, relative to {@code self}, or {@code null} if
 * there is none
 * @param threadDiff address of the page of thread diffs, likewise
 * @since 0.1.0
 */
public record HeapContext(int limit, boolean writable, List<PartState> observer, String self, @Nullable String leaks,
		@Nullable String threadDiff) {

	public HeapContext {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, found " + limit);
		}
		observer = List.copyOf(observer);
	}

	/** The values that are told: the first {@code limit} of them. */
	<T> List<T> limited(List<T> values) {
		return values.subList(0, Math.min(this.limit, values.size()));
	}

	/** How many values are not told. */
	int omitted(List<?> values) {
		return Math.max(0, values.size() - this.limit);
	}

}
