package io.tidemark.verdict;

import io.tidemark.watch.ResourceSeries;

/**
 * What a resource did on other days. What it did without leaking does not accuse it
 * today: the morning and the nightly batch come again.
 */
final class Past {

	/** Hours that are not asked: what moves now may be a leak. */
	private static final int RECENT = 6;

	/** Hours that are asked, a week. */
	private static final int WEEK = 7 * 24;

	/** Hours that must be known. */
	private static final int LEAST = 18;

	private double swing = Double.NaN;

	/** Learns by how much it moves within an hour; once an hour is enough. */
	void learn(ResourceSeries series) {
		int known = 0;
		double largest = 0;
		double before = Double.NaN;
		for (int age = WEEK + RECENT; age >= RECENT; age--) {
			double floor = series.hourlyFloor(age);
			if (!Double.isNaN(floor) && known++ > 0) { // in the first one it warmed up
				largest = Math.max(largest, series.hourlyPeak(age) - floor);
				largest = Double.isNaN(before) ? largest : Math.max(largest, floor - before);
			}
			before = floor;
		}
		this.swing = (known >= LEAST) ? largest : Double.NaN;
	}

	/** Whether a growth is more than what it did before, or nothing is known of that. */
	boolean isExceededBy(double growth) {
		return Double.isNaN(this.swing) || growth > this.swing;
	}

	/**
	 * The most members that stood still through an hour in the days before, NaN if too
	 * little is known of them.
	 * @param recent hours that are not asked
	 */
	static double mostStill(ResourceSeries series, int recent) {
		int known = 0;
		double most = 0;
		for (int age = recent; age < recent + WEEK; age++) {
			double still = series.hourlyStagnant(age);
			known += Double.isNaN(still) ? 0 : 1;
			most = (still > most) ? still : most;
		}
		return (known >= LEAST) ? most : Double.NaN;
	}

	/**
	 * The fewest members that stood still in an hour of the last day, NaN if none is
	 * known; the first hours of a process, in which all comes to life, are not asked.
	 */
	static double fewestStill(ResourceSeries series) {
		double fewest = Double.NaN;
		for (int age = 1; age < Math.min(25, series.hours() - 1); age++) {
			double still = series.hourlyStagnant(age);
			fewest = (Double.isNaN(fewest) || still < fewest) ? still : fewest;
		}
		return fewest;
	}

	/**
	 * Whether something that comes and goes stays where it never stayed in the day before
	 * the last two hours.
	 * @param level where it is now at the lowest
	 * @param margin by how much that is more than the highest floor of an hour
	 */
	static boolean isNewTerritory(ResourceSeries series, double level, double margin) {
		double highest = Double.NaN;
		boolean cameDown = false;
		for (int age = 2; age < 26; age++) {
			double floor = series.hourlyFloor(age);
			if (!Double.isNaN(floor)) {
				highest = Double.isNaN(highest) ? floor : Math.max(highest, floor);
				double moved = series.hourlyPeak(age) - floor;
				cameDown |= moved > 0 && series.hourlyPeak(age) - series.hourlyFloor(age - 1) > moved / 2;
			}
		}
		return cameDown && level >= highest + margin;
	}

}
