package io.tidemark.origin;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Stacks of those who submit tasks, one object for equal ones: at most {@value #STACKS}
 * of {@value #DEPTH} frames, held as long as a task is remembered that came from there.
 * Of a known stack only class, method and position are read, which costs some
 * microseconds; line numbers are looked up once.
 */
final class SubmitterStacks {

	static final int DEPTH = 64;

	/** With their frames at most 2 MB. */
	static final int STACKS = 500;

	/** The way from the submitter to us. */
	private static final List<String> PLUMBING = List.of("java.util.concurrent.", "org.springframework.core.task.",
			"org.springframework.scheduling.", "io.tidemark.boot.tasks.Watch");

	private static final Set<String> OURS = Set.of(SubmitterStacks.class.getName(), ExecutorTasks.class.getName());

	private static final StackWalker WALKER = StackWalker.getInstance();

	private final Map<Long, WeakReference<Submitter>> stacks = new ConcurrentHashMap<>();

	private final OriginFrameFinder finder;

	SubmitterStacks(OriginFrameFinder finder) {
		this.finder = finder;
	}

	/** Who calls, or {@code null} if there is no room for another stack. */
	@Nullable Submitter here() {
		List<StackFrame> frames = WALKER.walk(SubmitterStacks::outside);
		long hash = hash(frames);
		WeakReference<Submitter> known = this.stacks.get(hash);
		Submitter submitter = (known != null) ? known.get() : null;
		return (submitter != null) ? submitter : remember(hash, frames);
	}

	int size() {
		return this.stacks.size();
	}

	private synchronized @Nullable Submitter remember(long hash, List<StackFrame> frames) {
		if (this.stacks.size() >= STACKS) {
			this.stacks.values().removeIf((stack) -> stack.get() == null);
			if (this.stacks.size() >= STACKS) {
				return null;
			}
		}
		Submitter submitter = submitter(frames);
		this.stacks.put(hash, new WeakReference<>(submitter));
		return submitter;
	}

	private Submitter submitter(List<StackFrame> frames) {
		List<Frame> all = new ArrayList<>(frames.size());
		frames.forEach((frame) -> all.add(Frame.of(frame.toStackTraceElement())));
		List<Frame> stack = OriginFrameFinder.clean(all);
		Frame frame = this.finder.inApplication(stack);
		boolean library = frame == null;
		if (library) {
			frame = this.finder.inLibrary(stack);
		}
		return new Submitter((frame != null) ? frame : this.finder.inJdk(stack), library, List.copyOf(stack));
	}

	private static List<StackFrame> outside(Stream<StackFrame> frames) {
		return frames.limit(DEPTH).dropWhile((frame) -> isPlumbing(frame.getClassName())).toList();
	}

	private static boolean isPlumbing(String className) {
		return OURS.contains(className) || PLUMBING.stream().anyMatch(className::startsWith);
	}

	private static long hash(List<StackFrame> frames) {
		long hash = frames.size();
		for (StackFrame frame : frames) {
			hash = hash * 0x9e3779b97f4a7c15L + frame.getClassName().hashCode();
			hash = hash * 0x9e3779b97f4a7c15L + frame.getMethodName().hashCode();
			hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L + frame.getByteCodeIndex();
		}
		return hash;
	}

}
