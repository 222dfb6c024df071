package io.tidemark.origin;

import org.jspecify.annotations.Nullable;

/**
 * Hands on how a stream of the flight recorder is, for those who listen to what it tells.
 *
 * @since 0.1.0
 */
public abstract class ForwardingStreamListener implements StreamListener {

	private final StreamListener health;

	/**
	 * @param health hears how the stream is
	 */
	protected ForwardingStreamListener(StreamListener health) {
		this.health = health;
	}

	@Override
	public void flushed(long cpuNanos) {
		this.health.flushed(cpuNanos);
	}

	@Override
	public void failed(Throwable failure) {
		this.health.failed(failure);
	}

	@Override
	public void died(@Nullable Throwable cause) {
		this.health.died(cause);
	}

}
