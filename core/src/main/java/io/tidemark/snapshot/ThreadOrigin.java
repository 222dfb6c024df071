package io.tidemark.snapshot;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who started a thread.
 *
 * @param startedAt when the thread started
 * @param parent name of the thread that started it
 * @param stack stack of the creator at that moment, innermost first, without the frames
 * of {@link Thread#start()}
 * @param frame the line that a person would call the creator: the first frame in the
 * application's packages, failing that the first frame of a library, failing that the
 * first of the JDK; {@code null} if the recorder saw no stack
 * @param library whether {@code frame} lies outside the application's packages
 * @since 0.1.0
 */
public record ThreadOrigin(Instant startedAt, String parent, List<Frame> stack, @Nullable Frame frame,
		boolean library) {

	public ThreadOrigin {
		stack = List.copyOf(stack);
	}

}
