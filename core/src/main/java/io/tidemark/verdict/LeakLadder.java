package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import io.tidemark.trend.Level;
import io.tidemark.trend.Rise;
import io.tidemark.trend.Trend;
import io.tidemark.trend.TrendTest;
import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;

/**
 * Where one resource stands between clear and proven. Each step up needs a further signal
 * that is independent of the others and holds for two judgements; a step down needs that
 * the floor fell back, that the rise levelled off, or that the members moved on.
 * <p>
 * Keeps less than a kilobyte. One thread calls it, after each reading; a test is made
 * only when a floor of its window is complete, so that most judgements cost next to
 * nothing.
 *
 * @since 0.1.0
 */
public final class LeakLadder {

	/** Growth alone accuses nobody before the process is this old: it warms up. */
	public static final Duration WARM_UP = Duration.ofMinutes(10);

	/** Growth of less is no accusation: six threads more are an ordinary day. */
	public static final double LEAST_GROWTH = 6;

	/** Slots of which one must have a reading. */
	static final int LAST = 18;

	/** Readings within an hour that can be judged. */
	static final int LEAST = 12;

	/** Load of the last three minutes against that of a quarter of an hour. */
	private static final double MORE_LOAD = 1.2;

	/** A century: later is never. */
	private static final double FOREVER_HOURS = 100 * 365.25 * 24;

	private static final Level[] LEVELS = Level.values();

	/** Tests in a row that must say it. */
	private static final int HELD = 2;

	private final TrendTest test;

	/** What may speak for a leak, by level; {@code null} where nothing does. */
	private final @Nullable Rise[] rises = new Rise[LEVELS.length];

	private final byte[] held = new byte[LEVELS.length];

	private final long[] tested = new long[LEVELS.length];

	private final Past past = new Past();

	private final Standing standing = new Standing();

	private Trend longest = Trend.TOO_SHORT;

	private @Nullable Instant since;

	private Grade shown = Grade.CLEAR;

	private @Nullable String reason;

	/** A ladder with a test of its own. */
	public LeakLadder() {
		this(new TrendTest());
	}

	/**
	 * @param test the test; ladders that are called by one thread may share it, which
	 * saves 10 kB each
	 */
	public LeakLadder(TrendTest test) {
		this.test = test;
		Arrays.fill(this.tested, Long.MIN_VALUE);
	}

	/**
	 * Judges the resource.
	 * @param now the time, that of the last reading or a little later
	 * @param series its readings
	 * @param known what else is known of it
	 */
	public Judgement judge(Instant now, ResourceSeries series, Circumstances known) {
		if (test(series)) {
			this.reason = null;
		}
		Finding before = this.standing.decided();
		this.standing.move(finding(series, known), series);
		Grade grade = grade(series, known);
		if (this.since == null || grade != this.shown) {
			this.shown = grade;
			this.since = now;
			this.reason = null;
		}
		if (this.standing.decided() != before) {
			this.reason = null;
		}
		return judgement(this.since, series, known);
	}

	/**
	 * Tests the levels of which a floor became complete; whether there were any. Of those
	 * longer than a quarter of an hour one at a time: at a full hour all are due, for all
	 * resources.
	 */
	private boolean test(ResourceSeries series) {
		boolean fresh = false;
		boolean longOne = false;
		for (Level level : LEVELS) {
			boolean isLong = level.compareTo(Level.QUARTER) > 0;
			long complete = level.isSlow() ? series.hourNumber() : Math.floorDiv(series.slot(), (long) level.width());
			if (complete != this.tested[level.ordinal()] && !(isLong && longOne)) {
				this.tested[level.ordinal()] = complete;
				test(series, level);
				fresh = true;
				longOne = isLong;
			}
		}
		return fresh;
	}

	private void test(ResourceSeries series, Level level) {
		int i = level.ordinal();
		if (level == Level.DAYS) {
			this.past.learn(series);
		}
		Rise rise = this.standing.isStale(level, series) ? null : this.test.test(series, level);
		boolean notable = rise != null && rise.isNotable();
		this.rises[i] = notable ? rise : null;
		this.held[i] = notable ? (byte) Math.min(HELD, this.held[i] + 1) : 0;
		if (rise != null && (level.compareTo(Level.HOUR) >= 0 || isNoShorter(rise.trend()))) {
			this.longest = rise.trend();
		}
	}

	/**
	 * Until an hour is known, what is shown is not left at what the start looked like.
	 */
	private boolean isNoShorter(Trend trend) {
		return trend.span().compareTo(this.longest.span()) >= 0;
	}

	/** The strongest of the findings at each level; of two alike that with more time. */
	private Finding finding(ResourceSeries series, Circumstances known) {
		Finding strongest = Finding.NOTHING;
		for (int i = LEVELS.length - 1; i >= 0; i--) {
			Rise rise = this.rises[i];
			if (rise != null) {
				Finding finding = Finding.of(rise, series, known, this.past);
				if (this.held[i] < HELD && finding.grade().accuses()) {
					finding = Finding.unconfirmed(rise);
				}
				strongest = (finding.grade().compareTo(strongest.grade()) > 0) ? finding : strongest;
			}
		}
		Finding told = told(series, known);
		return (told.grade().compareTo(strongest.grade()) > 0) ? told : strongest;
	}

	/** What is told seldom accuses nobody by itself. */
	private Finding told(ResourceSeries series, Circumstances known) {
		Rise told = known.told();
		if (told == null || this.standing.isStale(told.level(), series) || isMoreLoad(series)) {
			return Finding.NOTHING;
		}
		Finding finding = Finding.of(told, series, known, this.past);
		boolean alone = finding.signals().size() < 2 && finding.grade().accuses();
		return alone ? Finding.unconfirmed(told) : finding;
	}

	/** Load cannot be taken away from what is told, so there must not be more of it. */
	private static boolean isMoreLoad(ResourceSeries series) {
		return series.load(LAST) > MORE_LOAD * series.load(Level.QUARTER.length());
	}

	private Grade grade(ResourceSeries series, Circumstances known) {
		if (known.proof() != null) {
			return Grade.PROVEN;
		}
		if (known.cleared() != null) {
			return Grade.CLEAR;
		}
		if (known.blind() != null) {
			return Grade.UNDECIDED;
		}
		// a flood is counted as it comes, and is told before there are readings for a
		// trend
		Grade grade = isRead(series) ? this.standing.grade() : Grade.UNDECIDED;
		return (isForetold(known) && !grade.accuses()) ? Grade.SUSPECTED : grade;
	}

	/** Whether something else than its own readings speaks against it. */
	private static boolean isForetold(Circumstances known) {
		return known.saturation() != null || known.drift() != null;
	}

	/** A reading within three minutes, and two minutes with readings within the hour. */
	static boolean isRead(ResourceSeries series) {
		int last = series.readings(LAST);
		return last >= LEAST || (last > 0 && series.readings(ResourceSeries.SLOTS) >= LEAST);
	}

	private Judgement judgement(Instant since, ResourceSeries series, Circumstances known) {
		Finding decided = this.standing.decided();
		if (this.reason == null || isForetold(known)) { // its numbers are others each
														// time
			this.reason = Sentences.reason(this.shown, decided, series, known);
		}
		Trend trend = decided.trend();
		double floor = series.floor(LAST);
		return new Judgement(this.shown, this.reason, since, signals(decided, known),
				(trend != null) ? trend : this.longest, series.last(), floor,
				(trend != null) ? left(known.limit(), floor, trend.slopePerHour()) : null,
				(trend != null) ? left(known.limit(), floor, trend.highest()) : null,
				(trend != null) ? left(known.limit(), floor, trend.lowest()) : null);
	}

	private Set<Signal> signals(Finding decided, Circumstances known) {
		if (this.shown.compareTo(Grade.WATCHING) < 0) {
			return Set.of();
		}
		if (!isForetold(known) && known.proof() == null) {
			return decided.signals();
		}
		Set<Signal> signals = EnumSet.noneOf(Signal.class);
		signals.addAll(decided.signals());
		if (known.saturation() != null) {
			signals.add(Signal.SATURATION);
		}
		if (known.drift() != null) {
			signals.add(Signal.DRIFT);
		}
		if (known.proof() != null) {
			signals.add(Signal.PROOF);
		}
		return signals;
	}

	private static @Nullable Duration left(double limit, double floor, double perHour) {
		if (!(limit >= 0) || !(perHour > 0) || Double.isNaN(floor)) {
			return null;
		}
		double hours = Math.max(0, limit - floor) / perHour;
		return (hours < FOREVER_HOURS) ? Duration.ofSeconds(Math.round(hours * 3600)) : null;
	}

}
