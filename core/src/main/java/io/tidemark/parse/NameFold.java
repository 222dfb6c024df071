package io.tidemark.parse;

/**
 * Folds names of threads that differ in counters only: {@code order-17} and
 * {@code order-18} become {@code order-*}. A digit inside a word stays ({@code log4j});
 * long words of hexadecimal digits and dashes, such as UUIDs, go as a whole.
 */
final class NameFold {

	private static final int IDENTIFIER = 12;

	private NameFold() {
	}

	/** Writes the folded name into the target. */
	static void fold(Chars name, Chars target) {
		target.clear();
		int position = 0;
		while (position < name.length()) {
			char first = name.at(position);
			boolean startsWord = position == 0 || !Character.isLetterOrDigit(name.at(position - 1));
			int end = startsWord ? endOfIdentifier(name, position) : position;
			if (end == position && isDigit(first)) {
				end = endOfCounter(name, position);
			}
			if (end > position) {
				target.append('*');
				position = end;
			}
			else {
				target.append(first);
				position++;
			}
		}
	}

	private static int endOfIdentifier(Chars name, int start) {
		int end = start;
		boolean digits = false;
		while (end < name.length() && isHexadecimalOrDash(name.at(end))) {
			digits |= isDigit(name.at(end++));
		}
		boolean whole = end == name.length() || !Character.isLetterOrDigit(name.at(end));
		return (digits && whole && end - start >= IDENTIFIER) ? end : start;
	}

	private static int endOfCounter(Chars name, int start) {
		int end = start;
		while (end < name.length() && isDigit(name.at(end))) {
			end++;
		}
		boolean inside = end - start == 1 && start > 0 && Character.isLetter(name.at(start - 1)) && end < name.length()
				&& Character.isLetter(name.at(end));
		return inside ? start : end;
	}

	private static boolean isHexadecimalOrDash(char character) {
		return character == '-' || Character.digit(character, 16) >= 0;
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

}
