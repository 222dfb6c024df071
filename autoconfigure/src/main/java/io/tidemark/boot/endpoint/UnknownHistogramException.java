package io.tidemark.boot.endpoint;

/**
 * Thrown where something of memory is asked for that is not there, with what there is as
 * its message.
 */
final class UnknownHistogramException extends RuntimeException {

	UnknownHistogramException(String message) {
		super(message);
	}

}
