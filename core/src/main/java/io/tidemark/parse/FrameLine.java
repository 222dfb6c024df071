package io.tidemark.parse;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line that should be a frame. The JVM writes the module into the parentheses
 * where a {@link StackTraceElement} has it before the class:
 * {@code java.lang.Object.wait(java.base@17.0.15/Native Method)} is
 * {@code java.base@17.0.15/java.lang.Object.wait(Native Method)}.
 */
final class FrameLine {

	private FrameLine() {
	}

	/**
	 * The frame, or {@code null} if this is none.
	 * @param text the line without {@code at} and blanks around it
	 */
	static @Nullable Frame parse(String text) {
		int open = text.indexOf('(');
		if (open < 0 || text.charAt(text.length() - 1) != ')') {
			return null;
		}
		int dot = text.lastIndexOf('.', open);
		int name = text.lastIndexOf('/', open) + 1;
		if (dot <= name - 1 || dot <= 0 || dot == name || dot + 1 >= open) {
			return null;
		}
		int slash = text.lastIndexOf('/');
		return FrameText.frame((slash > open) ? text.substring(0, open + 1) + text.substring(slash + 1) : text);
	}

	/** The same of a line in which nothing but a frame may stand. */
	static @Nullable Frame parseStrictly(String text) {
		int open = text.indexOf('(');
		return (open > 0 && text.lastIndexOf(' ', open) < 0) ? parse(text) : null;
	}

}
