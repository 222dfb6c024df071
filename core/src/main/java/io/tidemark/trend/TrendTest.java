package io.tidemark.trend;

import java.time.Duration;

import io.tidemark.watch.ResourceSeries;

/**
 * Tells where the floor of a series goes: floors of sub-windows, load taken away,
 * Mann–Kendall and Theil–Sen with errors that allow for autocorrelation, and a test
 * whether it rose only in the beginning.
 * <p>
 * Arrays are used again, so one thread calls it; one is enough for all resources. A test
 * takes some microseconds, that of a flat series below one.
 *
 * @since 0.1.0
 */
public final class TrendTest {

	/** Floors of a test at most: each two are compared. */
	public static final int MOST = 36;

	/**
	 * Chance that noise around a constant is called a trend, two-sided, at each test of a
	 * level of minutes to an hour. It is far below 5 % because each series is tested some
	 * thousand times a day.
	 */
	public static final double SIGNIFICANT = 0.001;

	/** Floors that a test needs, at least, and which share of its window. */
	private static final int LEAST = 12;

	private static final double SHARE = 0.66;

	/** In the last third it rises at less than this share of the slope: levelled off. */
	private static final double PLATEAU = 0.2;

	private final double[] floors = new double[MOST];

	private final double[] loads = new double[MOST];

	private final double[] stagnant = new double[MOST];

	private final double[] times = new double[MOST];

	private final double[] values = new double[MOST];

	private final MannKendall mannKendall = new MannKendall();

	private final LoadFit loadFit = new LoadFit();

	private final DaysTest days = new DaysTest();

	/**
	 * Tests the newest complete window.
	 * @param series the series
	 * @param level which window
	 */
	public Rise test(ResourceSeries series, Level level) {
		if (level.isSlow()) {
			return this.days.test(series, level);
		}
		series.floors(level.width(), level.floors(), this.floors, this.loads, this.stagnant);
		double step = level.step(series.interval()).toMillis() / 3_600_000.0;
		int count = known(level.floors(), step);
		if (count < LEAST || this.times[count - 1] - this.times[0] < SHARE * (level.floors() - 1) * step) {
			return Rise.tooShort(level);
		}
		return test(level, count, step);
	}

	/** Moves the floors that are known to the front, each with its time in hours. */
	private int known(int floors, double step) {
		int count = 0;
		for (int i = 0; i < floors; i++) {
			if (!Double.isNaN(this.floors[i])) {
				this.times[count] = i * step;
				this.floors[count] = this.floors[i];
				this.loads[count] = this.loads[i];
				this.stagnant[count] = this.stagnant[i];
				count++;
			}
		}
		return count;
	}

	private Rise test(Level level, int count, double step) {
		double raw = end(this.floors, count) - start(this.floors, count);
		double share = this.loadFit.explain(this.times, this.floors, this.loads, count, this.values);
		this.mannKendall.compare(this.times, this.values, count);
		double slope = this.mannKendall.slope();
		double span = this.times[count - 1] - this.times[0];
		double inflation = this.mannKendall.inflation(this.times, this.values, count);
		double chance = chance(count, inflation);
		double gained = Math.min(raw, end(this.values, count) - start(this.values, count));
		double lowest = this.mannKendall.end(-1, count, inflation);
		double highest = this.mannKendall.end(1, count, inflation);
		Direction direction = direction(count, slope, gained, chance);
		Trend trend = new Trend(direction, Duration.ofMillis(Math.round((span + step) * 3_600_000)), count, slope,
				lowest, highest, chance, share);
		double from = start(this.floors, count);
		return new Rise(level, trend, from, from + raw, gained, end(this.stagnant, count) - start(this.stagnant, count),
				false);
	}

	/**
	 * Two nulls: noise around a constant, and a walk whose steps go up as often as down.
	 * What grows need only be more than one of them allows, so the smaller chance counts
	 * twice.
	 */
	private double chance(int count, double inflation) {
		double noise = this.mannKendall.deviations(count, inflation);
		double walk = walk(this.values, count);
		double surest = (Math.abs(walk) > Math.abs(noise)) ? walk : noise;
		if (!this.loadFit.isCertain() && Math.abs(this.loadFit.deviations()) < Math.abs(surest)) {
			surest = this.loadFit.deviations();
		}
		return Math.min(1, 2 * Normal.twoSided(surest));
	}

	/** The rise in deviations of a walk with steps of this size. */
	private static double walk(double[] values, int count) {
		double squares = 0;
		for (int i = 1; i < count; i++) {
			double change = values[i] - values[i - 1];
			squares += change * change;
		}
		double rise = values[count - 1] - values[0];
		double own = squares - rise * rise / (count - 1);
		double deviation = Math.sqrt(Math.max(own / (count - 2), squares / 1_000_000) * (count - 1));
		return (squares > 0) ? rise / deviation : 0;
	}

	private Direction direction(int count, double slope, double gained, double chance) {
		if (chance > SIGNIFICANT || slope == 0 || (slope > 0 && gained <= 0)) {
			return Direction.FLAT;
		}
		if (slope < 0) {
			return Direction.FALLING;
		}
		return (tailSlope(count) < PLATEAU * slope) ? Direction.LEVELLED_OFF : Direction.RISING;
	}

	/** Least squares over the last third. */
	private double tailSlope(int count) {
		int from = count - count / 3;
		double time = 0;
		double value = 0;
		for (int i = from; i < count; i++) {
			time += this.times[i] / (count - from);
			value += this.values[i] / (count - from);
		}
		double both = 0;
		double squares = 0;
		for (int i = from; i < count; i++) {
			both += (this.times[i] - time) * (this.values[i] - value);
			squares += (this.times[i] - time) * (this.times[i] - time);
		}
		return both / squares;
	}

	/** Median of the first three. */
	private static double start(double[] values, int count) {
		return Double.isNaN(values[0]) ? firstKnown(values, count) : median(values[0], values[1], values[2]);
	}

	private static double firstKnown(double[] values, int count) {
		for (int i = 0; i < count; i++) {
			if (!Double.isNaN(values[i])) {
				return values[i];
			}
		}
		return Double.NaN;
	}

	/** Median of the last three. */
	private static double end(double[] values, int count) {
		return median(values[count - 1], values[count - 2], values[count - 3]);
	}

	private static double median(double a, double b, double c) {
		return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
	}

}
