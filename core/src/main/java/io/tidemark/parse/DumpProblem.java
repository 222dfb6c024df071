package io.tidemark.parse;

import java.io.Serializable;

/**
 * A place in a dump that could not be read as expected. What stands before and behind it
 * is kept where it could be read.
 *
 * @param line number of the line, the first is 1
 * @param expected what should have stood there
 * @param found what stood there, at most {@value #LONGEST} characters of it
 * @since 0.1.0
 */
public record DumpProblem(long line, String expected, String found) implements Serializable {

	/** Characters of {@link #found()} at most. */
	static final int LONGEST = 200;

	public DumpProblem {
		if (line < 1) {
			throw new IllegalArgumentException("line must be at least 1, found " + line);
		}
		if (found.length() > LONGEST) {
			found = found.substring(0, LONGEST - 1) + "…";
		}
	}

	/** Where, what was expected, what was found. */
	@Override
	public String toString() {
		return "Line %d of the thread dump: expected %s, found %s".formatted(this.line, this.expected, this.found);
	}

}
