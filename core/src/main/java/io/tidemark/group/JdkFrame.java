package io.tidemark.group;

import java.util.List;

import io.tidemark.snapshot.Frame;

/**
 * Tells the JDK's own frames from everybody else's.
 */
final class JdkFrame {

	/** {@code com.sun.} and {@code javax.} also hold libraries, so only parts of them. */
	private static final List<String> PREFIXES = List.of("java.", "jdk.", "sun.", "com.sun.jmx.", "com.sun.management.",
			"com.sun.net.", "com.sun.security.", "javax.management.", "javax.naming.", "javax.net.", "javax.security.");

	private JdkFrame() {
	}

	static boolean is(Frame frame) {
		for (String prefix : PREFIXES) {
			if (frame.className().startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
