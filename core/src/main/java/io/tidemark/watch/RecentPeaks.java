package io.tidemark.watch;

/**
 * The highest level of the last {@value #MINUTES} minutes.
 */
final class RecentPeaks {

	static final int MINUTES = 15;

	private static final long MINUTE = 60_000;

	private final long[] minutes = new long[MINUTES];

	private final float[] peaks = new float[MINUTES];

	void add(long millis, double level) {
		long minute = Math.floorDiv(millis, MINUTE);
		int at = Math.floorMod(minute, MINUTES);
		this.peaks[at] = (this.minutes[at] == minute) ? Math.max(this.peaks[at], (float) level) : (float) level;
		this.minutes[at] = minute;
	}

	/** 0 if nothing was read. */
	double highest(long millis) {
		long now = Math.floorDiv(millis, MINUTE);
		double highest = 0;
		for (int i = 0; i < MINUTES; i++) {
			if (this.minutes[i] <= now && this.minutes[i] > now - MINUTES) {
				highest = Math.max(highest, this.peaks[i]);
			}
		}
		return highest;
	}

}
