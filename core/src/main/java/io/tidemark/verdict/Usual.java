package io.tidemark.verdict;

import io.tidemark.watch.ResourceSeries;

/**
 * By how much a resource was used to move within an hour, in the days before. What it did
 * on other days without leaking does not accuse it today: the morning and the nightly
 * batch come again.
 */
final class Usual {

	/** Hours that are not asked: what moves now may be a leak. */
	private static final int RECENT = 6;

	/** Hours that are asked, a week. */
	private static final int PAST = 7 * 24;

	/** Hours that must be known. */
	private static final int LEAST = 18;

	private double swing = Double.NaN;

	void learn(ResourceSeries series) {
		int known = 0;
		double largest = 0;
		double before = Double.NaN;
		double swing = 0;
		for (int age = PAST + RECENT; age >= RECENT; age--) {
			double floor = series.hourlyFloor(age);
			if (Double.isNaN(floor)) {
				before = Double.NaN;
				continue;
			}
			if (known++ > 0) { // in the first one it warmed up
				swing = series.hourlyPeak(age) - floor;
				largest = Math.max(largest, Double.isNaN(before) ? swing : Math.max(swing, floor - before));
			}
			before = floor;
		}
		this.swing = (known >= LEAST) ? largest : Double.NaN;
	}

	/** Whether a growth is more than what it did before, or nothing is known of that. */
	boolean isExceededBy(double growth) {
		return Double.isNaN(this.swing) || growth > this.swing;
	}

}
