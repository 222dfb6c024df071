package io.tidemark.verdict;

/**
 * A table of signatures is not what it should be: says the line, what was expected and
 * what was found.
 */
final class SignatureTableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	SignatureTableException(int line, String expected, String found) {
		super("Line %d of the signatures: expected %s, found %s".formatted(line, expected, found));
	}

}
