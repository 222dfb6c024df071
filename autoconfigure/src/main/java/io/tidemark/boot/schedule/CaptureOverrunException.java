package io.tidemark.boot.schedule;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a capture does not finish in time. It goes on: one thread that does not
 * answer its handshake delays the walk, and nothing can cancel it.
 *
 * @since 0.1.0
 */
public class CaptureOverrunException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param deadline how long was waited
	 * @param waitingFor name of the thread that the capture waits for, redacted, or
	 * {@code null} if that is not known
	 */
	public CaptureOverrunException(Duration deadline, @Nullable String waitingFor) {
		super("The capture did not finish within %d ms; it waits for %s. It goes on by itself: ask again later"
			.formatted(deadline.toMillis(), (waitingFor != null) ? "thread '" + waitingFor + "'" : "a thread"));
	}

}
