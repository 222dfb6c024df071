package io.tidemark.trend;

import java.time.Duration;

/**
 * The windows over which the floors of a series are compared. All but the last two are
 * made of slots: their spans are those at the default interval of 10 seconds and grow
 * with it.
 *
 * @since 0.1.0
 */
public enum Level {

	/** 18 floors of a slot: 3 minutes. */
	MINUTES(18, 1),

	/** 30 floors of 3 slots: a quarter of an hour. */
	QUARTER(30, 3),

	/** 30 floors of 12 slots: an hour. */
	HOUR(30, 12),

	/** 36 floors of 10 minutes: six hours. */
	SIX_HOURS(36, 60),

	/** 36 floors of 40 minutes: a day. */
	DAY(36, 240),

	/** Three days, hour by hour against the day before. */
	DAYS(3, 24),

	/** Four to eight days: floors of a day, every six hours. */
	WEEK(8, 24);

	private final int floors;

	private final int width;

	Level(int floors, int width) {
		this.floors = floors;
		this.width = width;
	}

	/** How many floors, or days, at most. */
	public int floors() {
		return this.floors;
	}

	/** Slots in a floor, or hours if it {@link #isSlow() is slow}. */
	public int width() {
		return this.width;
	}

	/** Whether it is made of hours and not of slots. */
	public boolean isSlow() {
		return compareTo(DAYS) >= 0;
	}

	/** Slots, or hours if it {@link #isSlow() is slow}, in the whole window. */
	public int length() {
		return this.floors * this.width;
	}

	/** Distance of two floors. */
	public Duration step(Duration interval) {
		return (isSlow() ? Duration.ofHours(1) : interval).multipliedBy(this.width);
	}

}
