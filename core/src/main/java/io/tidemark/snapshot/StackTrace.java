package io.tidemark.snapshot;

import java.util.List;

/**
 * Where a thread stood.
 *
 * @param frames innermost first; empty for a thread that was not walked or runs no Java
 * code
 * @param truncated whether frames at the root are missing because the stack was deeper
 * than what is kept
 * @since 0.1.0
 */
public record StackTrace(List<Frame> frames, boolean truncated) {

	/** The stack of a thread that has none, or that was not asked for it. */
	public static final StackTrace EMPTY = new StackTrace(List.of(), false);

	public StackTrace {
		frames = List.copyOf(frames);
	}

	public boolean isEmpty() {
		return this.frames.isEmpty();
	}

}
