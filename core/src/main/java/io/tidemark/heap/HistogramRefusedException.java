package io.tidemark.heap;

import java.time.Duration;

/**
 * Thrown when no class histogram is taken. Its message says why, in a sentence for those
 * who asked.
 *
 * @since 0.1.0
 */
public class HistogramRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Duration retryAfter;

	HistogramRefusedException(String sentence, Duration retryAfter) {
		super(sentence);
		this.retryAfter = retryAfter;
	}

	HistogramRefusedException(String sentence, Throwable cause) {
		super(sentence, cause);
		this.retryAfter = Duration.ZERO;
	}

	/** When to ask again; zero if waiting does not help. */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
