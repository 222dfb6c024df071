package io.tidemark.watch;

/**
 * Thrown when the history of another process cannot be read; says what was expected and
 * what was found.
 *
 * @since 0.1.0
 */
public final class MalformedHistoryException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean foreign;

	private MalformedHistoryException(String message, boolean foreign) {
		super(message);
		this.foreign = foreign;
	}

	/** Of something that is ours and damaged, or of another version. */
	public static MalformedHistoryException of(String expected, Object found) {
		return new MalformedHistoryException("expected %s, found %s".formatted(expected, found), false);
	}

	/** Of something that somebody else made. */
	public static MalformedHistoryException foreign(String expected, Object found) {
		return new MalformedHistoryException("expected %s, found %s".formatted(expected, found), true);
	}

	/** Whether somebody else made it, so that it must not be written over. */
	public boolean isForeign() {
		return this.foreign;
	}

}
