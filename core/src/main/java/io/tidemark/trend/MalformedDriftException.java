package io.tidemark.trend;

/**
 * Thrown when what another process learned cannot be read; says what was expected and
 * what was found.
 *
 * @since 0.1.0
 */
public final class MalformedDriftException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean foreign;

	private MalformedDriftException(String message, boolean foreign) {
		super(message);
		this.foreign = foreign;
	}

	static MalformedDriftException of(String expected, Object found) {
		return new MalformedDriftException("expected %s, found %s".formatted(expected, found), false);
	}

	static MalformedDriftException foreign(String expected, Object found) {
		return new MalformedDriftException("expected %s, found %s".formatted(expected, found), true);
	}

	/** Whether somebody else made it, so that it must not be written over. */
	public boolean isForeign() {
		return this.foreign;
	}

}
