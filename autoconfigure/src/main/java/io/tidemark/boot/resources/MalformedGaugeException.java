package io.tidemark.boot.resources;

/**
 * Thrown when a gauge that is to be watched cannot be read. The message is a sentence
 * that says where, what was expected and what was found.
 *
 * @since 0.1.0
 */
public final class MalformedGaugeException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	MalformedGaugeException(String where, String expected, String found) {
		super("%s: %s, found %s".formatted(where, expected, found));
	}

}
