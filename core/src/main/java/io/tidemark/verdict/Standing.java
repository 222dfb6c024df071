package io.tidemark.verdict;

import io.tidemark.trend.Level;
import io.tidemark.trend.Rise;
import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;

/**
 * The grade with its memory: it goes up with a finding that held, and down when the floor
 * fell back or nothing supported it for long enough.
 */
final class Standing {

	/** Slots without support after which it goes down a step, by level. */
	private static final int[] PATIENCE = { 30, 90, 360, 360, 6 * 360, 12 * 360, 24 * 360 };

	/** Slots in which all readings must lie far below: a minute. */
	private static final int FALLEN = 6;

	/** The same for what is compared with the day before: five minutes. */
	private static final int FALLEN_FROM_YESTERDAY = 30;

	/** Of what was gained, the share that must be left for the rise to stand. */
	private static final double LEFT = 0.4;

	private Grade grade = Grade.CLEAR;

	private long supported;

	private Finding decided = Finding.NOTHING;

	private double from = Double.NaN;

	private double top = Double.NaN;

	/** Hour of the first finding that the grade stands on. */
	private long firstHour;

	private long releasedHour = Long.MIN_VALUE / 2;

	private long releasedSlot = Long.MIN_VALUE / 2;

	/** A longer window may look beyond what rose and fell in this one. */
	private Level releasedLevel = Level.MINUTES;

	Grade grade() {
		return this.grade;
	}

	/** What the grade stands on; nothing if it is clear. */
	Finding decided() {
		return this.decided;
	}

	/** Whether the floor fell back within the window. */
	boolean isStale(Level level, ResourceSeries series) {
		return level.isSlow() ? series.hourNumber() - this.releasedHour <= level.length()
				: level.compareTo(this.releasedLevel) <= 0 && series.slot() - this.releasedSlot < level.length();
	}

	void move(Finding finding, ResourceSeries series) {
		if (this.grade != Grade.CLEAR && hasFallen(series)) {
			withdraw(series);
		}
		else if (finding.grade() != Grade.CLEAR && finding.grade().compareTo(this.grade) >= 0) {
			stand(finding, series);
		}
		else if (this.grade != Grade.CLEAR) {
			remember(series);
			if (series.slot() - this.supported > patience()) {
				step(series);
			}
		}
	}

	private void stand(Finding finding, ResourceSeries series) {
		Rise rise = finding.rise();
		if (rise == null) {
			return;
		}
		this.firstHour = (this.grade == Grade.CLEAR) ? series.hourNumber() : this.firstHour;
		boolean anew = this.grade == Grade.CLEAR || finding.still() != this.decided.still() || rise.level().isSlow();
		Rise.Still still = finding.still() ? rise.still() : null;
		if (anew) {
			this.from = (still != null) ? still.from() : rise.from();
			this.top = (still != null) ? still.to() : rise.to();
		}
		this.grade = finding.grade();
		this.decided = finding;
		this.supported = series.slot();
		remember(series);
	}

	private void remember(ResourceSeries series) {
		double now = this.decided.still() ? series.stagnant(1) : series.floor(FALLEN);
		this.top = (now > this.top) ? now : this.top;
	}

	private void step(ResourceSeries series) {
		Grade below = Grade.values()[this.grade.ordinal() - 1];
		this.grade = (below == Grade.UNDECIDED) ? Grade.CLEAR : below;
		this.supported = series.slot();
		if (this.grade == Grade.CLEAR) {
			this.decided = Finding.NOTHING;
		}
	}

	private int patience() {
		Rise rise = this.decided.rise();
		return PATIENCE[(rise != null) ? rise.level().ordinal() : 0];
	}

	/** Whether most of what was gained is gone. */
	private boolean hasFallen(ResourceSeries series) {
		Rise rise = this.decided.rise();
		if (rise == null) {
			return false;
		}
		double left = this.from + LEFT * (this.top - this.from);
		if (this.decided.still()) {
			return series.stagnant(FALLEN) < left;
		}
		return rise.level().isSlow() ? hasFallenFromYesterday(rise, series) : series.ceiling(FALLEN) < left;
	}

	/** Against the same hour of the day before, load taken away. */
	private boolean hasFallenFromYesterday(Rise rise, ResourceSeries series) {
		double now = series.mean(FALLEN_FROM_YESTERDAY);
		double then = series.hourlyMean(24);
		double load = rise.perLoad() * (series.load(FALLEN_FROM_YESTERDAY) - series.hourlyLoad(24));
		double expected = then + (Double.isNaN(load) ? 0 : load);
		double untilYesterday = series.hourNumber() - this.firstHour - 24;
		double gained = rise.gained() + rise.trend().slopePerHour() * untilYesterday;
		double moves = series.hourlyPeak(24) - series.hourlyFloor(24);
		return now < expected - Math.max((1 - LEFT) * gained, moves / 3);
	}

	private void withdraw(ResourceSeries series) {
		Rise rise = this.decided.rise();
		if (rise != null && rise.level().isSlow()) {
			this.releasedHour = series.hourNumber();
		}
		this.releasedSlot = series.slot();
		this.releasedLevel = (rise != null) ? rise.level() : Level.MINUTES;
		this.grade = Grade.CLEAR;
		this.decided = Finding.NOTHING;
	}

}
