package io.tidemark.verdict;

/**
 * Thrown when a mute cannot be read; says which, what was expected and what was found.
 *
 * @since 0.1.0
 */
public final class MalformedMuteException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MalformedMuteException(String message) {
		super(message);
	}

	static MalformedMuteException at(int position, String expected, String found) {
		return new MalformedMuteException("Mute %d: expected %s, found '%s'".formatted(position, expected, found));
	}

}
