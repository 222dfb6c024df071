package io.tidemark.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What could not be read of one dump: the first are kept, all are counted.
 */
final class Problems {

	/** Characters of a line that a problem repeats. */
	private static final int EXCERPT = 80;

	private final List<DumpProblem> kept = new ArrayList<>();

	private int omitted;

	void add(DumpProblem problem) {
		if (this.kept.size() < ParsedDump.PROBLEMS) {
			this.kept.add(problem);
		}
		else {
			this.omitted++;
		}
	}

	void add(long line, String expected, String text) {
		if (this.kept.size() < ParsedDump.PROBLEMS) {
			this.kept.add(at(line, expected, text));
		}
		else {
			this.omitted++;
		}
	}

	/** By line: that an identifier came twice is seen at the end of the thread. */
	List<DumpProblem> kept() {
		return this.kept.stream().sorted(Comparator.comparingLong(DumpProblem::line)).toList();
	}

	int omitted() {
		return this.omitted;
	}

	/** A problem that repeats the text, on one line and not all of a long one. */
	static DumpProblem at(long line, String expected, String text) {
		int length = Math.min(text.length(), EXCERPT);
		StringBuilder excerpt = new StringBuilder(length + 3).append('\'');
		for (int i = 0; i < length; i++) {
			char character = text.charAt(i);
			excerpt.append(Character.isISOControl(character) ? ' ' : character);
		}
		return new DumpProblem(Math.max(1, line), expected,
				excerpt.append((length < text.length()) ? "…'" : "'").toString());
	}

	static DumpProblem atTheEnd(long line, String expected) {
		return new DumpProblem(Math.max(1, line), expected, "the end");
	}

}
