package io.tidemark.trend;

import java.time.Duration;

import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the floor of a series goes: floors of sub-windows, load taken away,
 * Mann–Kendall and Theil–Sen with errors that allow for autocorrelation, and a test
 * whether it rose only in the beginning.
 * <p>
 * Arrays are used again, so one thread calls it; one is enough for all resources. A test
 * takes some microseconds, that of a constant below one.
 *
 * @since 0.1.0
 */
public final class TrendTest {

	/** Floors of a test at most: each two are compared. */
	public static final int MOST = 36;

	/**
	 * Chance that noise around a constant is called a trend, two-sided, at each test of a
	 * level up to a day. It is far below 5 % because each series is tested some thousand
	 * times a day.
	 */
	public static final double SIGNIFICANT = 0.001;

	/** Floors that a test needs, at least, and which share of its window. */
	private static final int LEAST = 12;

	private static final double SHARE = 0.66;

	/**
	 * What is told seldom: six in a row that rise come so by chance once in 720 times.
	 */
	public static final int LEAST_TOLD = 6;

	private static final Duration SLOT = Duration.ofSeconds(10);

	/** In the last third it rises at less than this share of the slope: levelled off. */
	private static final double PLATEAU = 0.2;

	/** At this share or more it does not slow down. */
	private static final double SUSTAINED = 0.5;

	/** What comes down again, as a share of the rise, where members only pile up. */
	private static final double HARDLY = 0.1;

	/**
	 * The same where the rise is significant. In six hours a morning only rises; in an
	 * hour and in a day what comes and goes also goes.
	 */
	private static final double RATCHET = 0.4;

	private static final double RATCHET_OF_A_MORNING = 0.2;

	/** Rises of members that do not move, at least: fewer may be one event. */
	private static final int UPS = 6;

	private final double[] floors = new double[MOST];

	private final double[] loads = new double[MOST];

	private final double[] still = new double[MOST];

	private final double[] times = new double[MOST];

	private final double[] values = new double[MOST];

	private final MannKendall mannKendall = new MannKendall();

	private final LoadFit loadFit = new LoadFit();

	private final DaysTest days = new DaysTest();

	private boolean loadTaken;

	private int ups;

	private double down;

	/**
	 * Tests the newest complete window.
	 * @param series the series
	 * @param level which window
	 * @return what it says, or {@code null} if there are too few readings
	 */
	public @Nullable Rise test(ResourceSeries series, Level level) {
		if (level.isSlow()) {
			return this.days.test(series, level);
		}
		series.floors(level.width(), level.floors(), this.floors, this.loads, this.still);
		double step = level.step(series.interval()).toMillis() / 3_600_000.0;
		int count = known(level.floors(), step);
		if (count < LEAST || this.times[count - 1] - this.times[0] < SHARE * (LEAST - 1) * step) {
			return null;
		}
		Duration span = level.step(series.interval()).multipliedBy(level.floors());
		return test(level, span, count);
	}

	/**
	 * Tests what is told seldom and not at equal distances, such as what collections left
	 * of the heap, without load.
	 * @param hours when each was told, oldest first, at most {@value #MOST}
	 * @param told what was told
	 * @param count how many there are
	 * @return what they say, or {@code null} if there are less than {@value #LEAST_TOLD}
	 */
	public @Nullable Rise test(double[] hours, double[] told, int count) {
		if (count < LEAST_TOLD || hours[count - 1] <= hours[0]) {
			return null;
		}
		System.arraycopy(hours, 0, this.times, 0, count);
		System.arraycopy(told, 0, this.floors, 0, count);
		System.arraycopy(told, 0, this.values, 0, count);
		this.loadTaken = false;
		count(this.floors, count);
		boolean breathes = this.down > 0;
		Duration span = Duration.ofMillis(Math.round((hours[count - 1] - hours[0]) * 3_600_000));
		Trend trend = trend(span, count, Double.NaN);
		double from = start(this.floors);
		double to = end(this.floors, count);
		Level level = (span.compareTo(Level.QUARTER.step(SLOT).multipliedBy(Level.QUARTER.floors())) <= 0)
				? Level.QUARTER : Level.HOUR;
		return new Rise(level, trend, from, to, to - from, isSustained(count, trend), breathes, false, 0, null);
	}

	/** Moves the floors that are known to the front, each with its time in hours. */
	private int known(int floors, double step) {
		int count = 0;
		for (int i = 0; i < floors; i++) {
			if (!Double.isNaN(this.floors[i])) {
				this.times[count] = i * step;
				this.floors[count] = this.floors[i];
				this.loads[count] = this.loads[i];
				this.still[count] = this.still[i];
				count++;
			}
		}
		return count;
	}

	private Rise test(Level level, Duration span, int count) {
		double from = start(this.floors);
		double to = end(this.floors, count);
		boolean whole = this.times[count - 1] - this.times[0] >= SHARE * span.toMillis() / 3_600_000.0;
		double share = this.loadFit.explain(this.times, this.floors, this.loads, count, this.values);
		this.loadTaken = !this.loadFit.isCertain();
		count(this.floors, count);
		boolean breathes = this.down > 0;
		Trend trend = whole ? trend(span, count, share) : Trend.TOO_SHORT;
		double gained = Math.min(to - from, end(this.values, count) - start(this.values));
		return new Rise(level, trend, from, to, gained, whole && isSustained(count, trend), breathes, false,
				this.loadFit.coefficient(), still(level, span, count, whole));
	}

	/** Of what is in {@code values}. */
	private Trend trend(Duration span, int count, double share) {
		if (isConstant(count)) {
			return new Trend(Direction.FLAT, span, count, 0, 0, 0, 1, share);
		}
		this.mannKendall.compare(this.times, this.values, count);
		double slope = this.mannKendall.slope();
		double inflation = this.mannKendall.inflation(this.times, this.values, count);
		double chance = chance(count, inflation);
		return new Trend(direction(count, slope, chance), span, count, slope,
				this.mannKendall.end(-1, count, inflation), this.mannKendall.end(1, count, inflation), chance, share);
	}

	private boolean isConstant(int count) {
		for (int i = 1; i < count; i++) {
			if (this.values[i] != this.values[0]) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Two nulls: noise around a constant, and a walk whose steps go up as often as down.
	 * The smaller chance counts, twice because there are two.
	 */
	private double chance(int count, double inflation) {
		double noise = this.mannKendall.deviations(count, inflation);
		double walk = walk(this.values, count);
		double surest = (Math.abs(walk) > Math.abs(noise)) ? walk : noise;
		if (this.loadTaken && Math.abs(this.loadFit.deviations()) < Math.abs(surest)) {
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

	private Direction direction(int count, double slope, double chance) {
		boolean up = end(this.values, count) > start(this.values) && end(this.floors, count) > start(this.floors);
		if (chance > SIGNIFICANT || slope == 0 || (slope > 0 && !up)) {
			return Direction.FLAT;
		}
		if (slope < 0) {
			return Direction.FALLING;
		}
		return (tailSlope(count) < PLATEAU * slope) ? Direction.LEVELLED_OFF : Direction.RISING;
	}

	private boolean isSustained(int count, Trend trend) {
		return trend.direction() == Direction.RISING && tailSlope(count) >= SUSTAINED * meanSlope(count);
	}

	private double meanSlope(int count) {
		return (end(this.values, count) - start(this.values)) / (this.times[count - 2] - this.times[1]);
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

	/** How the members that do not move pile up, if they do. */
	private Rise.@Nullable Still still(Level level, Duration span, int count, boolean whole) {
		int known = 0;
		for (int i = 0; i < count; i++) {
			if (!Double.isNaN(this.still[i])) {
				this.times[known] = this.times[i];
				this.values[known++] = Math.rint(this.still[i]);
			}
		}
		if (known < LEAST || (!whole && level.compareTo(Level.HOUR) > 0)) {
			return null;
		}
		count(this.values, known);
		double gained = end(this.values, known) - start(this.values);
		double most = (level == Level.SIX_HOURS) ? RATCHET_OF_A_MORNING : RATCHET;
		if (this.ups < UPS || this.down > most * gained) {
			return null;
		}
		boolean only = this.down <= HARDLY * gained;
		this.loadTaken = false;
		System.arraycopy(this.values, 0, this.floors, 0, known);
		Trend trend = trend(span, known, Double.NaN);
		boolean sustained = tailSlope(known) >= (only ? PLATEAU : SUSTAINED) * meanSlope(known);
		return (only || trend.significance() < SIGNIFICANT)
				? new Rise.Still(trend, start(this.values), end(this.values, known), sustained) : null;
	}

	/** Counts the steps up, and adds up the steps down. */
	private void count(double[] values, int count) {
		this.ups = 0;
		this.down = 0;
		for (int i = 1; i < count; i++) {
			double change = values[i] - values[i - 1];
			this.ups += (change > 0) ? 1 : 0;
			this.down -= Math.min(0, change);
		}
	}

	/** Median of the first three. */
	private static double start(double[] values) {
		return median(values[0], values[1], values[2]);
	}

	/** Median of the last three. */
	private static double end(double[] values, int count) {
		return median(values[count - 1], values[count - 2], values[count - 3]);
	}

	private static double median(double a, double b, double c) {
		return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
	}

}
