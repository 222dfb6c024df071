package io.tidemark.parse;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame as {@link StackTraceElement#toString()} writes it:
 * {@code java.base/java.lang.Thread.run(Thread.java:1474)}, with or without class loader
 * and module.
 */
final class FrameText {

	private static final String HIDDEN_CLASS = "/0x";

	private FrameText() {
	}

	/**
	 * The frame. A text that is none becomes the name of a class without a method, so
	 * that a stack never loses a line.
	 */
	static Frame frame(String text) {
		int open = text.indexOf('(');
		String method = (open >= 0) ? text.substring(0, open) : text;
		String source = (open >= 0) ? text.substring(open + 1, text.endsWith(")") ? text.length() - 1 : text.length())
				: "Unknown Source";
		method = method.substring(endOfModule(method));
		int dot = method.lastIndexOf('.');
		String className = (dot > 0) ? method.substring(0, dot) : method;
		return frame(className, (dot > 0) ? method.substring(dot + 1) : "", source);
	}

	/** Behind the last slash, but for the one in the name of a hidden class. */
	private static int endOfModule(String method) {
		int slash = method.lastIndexOf('/');
		if (slash >= 0 && method.startsWith(HIDDEN_CLASS, slash)) {
			slash = method.lastIndexOf('/', slash - 1);
		}
		return slash + 1;
	}

	private static Frame frame(String className, String methodName, String source) {
		if (source.equals("Native Method")) {
			return new Frame(className, methodName, null, Frame.NATIVE_METHOD);
		}
		if (source.equals("Unknown Source")) {
			return new Frame(className, methodName, null, Frame.UNKNOWN_LINE);
		}
		int colon = source.lastIndexOf(':');
		Integer line = (colon >= 0) ? number(source, colon + 1) : null;
		return (line != null) ? new Frame(className, methodName, source.substring(0, colon), line)
				: new Frame(className, methodName, source, Frame.UNKNOWN_LINE);
	}

	/** A number of at most nine digits, or {@code null}. */
	private static @Nullable Integer number(String text, int from) {
		if (from >= text.length() || text.length() - from > 9) {
			return null;
		}
		int number = 0;
		for (int i = from; i < text.length(); i++) {
			char digit = text.charAt(i);
			if (digit < '0' || digit > '9') {
				return null;
			}
			number = 10 * number + digit - '0';
		}
		return number;
	}

}
