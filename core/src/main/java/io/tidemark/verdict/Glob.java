package io.tidemark.verdict;

import java.util.List;
import java.util.regex.Pattern;

import io.tidemark.snapshot.Frame;

/**
 * Alternatives in which a star stands for any characters. What they are compared with is
 * short (a thread's name, a class with its method), so trying each star at each place is
 * cheap.
 *
 * @param alternatives what is looked for
 */
record Glob(List<Pattern> alternatives) {

	Glob {
		alternatives = List.copyOf(alternatives);
	}

	/** The alternatives of a text in which bars separate them. */
	static Glob of(String text) {
		return new Glob(Pattern.compile("\\|").splitAsStream(text).map(Glob::pattern).toList());
	}

	private static Pattern pattern(String alternative) {
		return Pattern.compile("\\Q" + alternative.strip().replace("*", "\\E.*\\Q") + "\\E");
	}

	boolean matches(String text) {
		return this.alternatives.stream().anyMatch((pattern) -> pattern.matcher(text).matches());
	}

	/** Whether a frame is meant: its class and method, with its line or without. */
	boolean matches(Frame frame) {
		return matches(frame.method()) || matches(frame.method() + ":" + frame.lineNumber());
	}

}
