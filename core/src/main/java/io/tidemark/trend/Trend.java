package io.tidemark.trend;

import java.time.Duration;

/**
 * How the floor of a series moved over a window that ends now.
 *
 * @param direction where it goes
 * @param span length of the window
 * @param floors how many floors were compared, at most 36
 * @param slopePerHour Theil–Sen slope in units an hour, that part of it which load
 * explains taken away; NaN if too short
 * @param lowest lower end of the slope's 95 % interval
 * @param highest its upper end
 * @param significance two-sided p-value of the Mann–Kendall test, corrected for
 * autocorrelation; 1 if too short
 * @param loadShare share of the growth that the load explains, from 0 to 1; NaN if the
 * load is not known
 * @since 0.1.0
 */
public record Trend(Direction direction, Duration span, int floors, double slopePerHour, double lowest, double highest,
		double significance, double loadShare) {

	/** Too few readings to tell anything. */
	public static final Trend TOO_SHORT = new Trend(Direction.TOO_SHORT, Duration.ZERO, 0, Double.NaN, Double.NaN,
			Double.NaN, 1, Double.NaN);

}
