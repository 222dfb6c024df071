package io.tidemark.verdict;

import java.util.Arrays;
import java.util.List;

import io.tidemark.group.Glob;
import io.tidemark.snapshot.Frame;

/**
 * Names of which one is meant, each with stars: {@code pool-*|worker-*}.
 *
 * @param globs what is looked for
 */
record Alternatives(List<Glob> globs) {

	Alternatives {
		globs = List.copyOf(globs);
	}

	/** The alternatives of a text in which bars separate them. */
	static Alternatives of(String text) {
		return new Alternatives(Arrays.stream(text.split("\\|")).map(String::strip).map(Glob::of).toList());
	}

	boolean matches(String text) {
		return this.globs.stream().anyMatch((glob) -> glob.matches(text));
	}

	/** Whether a frame is meant: its class and method, with its line or without. */
	boolean matches(Frame frame) {
		return matches(frame.method()) || matches(frame.method() + ":" + frame.lineNumber());
	}

}
