package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
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

	private static final Level[] LEVELS = Level.values();

	private final TrendTest test;

	private final @Nullable Rise[] rises = new Rise[LEVELS.length];

	private final long[] tested = new long[LEVELS.length];

	private final Usual usual = new Usual();

	private final Standing standing = new Standing();

	private @Nullable Instant since;

	private Grade shown = Grade.CLEAR;

	private @Nullable Sentences sentence;

	/** A ladder with a test of its own. */
	public LeakLadder() {
		this(new TrendTest());
	}

	/**
	 * @param test the test; ladders that are called by one thread may share it
	 */
	public LeakLadder(TrendTest test) {
		this.test = test;
		java.util.Arrays.fill(this.tested, Long.MIN_VALUE);
	}

	/**
	 * Judges the resource.
	 * @param now the time, that of the last reading or a little later
	 * @param series its readings
	 * @param known what else is known of it
	 */
	public Judgement judge(Instant now, ResourceSeries series, Circumstances known) {
		if (this.since == null) {
			this.since = now;
		}
		boolean fresh = test(series);
		Finding finding = Finding.of(this.rises, known, this.usual);
		this.standing.move(finding, series);
		Grade grade = grade(series, known);
		if (grade != this.shown) {
			this.shown = grade;
			this.since = now;
			fresh = true;
		}
		return judgement(series, known, grade, finding, fresh);
	}

	/** Tests the levels of which a floor became complete; whether there were any. */
	private boolean test(ResourceSeries series) {
		boolean fresh = false;
		for (Level level : LEVELS) {
			int i = level.ordinal();
			long complete = level.isSlow() ? series.hourNumber() : Math.floorDiv(series.slot(), (long) level.width());
			if (complete != this.tested[i]) {
				this.tested[i] = complete;
				this.rises[i] = this.standing.isStale(level, series) ? null : this.test.test(series, level);
				if (level == Level.DAYS) {
					this.usual.learn(series);
				}
				fresh = true;
			}
		}
		return fresh;
	}

	private Grade grade(ResourceSeries series, Circumstances known) {
		if (known.proof() != null) {
			return Grade.PROVEN;
		}
		if (known.cleared() != null) {
			return Grade.CLEAR;
		}
		if (known.blind() != null || !isRead(series)) {
			return Grade.UNDECIDED;
		}
		Grade grade = this.standing.grade();
		return (known.saturation() != null && !grade.accuses()) ? Grade.SUSPECTED : grade;
	}

	/**
	 * Three minutes with a reading in them, and at least two thirds of a window so far.
	 */
	private static boolean isRead(ResourceSeries series) {
		int window = Level.MINUTES.floors();
		return series.readings(window) > 0 && series.readings(ResourceSeries.SLOTS) >= window * 2 / 3;
	}

	private Judgement judgement(ResourceSeries series, Circumstances known, Grade grade, Finding finding,
			boolean fresh) {
		Rise rise = this.standing.decided(finding);
		if (fresh || this.sentence == null) {
			this.sentence = new Sentences(rise, finding);
		}
		Rise shown = (rise != null) ? rise : longest();
		Trend trend = (shown != null) ? shown.trend() : Trend.TOO_SHORT;
		double floor = series.floor(Level.MINUTES.floors());
		boolean ends = grade.compareTo(Grade.WATCHING) >= 0 && rise != null;
		return new Judgement(grade, this.sentence.reason(grade, series, known), since(), signals(finding, known, grade),
				trend, series.last(), floor, ends ? left(known.limit(), floor, trend.slopePerHour()) : null,
				ends ? left(known.limit(), floor, trend.highest()) : null,
				ends ? left(known.limit(), floor, trend.lowest()) : null);
	}

	private Instant since() {
		return (this.since != null) ? this.since : Instant.EPOCH;
	}

	private @Nullable Rise longest() {
		for (int i = LEVELS.length - 1; i >= 0; i--) {
			Rise rise = this.rises[i];
			if (rise != null && rise.trend() != Trend.TOO_SHORT) {
				return rise;
			}
		}
		return null;
	}

	private static Set<Signal> signals(Finding finding, Circumstances known, Grade grade) {
		if (grade.compareTo(Grade.WATCHING) < 0) {
			return Set.of();
		}
		Set<Signal> signals = EnumSet.noneOf(Signal.class);
		signals.addAll(finding.signals());
		if (known.saturation() != null) {
			signals.add(Signal.SATURATION);
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
		return (hours < 24 * 365 * 100.0) ? Duration.ofSeconds(Math.round(hours * 3600)) : null;
	}

}
