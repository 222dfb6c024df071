package io.tidemark.jvm;

import java.util.List;

/**
 * Numbers as the kernel and the JVM write them.
 */
final class Numbers {

	/** Beyond that (cgroup v1 writes 2^63 less a page) there is no limit. */
	private static final long NONE_FROM = 1L << 60;

	private static final long KILOBYTE = 1_024;

	private Numbers() {
	}

	/** The limit, or -1 for {@code max}, {@code unlimited}, and whatever is no limit. */
	static long limit(String text) {
		long value = count(text);
		return (value > 0 && value < NONE_FROM) ? value : -1;
	}

	/** A number of at least 0, or -1 for everything else. */
	static long count(String text) {
		try {
			return Math.max(-1, Long.parseLong(text.strip()));
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/** Bytes in the line {@code VmRSS:     3060 kB}, or -1 if there is none. */
	static long kilobytes(List<String> lines, String name) {
		for (String line : lines) {
			if (line.startsWith(name) && line.endsWith(" kB")) {
				long value = count(line.substring(name.length(), line.length() - " kB".length()));
				return (value >= 0 && value < NONE_FROM / KILOBYTE) ? value * KILOBYTE : -1;
			}
		}
		return -1;
	}

	/** The number in the line {@code oom_kill 3}, or -1 if there is none. */
	static long named(List<String> lines, String name) {
		for (String line : lines) {
			if (line.startsWith(name + " ")) {
				return count(line.substring(name.length()));
			}
		}
		return -1;
	}

}
