package io.tidemark.trend;

/**
 * A trend with the numbers behind it that a verdict needs.
 *
 * @param level the window
 * @param trend where it goes
 * @param from floor at the beginning of the window, as fitted
 * @param to floor at its end, as fitted
 * @param gained growth over the window that load does not explain
 * @param stagnant increase of members that do not move over the window, NaN if not known
 * @param steady whether it rises in each part of the window, and not slower in the end
 * @since 0.1.0
 */
public record Rise(Level level, Trend trend, double from, double to, double gained, double stagnant, boolean steady) {

	/** Nothing can be told. */
	static Rise tooShort(Level level) {
		return new Rise(level, Trend.TOO_SHORT, Double.NaN, Double.NaN, 0, Double.NaN, false);
	}

	/** Whether it goes up. */
	public boolean isRising() {
		return this.trend.direction() == Direction.RISING;
	}

}
