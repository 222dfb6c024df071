package io.tidemark.expected;

/**
 * A text in which each {@code *} stands for any characters, none included. Matching takes
 * at most the product of both lengths, so that no entry of a stranger can stall it.
 *
 * @param pattern the text
 */
record Glob(String pattern) {

	boolean matches(String text) {
		int position = 0;
		int next = 0;
		int star = -1;
		int resume = 0;
		while (position < text.length()) {
			if (next < this.pattern.length() && this.pattern.charAt(next) == '*') {
				star = next++;
				resume = position;
			}
			else if (next < this.pattern.length() && this.pattern.charAt(next) == text.charAt(position)) {
				next++;
				position++;
			}
			else if (star >= 0) {
				next = star + 1;
				position = ++resume;
			}
			else {
				return false;
			}
		}
		return onlyStarsFrom(next);
	}

	private boolean onlyStarsFrom(int position) {
		return this.pattern.substring(position).chars().allMatch((character) -> character == '*');
	}

	@Override
	public String toString() {
		return this.pattern;
	}

}
