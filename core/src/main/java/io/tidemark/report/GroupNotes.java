package io.tidemark.report;

import java.util.List;
import java.util.Objects;

import io.tidemark.expected.Expectation;
import io.tidemark.origin.TaskOrigin;
import io.tidemark.snapshot.Frame;
import io.tidemark.verdict.Signature;
import io.tidemark.watch.SizeHistory;
import io.tidemark.watch.StuckThread;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a family of threads beside its numbers.
 *
 * @param container class of the executor or scope that its threads belong to, or
 * {@code null} if to none or not known
 * @param expected why its threads are normal, or {@code null} if nothing says so
 * @param signature what kind of mistake its growth looks like, or {@code null} if it did
 * not grow or looks like none
 * @param submittedBy who submitted the tasks that its threads run, most first; empty if
 * not known
 * @param stuck its threads that do not move, longest first, at most {@value #STUCK}
 * @param history its sizes since the start, or {@code null} if there are too few readings
 * @since 0.1.0
 */
public record GroupNotes(@Nullable String container, @Nullable Expectation expected, @Nullable Signature signature,
		List<TaskOrigin> submittedBy, List<StuckThread> stuck, @Nullable SizeHistory history) {

	/** Nothing is known. */
	public static final GroupNotes NONE = new GroupNotes(null, null, null, List.of(), List.of(), null);

	/** Stuck threads that are told of a family at most. */
	public static final int STUCK = 10;

	public GroupNotes {
		submittedBy = List.copyOf(submittedBy);
		stuck = List.copyOf(stuck);
	}

	/**
	 * The line that submitted most of the tasks that its threads run, or {@code null} if
	 * that is not known.
	 */
	@Nullable Frame submitter() {
		return this.submittedBy.stream().map(TaskOrigin::frame).filter(Objects::nonNull).findFirst().orElse(null);
	}

}
