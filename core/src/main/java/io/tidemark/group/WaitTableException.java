package io.tidemark.group;

/**
 * Thrown when a table of wait rules cannot be read. The message names source and line,
 * what was expected and what was found.
 *
 * @since 0.1.0
 */
public final class WaitTableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	WaitTableException(String message) {
		super(message);
	}

}
