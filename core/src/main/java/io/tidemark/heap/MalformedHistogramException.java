package io.tidemark.heap;

/**
 * Thrown when the JVM's histogram does not look as it does on HotSpot.
 */
class MalformedHistogramException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int LONGEST = 80;

	MalformedHistogramException(int line, String expected, String found) {
		super("Line %d of the class histogram: expected %s, found '%s'".formatted(line, expected,
				(found.length() > LONGEST) ? found.substring(0, LONGEST) + "…" : found));
	}

}
