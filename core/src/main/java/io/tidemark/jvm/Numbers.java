package io.tidemark.jvm;

/**
 * Limits as the kernel and the JVM write them.
 */
final class Numbers {

	/** Beyond that (cgroup v1 writes 2^63 less a page) there is no limit. */
	private static final long NONE_FROM = 1L << 60;

	private Numbers() {
	}

	/** The limit, or -1 for {@code max}, {@code unlimited}, and whatever is no limit. */
	static long limit(String text) {
		try {
			long value = Long.parseLong(text.strip());
			return (value > 0 && value < NONE_FROM) ? value : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
