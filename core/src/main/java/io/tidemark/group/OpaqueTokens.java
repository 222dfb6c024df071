package io.tidemark.group;

/**
 * Finds identifiers that no person chose in a name: hexadecimal and base 64, keys of
 * clouds, JSON web tokens. Each is either a secret or new with every request, and in both
 * cases no part of a name. One pass without backtracking.
 */
final class OpaqueTokens {

	private static final int SHORTEST = 6;

	private static final int LONG = 16;

	/** Longer than the words of people, shorter than the secret of an AWS key. */
	private static final int LONGEST_WORD = 32;

	private OpaqueTokens() {
	}

	/** The name with {@code *} for each identifier that no person chose. */
	static String redact(String name) {
		StringBuilder result = null;
		int copied = 0;
		int position = 0;
		while (position < name.length()) {
			int end = endOfRun(name, position, false);
			int opaqueEnd = (end - position < SHORTEST) ? position : endOfOpaque(name, position, end);
			if (opaqueEnd > position) {
				result = (result != null) ? result : new StringBuilder(name.length());
				result.append(name, copied, position).append('*');
				copied = opaqueEnd;
			}
			position = Math.max(Math.max(end, opaqueEnd), position + 1);
		}
		return (result != null) ? result.append(name, copied, name.length()).toString() : name;
	}

	/** Where the identifier ends, or {@code start} if the run is a word. */
	private static int endOfOpaque(String name, int start, int end) {
		if (name.startsWith("eyJ", start)) {
			return endOfWebToken(name, end);
		}
		int endWithSlashes = endOfRun(name, start, true);
		if (endWithSlashes - start >= LONGEST_WORD && endWithSlashes > end
				&& Shape.of(name, start, endWithSlashes).isBase64()) {
			return endWithSlashes;
		}
		return Shape.of(name, start, end).isOpaque() ? end : start;
	}

	private static int endOfWebToken(String name, int from) {
		int end = from;
		while (end < name.length() && (isAlphanumeric(name.charAt(end)) || "-_.=".indexOf(name.charAt(end)) >= 0)) {
			end++;
		}
		return end;
	}

	private static int endOfRun(String name, int from, boolean slashes) {
		int end = from;
		while (end < name.length() && (isAlphanumeric(name.charAt(end))
				|| (slashes && (name.charAt(end) == '/' || name.charAt(end) == '+')))) {
			end++;
		}
		return end;
	}

	private static boolean isAlphanumeric(char c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	/**
	 * What a run of letters and digits looks like.
	 *
	 * @param length characters
	 * @param digits digits
	 * @param breaks how often the kind of character changes where a word would not: from
	 * lower to upper case, or between letters and digits. In {@code ThreadPoolExecutor2}
	 * that is once in six characters, in random ones in two to three
	 * @param hexadecimal whether all characters are hexadecimal digits
	 * @param key whether it begins as the keys of AWS do
	 */
	private record Shape(int length, int digits, int breaks, boolean hexadecimal, boolean key) {

		static Shape of(String name, int start, int end) {
			int digits = 0;
			int breaks = 0;
			boolean hexadecimal = true;
			for (int i = start; i < end; i++) {
				char c = name.charAt(i);
				digits += Character.isDigit(c) ? 1 : 0;
				hexadecimal &= Character.digit(c, 16) >= 0;
				breaks += (i > start && isBreak(name.charAt(i - 1), c)) ? 1 : 0;
			}
			boolean key = name.startsWith("AKIA", start) || name.startsWith("ASIA", start);
			return new Shape(end - start, digits, breaks, hexadecimal, key);
		}

		private static boolean isBreak(char before, char c) {
			return (Character.isLowerCase(before) && Character.isUpperCase(c))
					|| (Character.isLetter(before) && Character.isDigit(c))
					|| (Character.isDigit(before) && Character.isLetter(c));
		}

		boolean isOpaque() {
			if (this.hexadecimal && this.digits > 0 && this.digits < this.length) {
				return this.breaks >= 2 || this.length >= LONG;
			}
			if (this.length < LONG) {
				return this.breaks >= 4 && this.breaks * 5 >= this.length * 2;
			}
			return this.key || (this.digits >= 2 && this.breaks >= 3 && this.breaks * 4 >= this.length)
					|| (this.digits > 0 && this.length >= LONGEST_WORD && this.breaks * 5 >= this.length);
		}

		/** Slashes are in paths too, which have fewer changes of kind. */
		boolean isBase64() {
			return this.digits > 0 && this.breaks * 5 >= this.length;
		}

	}

}
