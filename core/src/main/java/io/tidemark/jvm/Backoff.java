package io.tidemark.jvm;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait until something is tried again. A clock that is set back does not
 * prolong it. One thread calls it.
 *
 * @since 0.1.0
 */
public final class Backoff {

	private final Duration rest;

	private Instant until = Instant.EPOCH;

	/**
	 * One that is over.
	 * @param rest how long it takes
	 */
	public Backoff(Duration rest) {
		this.rest = rest;
	}

	/** Begins it, or begins it again. */
	public void begin(Instant now) {
		this.until = now.plus(this.rest);
	}

	/** Whether to try again now. */
	public boolean isOver(Instant now) {
		return !now.isBefore(this.until) || now.isBefore(this.until.minus(this.rest));
	}

}
