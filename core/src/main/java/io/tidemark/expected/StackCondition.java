package io.tidemark.expected;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tidemark.group.Glob;
import io.tidemark.group.StackGroup;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;

/**
 * Where a thread stands.
 *
 * @param frames class and method of frames that its stack has, anywhere and in any order;
 * empty for a thread of the JVM that runs no Java code
 * @param without frames that its stack does not have, for a worker whose idle loop is
 * still on its stack when it works
 */
record StackCondition(List<Glob> frames, List<Glob> without) {

	StackCondition {
		frames = List.copyOf(frames);
		without = List.copyOf(without);
	}

	/** A thread of the JVM that runs no Java code. */
	static StackCondition none() {
		return new StackCondition(List.of(), List.of());
	}

	boolean isNone() {
		return this.frames.isEmpty();
	}

	boolean matches(StackGroup group) {
		List<Frame> stack = group.stack().frames();
		if (isNone()) {
			return stack.isEmpty() && wasWalked(group);
		}
		return this.frames.stream().allMatch((frame) -> hasFrame(stack, frame))
				&& this.without.stream().noneMatch((frame) -> hasFrame(stack, frame));
	}

	/** A stack that nobody asked for is empty too, and says nothing. */
	private static boolean wasWalked(StackGroup group) {
		return group.state() == Thread.State.RUNNABLE && group.waitReason() != WaitReason.UNKNOWN;
	}

	static boolean hasFrame(List<Frame> stack, Glob method) {
		return stack.stream().anyMatch((frame) -> method.matches(frame.method()));
	}

	@Override
	public String toString() {
		return isNone() ? "none"
				: Stream
					.concat(this.frames.stream().map(Glob::toString), this.without.stream().map((frame) -> "!" + frame))
					.collect(Collectors.joining(" "));
	}

}
