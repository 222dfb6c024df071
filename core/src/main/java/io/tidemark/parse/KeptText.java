package io.tidemark.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a stream, one object for equal text: of 10,000 threads most share a few
 * stacks. Counts what it holds, so that nobody's dump can fill the heap; all dumps of one
 * stream share one.
 */
final class KeptText {

	/** Frames of a stack at most, as in a capture. */
	static final int FRAMES = 1_024;

	static final int THREAD = 128;

	private static final int FRAME_OF_STACK = 8;

	private static final int OBJECT = 64;

	private final Map<String, Frame> frames = new HashMap<>();

	private final Map<Frame, Frame> objects = new HashMap<>();

	private final Map<List<Frame>, StackTrace> stacks = new HashMap<>();

	private long left;

	KeptText(long characters) {
		this.left = characters;
	}

	/** Whether no more may be kept. */
	boolean isFull() {
		return this.left < 0;
	}

	/** Counts something that is kept. */
	void take(long characters) {
		this.left -= characters;
	}

	/** The frame that the text says, or {@code null} if it says none. */
	@Nullable Frame frame(String text) {
		Frame known = this.frames.get(text);
		if (known != null) {
			return known;
		}
		Frame parsed = FrameLine.parse(text);
		if (parsed == null) {
			return null;
		}
		Frame frame = frame(parsed);
		take(text.length() + OBJECT);
		this.frames.put(text, frame);
		return frame;
	}

	/** The same frame, one object for equal ones. */
	Frame frame(Frame frame) {
		Frame known = this.objects.putIfAbsent(frame, frame);
		if (known != null) {
			return known;
		}
		take((long) frame.className().length() + frame.methodName().length() + OBJECT);
		return frame;
	}

	/** The stack of these frames. */
	StackTrace stack(List<Frame> frames, boolean truncated) {
		if (frames.isEmpty() && !truncated) {
			return StackTrace.EMPTY;
		}
		StackTrace known = this.stacks.get(frames);
		if (known != null && known.truncated() == truncated) {
			return known;
		}
		StackTrace stack = new StackTrace(frames, truncated);
		take(OBJECT + (long) FRAME_OF_STACK * frames.size());
		this.stacks.put(stack.frames(), stack);
		return stack;
	}

}
