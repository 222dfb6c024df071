package io.tidemark.expected;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.tidemark.group.Glob;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadFixture;
import io.tidemark.snapshot.ThreadOrigin;
import io.tidemark.snapshot.ThreadSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Families made from an entry of the catalogue: threads that bear its name and stand
 * where it says, brought through redaction and grouping as those of a JVM are.
 */
final class EntryFixture {

	static final int CPUS = 4;

	private static final String STRANGE = "com.example.Strange.wait";

	private EntryFixture() {
	}

	/** Threads with names that the pattern is for, which differ in the last counter. */
	static ThreadFamily family(ExpectedThread entry, NamePattern name, StackTrace stack, int threads,
			@Nullable ThreadOrigin origin) {
		List<ObservedThread> members = IntStream.rangeClosed(1, threads)
			.mapToObj((i) -> thread(i, concrete(name.pattern(), i), stack, entry.virtual(), origin))
			.toList();
		return grouped(members, CaptureMethod.HANDSHAKE_WALK);
	}

	static ThreadFamily withoutStacks(ThreadFamily family, String name) {
		List<ObservedThread> members = IntStream.range(0, family.size())
			.mapToObj((i) -> thread(i, name, StackTrace.EMPTY, family.key().virtual(), null))
			.toList();
		return grouped(members, CaptureMethod.WITHOUT_STACKS);
	}

	private static ThreadFamily grouped(List<ObservedThread> threads, CaptureMethod method) {
		CaptureCost cost = new CaptureCost(Duration.ZERO, Duration.ZERO, Duration.ZERO, method);
		List<ThreadFamily> families = new StackGrouper()
			.group(new ThreadSnapshot(ThreadFixture.START, threads, cost), null)
			.families();
		if (families.size() != 1) {
			throw new IllegalStateException(
					"Expected one family, found " + families.stream().map((family) -> family.key().name()).toList());
		}
		return families.get(0);
	}

	private static ObservedThread thread(long id, String name, StackTrace stack, boolean virtual,
			@Nullable ThreadOrigin origin) {
		Thread.State state = stack.isEmpty() ? Thread.State.RUNNABLE : Thread.State.WAITING;
		return new ObservedThread(id, name, virtual, true, state, stack, null, null, null, origin);
	}

	/** A name such as a library gives: counters for single stars, the last one counts. */
	static String concrete(String pattern, int number) {
		String words = pattern.replace("**", "Any");
		int last = words.lastIndexOf('*');
		return (last < 0) ? words : words.substring(0, last).replace("*", "7") + number + words.substring(last + 1);
	}

	static StackTrace stack(StackCondition condition) {
		if (condition.isNone()) {
			return StackTrace.EMPTY;
		}
		List<String> frames = new ArrayList<>(List.of("java.lang.Object.wait"));
		condition.frames().forEach((frame) -> frames.add(concrete(frame)));
		frames.add("java.lang.Thread.run");
		return ThreadFixture.stack(frames.toArray(String[]::new));
	}

	/** The stack with one of the frames that the condition excludes. */
	static StackTrace stackWith(StackCondition condition, Glob excluded) {
		List<Frame> frames = new ArrayList<>(stack(condition).frames());
		frames.add(0, ThreadFixture.frame(concrete(excluded), 1));
		return new StackTrace(frames, false);
	}

	static StackTrace strangeStack() {
		return ThreadFixture.stack("java.lang.Object.wait", STRANGE, "java.lang.Thread.run");
	}

	static ThreadOrigin origin(String method) {
		Frame frame = ThreadFixture.frame(method, 1);
		return new ThreadOrigin(ThreadFixture.START, "main", List.of(frame), frame, true);
	}

	static String concrete(Glob frame) {
		return frame.toString().endsWith(".*") ? frame.toString().substring(0, frame.toString().length() - 1) + "any"
				: frame.toString().replace("*", "Any");
	}

}
