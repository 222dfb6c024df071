package io.tidemark.origin;

import org.jspecify.annotations.Nullable;

/**
 * Hears how a stream of the flight recorder is; no method may block or throw.
 *
 * @since 0.1.0
 */
public interface StreamListener {

	/**
	 * The stream has handed on what it held; about once a second.
	 * @param cpuNanos CPU time of the stream's thread so far, in nanoseconds
	 */
	void flushed(long cpuNanos);

	/** One event was not understood. */
	void failed(Throwable failure);

	/**
	 * The stream has ended without having been closed.
	 * @param cause why, or {@code null} if somebody has stopped its recording
	 */
	void died(@Nullable Throwable cause);

}
