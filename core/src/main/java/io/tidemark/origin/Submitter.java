package io.tidemark.origin;

import java.util.List;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A place from which tasks are submitted; equal only to itself, and one object for equal
 * stacks.
 */
final class Submitter {

	/** Nobody looked. */
	static final Submitter UNKNOWN = new Submitter(null, false, List.of());

	private final @Nullable Frame frame;

	private final boolean library;

	private final List<Frame> stack;

	Submitter(@Nullable Frame frame, boolean library, List<Frame> stack) {
		this.frame = frame;
		this.library = library;
		this.stack = stack;
	}

	TaskOrigin origin(int running, int queued) {
		return new TaskOrigin(this.frame, this.library, this.stack, running, queued);
	}

}
