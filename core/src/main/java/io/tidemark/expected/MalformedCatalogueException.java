package io.tidemark.expected;

/**
 * Thrown when a list of expected threads cannot be read; says where, what was expected
 * and what was found.
 *
 * @since 0.1.0
 */
public final class MalformedCatalogueException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MalformedCatalogueException(String message) {
		super(message);
	}

	static MalformedCatalogueException at(String place, int line, String expected, String found) {
		return new MalformedCatalogueException(
				"Line %d of %s: expected %s, found %s".formatted(line, place, expected, found));
	}

}
