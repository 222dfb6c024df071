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

	/** Hours that are needed: each is compared with that of the day before. */
	private static final int SHORTEST = 57;

	/** Of all comparisons with the day before, the share that need not have gained. */
	private static final double NEARLY_NONE = 0.15;

	/** What each hour but those gains, in deviations of one comparison. */
	private static final double CLEARLY = 0.25;

	/** What moves with the load to this share does so from its start. */
	private static final double FOLLOWS = 0.5;

	/** Members that a day must leave behind. */
	private static final double LEAST_STILL = 3;

	/** The last gain as a share of the mean one: less is slowing down. */
	private static final double STEADY = 0.5;

	/** What load does not explain, a day, as a share of the level: less is its error. */
	private static final double OF_LEVEL = 0.01;

	/**
	 * Growth over 3, 4, … 8 days as a multiple of how much it moves within a day. A week
	 * in full rules out weekends; until then growth must outgrow them.
	 */
	private static final double[] OF_SWING = { 1.5, 1.3, 1.1, 1, 0.8, 0.35 };

	/**
	 * Growth as a multiple of what the lowest of six hours differs from that of the day
	 * before: so far apart eight numbers without order never are.
	 */
	private static final double OF_NOISE = 4.5;

	/** The largest gain of a day as a share of all: more is a step. */
	private static final double[] ONE_STEP = { 0.6, 0.55, 0.5, 0.5, 0.5, 0.5 };

	/** Growth as a multiple of what chance alone makes of steps of this size. */
	private static final double EVENLY = 1.5;

	private final double[] floors = new double[MOST * HOURS];

	private final double[] means = new double[MOST * HOURS];

	private final double[] loads = new double[MOST * HOURS];

	private final double[] still = new double[MOST * HOURS];

	private final double[] sorted = new double[MOST * HOURS];

	private final HourFit fit = new HourFit();

	private final double[] gains = new double[MOST];

	@Nullable Rise test(ResourceSeries series, Level level) {
		int hours = (int) Math.min(level.floors() * HOURS, series.hours() - 1);
		if (hours < SHORTEST) {
			return null;
		}
		read(series, hours);
		int settled = (int) (series.hours() - WARM_UP);
		return (level == Level.DAYS) ? threeDays(hours, settled)
				: lowestOfDays(level, hours, Math.min(MOST, settled / HOURS));
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

	private @Nullable Rise threeDays(int hours, int settled) {
		Rise known = knownLoad(hours, settled);
		Rise lowest = (settled >= 3 * HOURS) ? lowestOfDays(Level.DAYS, hours, 3) : null;
		Rise better = (lowest != null && (known == null || !known.persistent())) ? lowest : known;
		Rise.Still still = still(hours);
		if (still == null) {
			return better;
		}
		return (better != null)
				? new Rise(better.level(), better.trend(), better.from(), better.to(), better.gained(),
						better.sustained(), better.breathes(), better.persistent(), better.perLoad(), still)
				: new Rise(Level.DAYS, Trend.TOO_SHORT, still.from(), still.to(), 0, false, true, false, 0, still);
	}

	/**
	 * Each hour against the same hour of the day before, load taken away. Nearly all must
	 * have gained: a step shows in 24 of them, and there are more.
	 */
	private @Nullable Rise knownLoad(int hours, int settled) {
		if (!this.fit.fit(this.means, this.loads, 0, hours)) {
			return null;
		}
		if (hours > settled && this.fit.explained() < FOLLOWS) {
			return null;
		}
		int count = differences(this.means, this.fit.coefficient(), 0, hours - HOURS);
		if (count < 0.8 * (hours - HOURS)) {
			return null;
		}
		Arrays.sort(this.sorted, 0, count);
		double least = this.sorted[(int) (NEARLY_NONE * count)];
		double width = (this.sorted[3 * count / 4] - this.sorted[count / 4]) / 1.349;
		double level = middleOf(this.means, 0, HOURS);
		int half = (hours - HOURS) / 2;
		double first = mean(differences(this.means, this.fit.coefficient(), 0, half));
		double second = mean(differences(this.means, this.fit.coefficient(), half, hours - HOURS));
		boolean steady = least > OF_LEVEL * level && least > CLEARLY * width && second > STEADY * first;
		double gained = (first + second) / 2 * (hours - HOURS) / HOURS;
		double raw = mean(differences(this.means, 0, 0, hours - HOURS)) * (hours - HOURS) / HOURS;
		return rise(Level.DAYS, hours - HOURS, gained, width / Math.sqrt(INDEPENDENT), steady, level,
				(raw > 0) ? Math.max(0, Math.min(1, 1 - gained / raw)) : 0, this.fit.coefficient());
	}

	/** What the hours have more than those of the day before; how many are known. */
	private int differences(double[] of, double coefficient, int from, int to) {
		int count = 0;
		for (int hour = from; hour < to; hour++) {
			double change = of[hour + HOURS] - of[hour];
			if (coefficient > 0) {
				change -= coefficient * (this.loads[hour + HOURS] - this.loads[hour]);
			}
			if (!Double.isNaN(change)) {
				this.sorted[count++] = change;
			}
		}
		return count;
	}

	private double mean(int count) {
		double sum = 0;
		for (int i = 0; i < count; i++) {
			sum += this.sorted[i];
		}
		return sum / count;
	}

	private Rise rise(Level level, int hours, double gained, double error, boolean steady, double from, double share,
			double perLoad) {
		Trend trend = new Trend(steady ? Direction.RISING : Direction.FLAT, Duration.ofHours(hours + HOURS),
				Math.min(TrendTest.MOST, hours), gained / hours, (gained - 1.96 * error) / hours,
				(gained + 1.96 * error) / hours, Normal.twoSided(gained / Math.max(error, 1e-9)), share);
		return new Rise(level, trend, from, from + gained, gained, steady, true, steady, perLoad, null);
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
	private Rise.@Nullable Still still(int hours) {
		int half = (hours - HOURS) / 2;
		int known = differences(this.still, 0, 0, half);
		double first = (known < half / 2) ? 0 : middle(known);
		known = differences(this.still, 0, half, hours - HOURS);
		double second = (known < half / 2) ? 0 : middle(known);
		if (!(first >= LEAST_STILL && second >= LEAST_STILL)) {
			return null;
		}
		double days = (hours - HOURS) / (double) HOURS;
		double gained = (first + second) / 2 * days;
		double from = middleOf(this.still, 0, HOURS);
		Trend trend = new Trend(Direction.RISING, Duration.ofHours(hours), TrendTest.MOST, gained / days / HOURS,
				Math.min(first, second) / HOURS, Math.max(first, second) / HOURS, TrendTest.SIGNIFICANT, Double.NaN);
		return new Rise.Still(trend, from, from + gained, second >= STEADY * first);
	}

	/** The longest of the windows that says that it rises; or the longest one. */
	private @Nullable Rise lowestOfDays(Level level, int hours, int most) {
		Rise longest = null;
		for (int days = most; days >= ((level == Level.DAYS) ? 3 : 4); days--) {
			int from = hours - days * HOURS;
			Rise rise = lowest(level, from, days);
			if (rise != null && rise.persistent()) {
				return rise;
			}
			longest = (longest == null) ? rise : longest;
		}
		return longest;
	}

	private @Nullable Rise lowest(Level level, int from, int days) {
		boolean load = this.fit.fit(this.floors, this.loads, from, days * HOURS);
		double known = this.fit.coefficient();
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
				&& gained > OF_LEVEL * (days - 1) * first && gained > OF_NOISE * noise(from, days, known, gained)
				&& gained > EVENLY * spread(days, gained);
		double raw = lowest(from + (days - 1) * HOURS, HOURS, COMMON, 0) - lowest(from, HOURS, COMMON, 0);
		double share = !load ? Double.NaN : (raw > 0) ? Math.max(0, Math.min(1, 1 - gained / raw)) : 0;
		return rise(level, (days - 1) * HOURS, gained, spread(days, gained), steady, lowest(from, HOURS, COMMON, 0),
				share, known);
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

	/** How much the lowest of six hours differs from that of the day before. */
	private double noise(int from, int days, double coefficient, double gained) {
		double mean = gained / (days - 1);
		int count = 0;
		for (int part = 0; part < 4 * (days - 1); part++) {
			double lowest = lowest(from + part * 6, 6, 3, coefficient);
			double next = lowest(from + part * 6 + HOURS, 6, 3, coefficient);
			if (!Double.isNaN(lowest) && !Double.isNaN(next)) {
				this.sorted[count++] = Math.abs(next - lowest - mean);
			}
		}
		return (count == 0) ? Double.POSITIVE_INFINITY : 1.4826 * middle(count);
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
