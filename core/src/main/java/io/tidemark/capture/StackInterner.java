package io.tidemark.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;

/**
 * Turns the JDK's stacks into ours, one object for equal ones: of 10,000 threads most
 * share a few stacks. Lives as long as one capture, so it holds at most one stack per
 * thread.
 */
final class StackInterner {

	/**
	 * HotSpot walks no deeper by default ({@code MaxJavaStackTraceDepth}); the root is
	 * lost.
	 */
	static final int MAX_DEPTH = 1_024;

	private final Map<Elements, StackTrace> stacks = new HashMap<>();

	private final Map<StackTraceElement, Frame> frames = new HashMap<>();

	StackTrace intern(StackTraceElement[] elements) {
		if (elements.length == 0) {
			return StackTrace.EMPTY;
		}
		return this.stacks.computeIfAbsent(new Elements(elements), this::toStackTrace);
	}

	private StackTrace toStackTrace(Elements elements) {
		StackTraceElement[] array = elements.array();
		List<Frame> frames = new ArrayList<>(array.length);
		for (StackTraceElement element : array) {
			frames.add(this.frames.computeIfAbsent(element, Frame::of));
		}
		return new StackTrace(frames, array.length >= MAX_DEPTH);
	}

	/** An array as a key: compared by content, hashed cheaply. */
	private static final class Elements {

		private final StackTraceElement[] array;

		private final int hash;

		Elements(StackTraceElement[] array) {
			this.array = array;
			this.hash = hash(array);
		}

		StackTraceElement[] array() {
			return this.array;
		}

		private static int hash(StackTraceElement[] array) {
			int hash = array.length;
			for (StackTraceElement element : array) {
				hash = 31 * hash + element.getClassName().hashCode();
				hash = 31 * hash + element.getMethodName().hashCode();
				hash = 31 * hash + element.getLineNumber();
			}
			return hash;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Elements elements && this.hash == elements.hash
					&& Arrays.equals(this.array, elements.array);
		}

	}

}
