package io.tidemark.parse;

/**
 * Reads numbers without exceptions.
 */
final class Digits {

	/** Digits of the longest number that is read, so that none overflows. */
	private static final int LONGEST = 18;

	private Digits() {
	}

	/** The number that stands there, or -1 if there is none. */
	static long parse(String text, int start, int end) {
		if (start < 0 || end <= start || end - start > LONGEST) {
			return -1;
		}
		long value = 0;
		for (int i = start; i < end; i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			value = value * 10 + digit;
		}
		return value;
	}

	/** Where the digits end that begin here. */
	static int end(String text, int start) {
		int end = start;
		while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
			end++;
		}
		return end;
	}

}
