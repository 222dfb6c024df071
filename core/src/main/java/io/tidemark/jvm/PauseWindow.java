package io.tidemark.jvm;

import java.util.Arrays;

/**
 * How long the JVM stood still in each of the last {@value #SLOTS} seconds. Times are
 * milliseconds of uptime. Safe for use by several threads.
 */
final class PauseWindow {

	static final int SLOTS = 60;

	private static final long SLOT_MILLIS = 1000;

	private final long[] stopped = new long[SLOTS];

	private long newest;

	/** Spreads a pause over the seconds it covers, so that a long one fills many. */
	synchronized void add(long end, long duration) {
		advanceTo(end / SLOT_MILLIS);
		long oldest = (this.newest - SLOTS + 1) * SLOT_MILLIS;
		long time = Math.max(Math.max(end - duration, oldest), 0);
		while (time < end) {
			long next = Math.min((time / SLOT_MILLIS + 1) * SLOT_MILLIS, end);
			this.stopped[slot(time / SLOT_MILLIS)] += next - time;
			time = next;
		}
	}

	/**
	 * Share of the window that was spent in pauses, from 0 to 1. The current second is
	 * one of the window's, so that the share is low by up to a sixtieth.
	 */
	synchronized double share(long now) {
		advanceTo(now / SLOT_MILLIS);
		return Math.min(1, (double) Arrays.stream(this.stopped).sum() / (SLOTS * SLOT_MILLIS));
	}

	private void advanceTo(long second) {
		long passed = Math.min(second - this.newest, SLOTS);
		for (long i = 0; i < passed; i++) {
			this.stopped[slot(second - i)] = 0;
		}
		this.newest = Math.max(this.newest, second);
	}

	private static int slot(long second) {
		return (int) (second % SLOTS);
	}

}
