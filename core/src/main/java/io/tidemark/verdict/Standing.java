package io.tidemark.verdict;

import io.tidemark.trend.Level;
import io.tidemark.trend.Rise;
import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;

/**
 * The grade with its memory: it goes up when a finding held for two judgements, and down
 * when the floor fell back or nothing supported it for long enough.
 */
final class Standing {

	/** Slots without support after which it goes down a step, by level. */
	private static final int[] PATIENCE = { 30, 90, 360, 6 * 360, 24 * 360 };

	/** Slots in which all readings must lie far below. */
	private static final int FALLEN = 6;

	/** Of what was gained, the share that must be left for the rise to stand. */
	private static final double LEFT = 0.4;

	private Grade grade = Grade.CLEAR;

	private Grade next = Grade.CLEAR;

	private long nextSince;

	private long supported;

	private @Nullable Rise decided;

	private double from = Double.NaN;

	private double top = Double.NaN;

	private long releasedHour = Long.MIN_VALUE / 2;

	private long releasedSlot = Long.MIN_VALUE / 2;

	/** Whether the floor fell back within the window. */
	boolean isStale(Level level, ResourceSeries series) {
		return level.isSlow() ? series.hourNumber() - this.releasedHour <= Finding.hours(level)
				: series.slot() - this.releasedSlot < level.floors() * level.width();
	}

	Grade grade() {
		return this.grade;
	}

	/** The rise that the grade stands on, or the one that is watched. */
	@Nullable Rise decided(Finding finding) {
		return (this.grade != Grade.CLEAR) ? this.decided : finding.rise();
	}

	void move(Finding finding, ResourceSeries series) {
		long slot = series.slot();
		if (this.grade != Grade.CLEAR && hasFallen(series)) {
			withdraw(series);
			return;
		}
		if (finding.grade().compareTo(this.grade) > 0) {
			climb(finding, slot);
		}
		else {
			this.next = this.grade;
			hold(finding, slot);
		}
		double floor = series.floor(FALLEN);
		if (this.grade != Grade.CLEAR && floor > this.top) {
			this.top = floor;
		}
	}

	/** The finding must have held since the judgement before. */
	private void climb(Finding finding, long slot) {
		if (this.next.compareTo(this.grade) <= 0) {
			this.next = finding.grade();
			this.nextSince = slot;
		}
		else if (slot > this.nextSince) {
			Grade held = (finding.grade().compareTo(this.next) < 0) ? finding.grade() : this.next;
			this.next = finding.grade();
			this.nextSince = slot;
			stand(held, finding, slot);
		}
	}

	private void stand(Grade grade, Finding finding, long slot) {
		Rise rise = finding.rise();
		if (rise == null) {
			return;
		}
		if (this.grade == Grade.CLEAR || rise.level().isSlow()) {
			this.from = rise.from();
			this.top = rise.to();
		}
		this.grade = grade;
		this.decided = rise;
		this.supported = slot;
	}

	private void hold(Finding finding, long slot) {
		if (this.grade == Grade.CLEAR) {
			return;
		}
		Rise rise = finding.rise();
		if (rise != null && finding.grade().compareTo(this.grade) >= 0) {
			this.decided = rise;
			this.supported = slot;
		}
		else if (slot - this.supported > patience()) {
			this.grade = Grade.values()[this.grade.ordinal() - 1];
			this.grade = (this.grade == Grade.UNDECIDED) ? Grade.CLEAR : this.grade;
			this.supported = slot;
		}
	}

	private int patience() {
		return PATIENCE[(this.decided != null) ? this.decided.level().ordinal() : 0];
	}

	/** Whether most of what was gained is gone. */
	private boolean hasFallen(ResourceSeries series) {
		Rise rise = this.decided;
		double now = series.ceiling(FALLEN);
		if (rise == null || Double.isNaN(now)) {
			return false;
		}
		if (rise.level().isSlow()) {
			return series.ceiling(5 * FALLEN) < series.hourlyFloor(24) - (1 - LEFT) * rise.gained();
		}
		return now < this.from + LEFT * (this.top - this.from);
	}

	private void withdraw(ResourceSeries series) {
		if (this.decided != null && this.decided.level().isSlow()) {
			this.releasedHour = series.hourNumber();
		}
		this.releasedSlot = series.slot();
		this.grade = Grade.CLEAR;
		this.next = Grade.CLEAR;
		this.decided = null;
	}

}
