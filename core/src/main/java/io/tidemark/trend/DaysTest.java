package io.tidemark.trend;

import java.time.Duration;
import java.util.Arrays;

import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a floor rises from day to day, in one of two ways.
 * <p>
 * Where the load is known, each hour of three days is compared with the same hour of the
 * day before, load taken away, and must have gained twice: so a daily wave says nothing,
 * whatever its form, and a step that stays says it only once. Where it is not known, the
 * lowest of each 24 hours must have risen by a like amount each day, and by more than the
 * resource moves within a day.
 */
final class DaysTest {

	private static final int HOURS = 24;

	private static final int MOST = 8;

	/** Hours after the first reading that are not asked: it warms up and fills. */
	private static final int WARM_UP = 12;

	/** Hours that two days must have in common to be compared. */
	private static final int COMMON = 16;

	/** Hours of a day that count as independent of each other. */
	private static final double INDEPENDENT = 6;

	/** What a day gains must be this many of its errors. */
	private static final double CLEARLY = 4;

	/** The last gain as a share of the mean one: less is slowing down. */
	private static final double STEADY = 0.5;

	/** What load does not explain, a day, as a share of the level: less is its error. */
	private static final double OF_LEVEL = 0.01;

	/**
	 * Growth over 3, 4, … 8 days as a multiple of how much it moves within a day. A week
	 * in full rules out weekends; until then growth must outgrow them.
	 */
	private static final double[] OF_SWING = { 1.5, 1.3, 1.1, 1, 0.8, 0.35 };

	/** The largest gain of a day as a share of all: more is a step. */
	private static final double[] ONE_STEP = { 0.6, 0.55, 0.5, 0.5, 0.5, 0.5 };

	/** Growth as a multiple of what chance alone makes of steps of this size. */
	private static final double EVENLY = 1.5;

	private final double[] floors = new double[MOST * HOURS];

	private final double[] means = new double[MOST * HOURS];

	private final double[] loads = new double[MOST * HOURS];

	private final double[] still = new double[MOST * HOURS];

	private final double[] sorted = new double[HOURS * 2];

	private final double[] gains = new double[MOST];

	private double error;

	@Nullable Rise test(ResourceSeries series, Level level) {
		int days = (int) Math.min(level.floors(), (series.hours() - WARM_UP) / HOURS);
		if (days < ((level == Level.DAYS) ? 3 : 4)) {
			return null;
		}
		read(series, days * HOURS);
		return (level == Level.DAYS) ? threeDays() : lowestOfDays(level, days);
	}

	private void read(ResourceSeries series, int hours) {
		for (int i = 0; i < hours; i++) {
			int age = hours - i;
			this.floors[i] = series.hourlyFloor(age);
			this.means[i] = series.hourlyMean(age);
			this.loads[i] = series.hourlyLoad(age);
			this.still[i] = series.hourlyStagnant(age);
		}
	}

	private @Nullable Rise threeDays() {
		Rise known = threeDaysOfKnownLoad();
		Rise.Still still = still();
		if (known != null && known.persistent() && still == null) {
			return known;
		}
		Rise lowest = lowestOfDays(Level.DAYS, 3);
		Rise better = (lowest != null && (known == null || lowest.persistent())) ? lowest : known;
		return (better != null && still != null) ? new Rise(better.level(), better.trend(), better.from(), better.to(),
				better.gained(), better.sustained(), better.breathes(), better.persistent(), better.perLoad(), still)
				: better;
	}

	private @Nullable Rise threeDaysOfKnownLoad() {
		double coefficient = HourFit.coefficient(this.means, this.loads, 3 * HOURS);
		if (Double.isNaN(coefficient)) {
			return null;
		}
		double level = middleOf(this.means, 0, HOURS);
		double first = gain(this.means, coefficient, 0);
		double wide = this.error;
		double second = gain(this.means, coefficient, HOURS);
		double error = Math.max(wide, this.error);
		double least = leastGain(coefficient);
		if (Double.isNaN(least)) {
			return null;
		}
		boolean steady = least > CLEARLY * error && least > OF_LEVEL * level && second > STEADY * first;
		double raw = gain(this.means, 0, 0) + gain(this.means, 0, HOURS);
		return rise(Level.DAYS, 3, first + second, 2 * error, steady, level,
				(raw > 0) ? Math.max(0, Math.min(1, 1 - (first + second) / raw)) : 0, coefficient);
	}

	private Rise rise(Level level, int days, double gained, double error, boolean steady, double from, double share,
			double perLoad) {
		double hours = (days - 1) * HOURS;
		Trend trend = new Trend(steady ? Direction.RISING : Direction.FLAT, Duration.ofDays(days),
				(level == Level.DAYS) ? TrendTest.MOST : 4 * (days - 1) + 1, gained / hours,
				(gained - 1.96 * error) / hours, (gained + 1.96 * error) / hours,
				Normal.twoSided(gained / Math.max(error, 1e-9)), share);
		return new Rise(level, trend, from, from + gained, gained, steady, true, steady, perLoad, null);
	}

	/** Median over the hours of what the next day has more. */
	private double gain(double[] of, double coefficient, int from) {
		int count = 0;
		for (int hour = from; hour < from + HOURS; hour++) {
			double change = change(of, coefficient, hour);
			if (!Double.isNaN(change)) {
				this.sorted[count++] = change;
			}
		}
		if (count < COMMON) {
			return Double.NaN;
		}
		double median = middle(count);
		for (int i = 0; i < count; i++) {
			this.sorted[i] = Math.abs(this.sorted[i] - median);
		}
		this.error = 1.4826 * middle(count) * 1.2533 / Math.sqrt(INDEPENDENT);
		return median;
	}

	private double change(double[] of, double coefficient, int hour) {
		double change = of[hour + HOURS] - of[hour];
		return (coefficient > 0) ? change - coefficient * (this.loads[hour + HOURS] - this.loads[hour]) : change;
	}

	/** Median over the hours of the smaller of two gains, one after the other. */
	private double leastGain(double coefficient) {
		int count = 0;
		for (int hour = 0; hour < HOURS; hour++) {
			double least = Math.min(change(this.means, coefficient, hour),
					change(this.means, coefficient, hour + HOURS));
			if (!Double.isNaN(least)) {
				this.sorted[count++] = least;
			}
		}
		return (count < COMMON) ? Double.NaN : middle(count);
	}

	private double middle(int count) {
		Arrays.sort(this.sorted, 0, count);
		return (count == 0) ? Double.NaN : (this.sorted[count / 2] + this.sorted[(count - 1) / 2]) / 2;
	}

	private double middleOf(double[] of, int from, int hours) {
		int count = 0;
		for (int i = from; i < from + hours; i++) {
			if (!Double.isNaN(of[i])) {
				this.sorted[count++] = of[i];
			}
		}
		return middle(count);
	}

	/** Each day more members stand still, and none of them goes. */
	private Rise.@Nullable Still still() {
		double first = gain(this.still, 0, 0);
		double second = gain(this.still, 0, HOURS);
		if (!(first >= 3 && second >= 3)) {
			return null;
		}
		double hours = 2.0 * HOURS;
		double gained = first + second;
		double from = middleOf(this.still, 0, HOURS);
		Trend trend = new Trend(Direction.RISING, Duration.ofDays(3), TrendTest.MOST, gained / hours,
				2 * Math.min(first, second) / hours, 2 * Math.max(first, second) / hours, TrendTest.SIGNIFICANT,
				Double.NaN);
		return new Rise.Still(trend, from, from + gained, second >= STEADY * first);
	}

	/** The longest of the windows that says that it rises; or the longest one. */
	private @Nullable Rise lowestOfDays(Level level, int most) {
		Rise longest = null;
		for (int days = most; days >= Math.min(4, most); days--) {
			int from = (most - days) * HOURS;
			Rise rise = lowestOfDays(level, from, days);
			if (rise != null && rise.persistent()) {
				return rise;
			}
			longest = (longest == null) ? rise : longest;
		}
		return longest;
	}

	private @Nullable Rise lowestOfDays(Level level, int from, int days) {
		double coefficient = coefficient(from, days);
		double known = Double.isNaN(coefficient) ? 0 : coefficient;
		double first = Double.NaN;
		double before = Double.NaN;
		for (int day = 0; day < days; day++) {
			double lowest = lowest(from + day * HOURS, HOURS, COMMON, known);
			if (Double.isNaN(lowest)) {
				return null;
			}
			if (day == 0) {
				first = lowest;
			}
			else {
				this.gains[day - 1] = lowest - before;
			}
			before = lowest;
		}
		double gained = before - first;
		boolean steady = gained > 0 && isSteady(days, gained)
				&& gained > OF_SWING[days - 3] * swing(from, days, known, gained)
				&& gained > OF_LEVEL * (days - 1) * first && gained > EVENLY * spread(days, gained);
		double raw = lowest(from + (days - 1) * HOURS, HOURS, COMMON, 0) - lowest(from, HOURS, COMMON, 0);
		double share = Double.isNaN(coefficient) ? Double.NaN
				: (raw > 0) ? Math.max(0, Math.min(1, 1 - gained / raw)) : 0;
		return rise(level, days, gained, spread(days, gained), steady, lowest(from, HOURS, COMMON, 0), share,
				known);
	}

	private double coefficient(int from, int days) {
		double[] values = Arrays.copyOfRange(this.floors, from, from + days * HOURS);
		double[] loads = Arrays.copyOfRange(this.loads, from, from + days * HOURS);
		return HourFit.coefficient(values, loads, days * HOURS);
	}

	/** Lowest of some hours, load taken away; NaN if too few of them are known. */
	private double lowest(int from, int hours, int least, double coefficient) {
		int known = 0;
		double lowest = Double.POSITIVE_INFINITY;
		for (int i = from; i < from + hours; i++) {
			double value = this.floors[i] - ((coefficient > 0) ? coefficient * this.loads[i] : 0);
			if (!Double.isNaN(value)) {
				lowest = Math.min(lowest, value);
				known++;
			}
		}
		return (known < least) ? Double.NaN : lowest;
	}

	/** No day gained most of it, none lost much, and the last one not least. */
	private boolean isSteady(int days, double gained) {
		double mean = gained / (days - 1);
		double most = 0;
		int rising = 0;
		for (int i = 0; i < days - 1; i++) {
			most = Math.max(most, this.gains[i]);
			rising += (this.gains[i] > 0) ? 1 : 0;
		}
		boolean nearlyAll = rising >= days - 1 - (days - 1) / 4;
		return nearlyAll && most <= ONE_STEP[days - 3] * gained && this.gains[days - 2] >= STEADY * mean;
	}

	/** How far the gains of the days are from each other, over all of them. */
	private double spread(int days, double gained) {
		double mean = gained / (days - 1);
		double squares = 0;
		for (int i = 0; i < days - 1; i++) {
			squares += (this.gains[i] - mean) * (this.gains[i] - mean);
		}
		return Math.sqrt(squares / (days - 2) * (days - 1));
	}

	/** How much the lowest of six hours differs within a day, growth taken away. */
	private double swing(int from, int days, double coefficient, double gained) {
		double perHour = gained / ((days - 1) * HOURS);
		double swing = 0;
		for (int day = 0; day < days; day++) {
			double low = Double.POSITIVE_INFINITY;
			double high = Double.NEGATIVE_INFINITY;
			for (int part = 0; part < 4; part++) {
				double lowest = lowest(from + day * HOURS + part * 6, 6, 3, coefficient) - perHour * part * 6;
				low = Math.min(low, Double.isNaN(lowest) ? low : lowest);
				high = Math.max(high, Double.isNaN(lowest) ? high : lowest);
			}
			swing = Math.max(swing, high - low);
		}
		return swing;
	}

}
