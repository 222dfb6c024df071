package io.tidemark.boot.endpoint;

/**
 * Thrown where no leak can be found, with the reason as its message.
 *
 * @since 0.1.0
 */
public final class LeaksNotWatchedException extends RuntimeException {

	public LeaksNotWatchedException(String because) {
		super(because);
	}

}
