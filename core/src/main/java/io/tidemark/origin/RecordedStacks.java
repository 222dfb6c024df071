package io.tidemark.origin;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.snapshot.Frame;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Stacks of the flight recorder as frames, {@linkplain OriginFrameFinder#clean cleaned}.
 * Equal stacks of one flush are read once. For one thread.
 * <p>
 * Names types of the module {@code jdk.jfr}: where that is missing this class must not be
 * touched.
 *
 * @since 0.1.0
 */
public final class RecordedStacks {

	static final int MAX_FRAMES = 64;

	/** Stacks seen since the last flush; the recorder gives equal ones as one object. */
	private static final int MAX_SEEN = 1_000;

	private final Map<RecordedStackTrace, List<Frame>> seen = new IdentityHashMap<>();

	/**
	 * The frames of a stack, innermost first, at most {@value #MAX_FRAMES}; none if there
	 * is no stack.
	 */
	public List<Frame> frames(@Nullable RecordedStackTrace stack) {
		if (stack == null) {
			return List.of();
		}
		if (this.seen.size() >= MAX_SEEN) {
			this.seen.clear();
		}
		return this.seen.computeIfAbsent(stack, RecordedStacks::read);
	}

	/**
	 * Forgets the stacks, else they would keep the chunk they come from; to be called
	 * with each flush.
	 */
	public void flushed() {
		this.seen.clear();
	}

	private static List<Frame> read(RecordedStackTrace stack) {
		return OriginFrameFinder.clean(stack.getFrames().stream().limit(MAX_FRAMES).map(RecordedStacks::read).toList());
	}

	private static Frame read(RecordedFrame frame) {
		RecordedMethod method = frame.getMethod();
		String className = method.getType().getName();
		int line = "Native".equals(frame.getType()) ? Frame.NATIVE_METHOD : frame.getLineNumber();
		return new Frame(className, method.getName(), sourceOf(className), line);
	}

	/**
	 * The recorder does not tell the source file; for Java it is that of the outermost
	 * class.
	 */
	private static String sourceOf(String className) {
		String simpleName = className.substring(className.lastIndexOf('.') + 1);
		int nested = simpleName.indexOf('$', 1);
		return ((nested > 0) ? simpleName.substring(0, nested) : simpleName) + ".java";
	}

}
