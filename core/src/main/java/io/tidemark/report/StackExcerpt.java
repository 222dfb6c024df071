package io.tidemark.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;

/**
 * The lines of a stack that matter most where there is no room for all: the innermost
 * ones, which say what the thread does, and those outside the JDK, which say for whom.
 */
final class StackExcerpt {

	private static final int INNERMOST = 3;

	private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

	private StackExcerpt() {
	}

	/**
	 * At most {@code limit} frames in the order of the stack, and a line
	 * <code>… n more</code> in the place of each run that was left out. A stack that is
	 * longer by one is given whole.
	 */
	static List<String> of(StackTrace stack, int limit) {
		List<String> lines = of(stack.frames(), limit);
		if (stack.truncated()) {
			lines.add("… the stack was deeper than what is kept");
		}
		return lines;
	}

	static List<String> of(List<Frame> frames, int limit) {
		BitSet chosen = choose(frames, limit);
		List<String> lines = new ArrayList<>();
		int index = 0;
		while (index < frames.size()) {
			if (chosen.get(index)) {
				lines.add("at " + frames.get(index));
				index++;
			}
			else {
				int next = chosen.nextSetBit(index);
				int end = (next >= 0) ? next : frames.size();
				lines.add("… " + (end - index) + " more");
				index = end;
			}
		}
		return lines;
	}

	private static BitSet choose(List<Frame> frames, int limit) {
		BitSet chosen = new BitSet(frames.size());
		if (frames.size() <= limit + 1) {
			chosen.set(0, frames.size());
			return chosen;
		}
		choose(chosen, frames.size(), limit, (index) -> index < INNERMOST);
		choose(chosen, frames.size(), limit, (index) -> !isJdk(frames.get(index)));
		choose(chosen, frames.size(), limit, (index) -> true);
		return chosen;
	}

	private static void choose(BitSet chosen, int size, int limit, IntPredicate wanted) {
		for (int index = 0; index < size && chosen.cardinality() < limit; index++) {
			if (wanted.test(index)) {
				chosen.set(index);
			}
		}
	}

	/** Whether a class of the JDK, not of the application or a library, is at work. */
	static boolean isJdk(Frame frame) {
		return JDK.stream().anyMatch(frame.className()::startsWith);
	}

}
