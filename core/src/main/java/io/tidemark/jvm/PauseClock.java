package io.tidemark.jvm;

import org.jspecify.annotations.Nullable;

/**
 * A clock that runs while the JVM is stopped: the difference of two readings is an upper
 * bound of the time for which what lay between stopped the application's threads. Where
 * the JVM counts its safepoints that is their time, those of a collection that came in
 * between included; else it is the time that passed, which is never less.
 *
 * @since 0.1.0
 */
public final class PauseClock {

	private final @Nullable SafepointTime safepoints = SafepointTime.ofThisJvm();

	/** Nanoseconds since some moment; costs less than a microsecond. */
	public long nanos() {
		return (this.safepoints != null) ? this.safepoints.total().toNanos() : System.nanoTime();
	}

}
