package io.tidemark.group;

import java.util.List;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a {@link WaitTable}. All of its conditions must hold; an empty list is
 * none.
 *
 * @param name name of the rule, once in a table
 * @param reason what the thread waits for
 * @param states in which states of the thread it applies
 * @param at the innermost frame is one of these
 * @param in one frame of the call is one of these
 * @param on the object at which the thread is parked is of one of these classes
 * @param because why, as a sentence
 */
record WaitRule(String name, WaitReason reason, States states, List<FramePattern> at, List<FramePattern> in,
		List<Glob> on, String because) {

	WaitRule {
		at = List.copyOf(at);
		in = List.copyOf(in);
		on = List.copyOf(on);
	}

	/** Whether the conditions hold that are not about a frame of the call. */
	boolean allows(Thread.State state, List<Frame> frames, @Nullable String blocker) {
		return this.states.contains(state) && isAt(frames) && isOn(blocker);
	}

	/** Whether the frame is one that the call must have. */
	boolean isIn(Frame frame) {
		return matches(this.in, frame);
	}

	private boolean isAt(List<Frame> frames) {
		return this.at.isEmpty() || (!frames.isEmpty() && matches(this.at, frames.get(0)));
	}

	private boolean isOn(@Nullable String blocker) {
		return this.on.isEmpty() || (blocker != null && this.on.stream().anyMatch((type) -> type.matches(blocker)));
	}

	private static boolean matches(List<FramePattern> patterns, Frame frame) {
		boolean matches = false;
		for (FramePattern pattern : patterns) {
			if ((pattern.excluded() || !matches) && pattern.matches(frame)) {
				if (pattern.excluded()) {
					return false;
				}
				matches = true;
			}
		}
		return matches;
	}

	/** States of a thread that a rule tells apart. */
	enum States {

		RUNNABLE, WAITING, TIMED, UNTIMED, ANY;

		boolean contains(Thread.State state) {
			return switch (this) {
				case ANY -> true;
				case RUNNABLE -> state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING;
				case WAITING -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
				case TIMED -> state == Thread.State.TIMED_WAITING;
				case UNTIMED -> state == Thread.State.WAITING;
			};
		}

	}

}
