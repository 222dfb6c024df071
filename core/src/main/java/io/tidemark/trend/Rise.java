package io.tidemark.trend;

import org.jspecify.annotations.Nullable;

/**
 * What a window says, with the numbers behind it that a verdict needs.
 *
 * @param level the window
 * @param trend where the floor goes
 * @param from floor at the beginning of the window
 * @param to floor at its end
 * @param gained growth over the window that load does not explain
 * @param sustained whether the last third of the window rose like the rest
 * @param breathes whether it fell now and then: what never falls may be filling up
 * @param persistent whether it rose by a like amount on each of several days
 * @param perLoad how much one of the load adds, as far as the window tells; 0 if not
 * known
 * @param still the same of those members that do not move, or {@code null} if their
 * number does not rise
 * @since 0.1.0
 */
public record Rise(Level level, Trend trend, double from, double to, double gained, boolean sustained, boolean breathes,
		boolean persistent, double perLoad, @Nullable Still still) {

	private static final double HINT = 0.01;

	/** Whether anything in it may speak for a leak. */
	public boolean isNotable() {
		return isRising() || this.persistent || this.still != null || isHinted();
	}

	/** Whether it may go up: too little to say so if nothing else agrees. */
	public boolean isHinted() {
		return this.trend.slopePerHour() > 0 && this.trend.significance() < HINT;
	}

	/** Whether it goes up. */
	public boolean isRising() {
		return this.trend.direction() == Direction.RISING;
	}

	/**
	 * How the number of members that do not move rises.
	 *
	 * @param trend its trend
	 * @param from the number at the beginning of the window
	 * @param to the number at its end
	 * @param sustained whether the last third of the window rose like the rest
	 */
	public record Still(Trend trend, double from, double to, boolean sustained) {

		/** How many more there are. */
		public double gained() {
			return this.to - this.from;
		}

	}

}
