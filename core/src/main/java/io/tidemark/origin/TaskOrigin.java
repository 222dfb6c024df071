package io.tidemark.origin;

import java.util.List;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Who submitted tasks to an executor.
 *
 * @param frame the line that submitted them: the first of the application's packages,
 * failing that the first of a library; {@code null} for tasks at whose submission nobody
 * looked
 * @param library whether that line lies outside the application's packages
 * @param stack stack of the submitter of one of them, innermost first
 * @param running how many of these tasks run
 * @param queued how many of these tasks wait for a thread
 * @since 0.1.0
 */
public record TaskOrigin(@Nullable Frame frame, boolean library, List<Frame> stack, int running, int queued) {

	public TaskOrigin {
		stack = List.copyOf(stack);
	}

}
