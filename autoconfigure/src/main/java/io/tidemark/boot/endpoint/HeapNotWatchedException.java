package io.tidemark.boot.endpoint;

/**
 * Thrown where nobody looks at memory, with the reason as its message.
 *
 * @since 0.1.0
 */
public final class HeapNotWatchedException extends RuntimeException {

	public HeapNotWatchedException(String because) {
		super(because);
	}

}
