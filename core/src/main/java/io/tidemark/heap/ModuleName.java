package io.tidemark.heap;

import org.jspecify.annotations.Nullable;

/**
 * The module that a row of a histogram ends with, such as {@code (java.base@17.0.15)}.
 *
 * @param name name and version, or {@code null} if the class is in no named module
 * @param start where it starts in the row, with the blank before it; the end of the row
 * if there is none
 */
record ModuleName(@Nullable String name, int start) {

	private static final int LONGEST = 128;

	/** Names of classes may have blanks and parentheses too (Kotlin): look closely. */
	static ModuleName of(String row) {
		int open = row.lastIndexOf(" (");
		if (open <= 0 || !row.endsWith(")") || row.length() - open > LONGEST) {
			return new ModuleName(null, row.length());
		}
		String name = row.substring(open + 2, row.length() - 1);
		return isModule(name) ? new ModuleName(name, open) : new ModuleName(null, row.length());
	}

	private static boolean isModule(String name) {
		for (int i = 0; i < name.length(); i++) {
			char letter = name.charAt(i);
			if (!Character.isJavaIdentifierPart(letter) && ".@+-~".indexOf(letter) < 0) {
				return false;
			}
		}
		return !name.isEmpty();
	}

}
