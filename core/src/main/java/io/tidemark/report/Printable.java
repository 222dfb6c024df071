package io.tidemark.report;

/**
 * Text that cannot steer what shows it. Anybody may choose the name of a thread, so a
 * name may hold line breaks, escape sequences of a terminal, or marks that turn the
 * direction of writing around.
 */
final class Printable {

	private static final char REPLACEMENT = '\uFFFD';

	private Printable() {
	}

	/** The text with a replacement character for each one that is not visible. */
	static String of(String text) {
		StringBuilder result = null;
		for (int i = 0; i < text.length(); i++) {
			if (isUnsafe(text, i)) {
				if (result == null) {
					result = new StringBuilder(text);
				}
				result.setCharAt(i, REPLACEMENT);
			}
		}
		return (result != null) ? result.toString() : text;
	}

	private static boolean isUnsafe(String text, int index) {
		char character = text.charAt(index);
		if (character >= ' ' && character <= '~') {
			return false;
		}
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			case Character.SURROGATE -> !isPaired(text, index);
			default -> false;
		};
	}

	private static boolean isPaired(String text, int index) {
		char character = text.charAt(index);
		return Character.isHighSurrogate(character)
				? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
				: index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
	}

}
