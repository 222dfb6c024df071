package io.tidemark.benchmarks.fleet;

import java.time.Instant;

/**
 * Threads that one instance starts and never ends.
 *
 * @param from when the code that leaks was first called; a restart begins anew
 * @param perMinute threads a minute
 */
record Leak(Instant from, double perMinute) {

	/** Growth is suspected after so long, by what a live run took. */
	private static final long UNTIL_SUSPECTED = 180;

	/** Threads that are held at a time, 0 before the first. */
	long threads(Instant started, Instant now) {
		return Math.max(0, (long) (seconds(started, now) * this.perMinute / 60));
	}

	/** Seconds since the service suspects it, negative before. */
	long suspectedSeconds(Instant started, Instant now) {
		return seconds(started, now) - UNTIL_SUSPECTED;
	}

	private long seconds(Instant started, Instant now) {
		return now.getEpochSecond() - Math.max(started.getEpochSecond(), this.from.getEpochSecond());
	}

}
