package io.tidemark.watch;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one resource over time: those of the last {@value #SLOTS} slots of one
 * interval each, floors of {@value #BLOCKS} blocks of {@value #BLOCK} slots, and those of
 * the last {@value #HOURS} hours (28 days). At the default interval of 10 seconds that is
 * an hour at full rate, and a day in steps of ten minutes.
 * <p>
 * Readings lie on a grid in time. Of those within one slot the lowest stands, so that
 * denser readings may come between the regular ones; a slot without a reading is NaN and
 * stays so. When the clock is set back the series goes on at the next slot, as if no time
 * had passed: neither a jump back nor one ahead can look like growth.
 * <p>
 * The hours may be those of an earlier process. They are drawn, and that is all: what a
 * process holds it does not hold after a restart, so they are neither compared with its
 * readings nor count as what is usual. The exception is a level that goes on, see
 * {@link #goOn}.
 * <p>
 * A series takes {@value #BYTES} bytes and some headers, whatever is read. One thread
 * adds and asks.
 *
 * @since 0.1.0
 */
public final class ResourceSeries {

	/** Slots at full rate. */
	public static final int SLOTS = 360;

	/** Slots in a block. */
	public static final int BLOCK = 60;

	/** Floors of blocks. */
	public static final int BLOCKS = 144;

	/** Hourly floors. */
	public static final int HOURS = 28 * 24;

	/** What the readings take. */
	public static final int BYTES = (SLOTS + BLOCKS) * (4 + 2 + 2) + HOURS * (4 + 2 + 2 + 2 + 2);

	private static final long HOUR = Duration.ofHours(1).toMillis();

	/** How far the first reading may be from the last ones of the process before. */
	private static final double NEAR = 0.1;

	private final long interval;

	private final ReadingRing slots = new ReadingRing(SLOTS, false);

	private final ReadingRing blocks = new ReadingRing(BLOCKS, false);

	private final ReadingRing hours = new ReadingRing(HOURS, true);

	/** Added to the clock so that time does not run back, in milliseconds. */
	private long shift;

	private long newest = Long.MIN_VALUE;

	private double last = Double.NaN;

	/** First hour of this process, or of those whose level it goes on with. */
	private long begin = Long.MIN_VALUE;

	/** What the process before left to be compared with the first reading. */
	private @Nullable Level left;

	/**
	 * @param interval distance of two slots, at least a second
	 */
	public ResourceSeries(Duration interval) {
		if (interval.toMillis() < 1_000) {
			throw new IllegalArgumentException("interval must be at least 1 s, found " + interval);
		}
		this.interval = interval.toMillis();
	}

	/**
	 * Takes a reading.
	 * @param now when it was taken
	 * @param value the reading; NaN or below 0 if it is missing
	 * @param load how much was asked of the service, NaN or below 0 if not known
	 * @param stagnant how many of its members do not move, NaN or below 0 if not known
	 */
	public void add(Instant now, double value, double load, double stagnant) {
		this.newest = onward(now.toEpochMilli());
		long slot = Math.floorDiv(this.newest, this.interval);
		if (slot != this.slots.newest()) {
			this.slots.advance(slot);
			this.blocks.advance(Math.floorDiv(slot, (long) BLOCK));
			advanceHours(Math.floorDiv(this.newest, HOUR));
		}
		this.slots.add(value, load, stagnant);
		this.blocks.add(value, load, stagnant);
		this.hours.add(value, load, stagnant);
		if (value >= 0) {
			this.last = value;
			join(value);
		}
	}

	private void advanceHours(long hour) {
		if (this.begin == Long.MIN_VALUE) {
			this.begin = hour;
			this.hours.goOn(hour);
		}
		else {
			this.hours.advance(hour);
		}
	}

	/** The first reading tells whether the level goes on. */
	private void join(double value) {
		if (this.left != null && this.left.isNear(value)) {
			this.begin = this.hours.first();
		}
		this.left = null;
	}

	/** Whether there was no reading yet, not even a missing one. */
	boolean isNew() {
		return this.begin == Long.MIN_VALUE;
	}

	/** The hours for another process to go on with, at most 8,076 bytes. */
	ByteBuffer toBytes() {
		return this.hours.toBytes(Math.round(this.shift / (double) HOUR));
	}

	/**
	 * Goes on with the hours of an earlier process; called before the first reading.
	 * @param bytes what {@link #toBytes} gave
	 * @param outlives whether the level may outlive a process, as that of an outbox in a
	 * database does. If the first reading is within a tenth of the last level, all hours
	 * count as those of this process.
	 */
	void goOn(ByteBuffer bytes, boolean outlives) {
		this.hours.goOn(bytes);
		this.left = outlives ? Level.lastOf(this.hours) : null;
	}

	/** Tells whether {@link #goOn} can take it, and throws if not. */
	static void check(ByteBuffer bytes) {
		new ReadingRing(HOURS, true).check(bytes);
	}

	/** A clock that was set back by less than a slot stands still for the series. */
	private long onward(long clock) {
		if (clock + this.shift < this.newest) {
			boolean jitter = this.newest - clock - this.shift < this.interval;
			this.shift = this.newest - clock + (jitter ? 0 : this.interval);
		}
		return clock + this.shift;
	}

	/** The last reading that was not missing, NaN if there was none. */
	public double last() {
		return this.last;
	}

	/** Distance of two slots. */
	public Duration interval() {
		return Duration.ofMillis(this.interval);
	}

	/** Number of the newest slot, counted from 1970; it never falls. */
	public long slot() {
		return this.slots.newest();
	}

	/** Number of the newest hour, counted from 1970; it never falls. */
	public long hourNumber() {
		return this.hours.newest();
	}

	/** Whole hours since the first reading, of this process if it began anew. */
	public long hours() {
		return isNew() ? 0 : this.hours.newest() - this.begin;
	}

	/**
	 * Lower envelope of the newest slots: NaN if each of them lacks a reading.
	 * @param count how many, at most {@value #SLOTS}
	 */
	public double floor(int count) {
		double lowest = Double.NaN;
		for (int age = 0; age < count; age++) {
			double value = this.slots.floor(age);
			lowest = (Double.isNaN(lowest) || value < lowest) ? value : lowest;
		}
		return lowest;
	}

	/** Highest of the newest slots, NaN if each of them lacks a reading. */
	public double ceiling(int count) {
		double highest = Double.NaN;
		for (int age = 0; age < count; age++) {
			double value = this.slots.floor(age);
			highest = (Double.isNaN(highest) || value > highest) ? value : highest;
		}
		return highest;
	}

	/** Most members that do not move in one of the newest slots, NaN if not known. */
	public double stagnant(int count) {
		double most = Double.NaN;
		for (int age = 0; age < count; age++) {
			double still = this.slots.still(age);
			most = (Double.isNaN(most) || still > most) ? still : most;
		}
		return most;
	}

	/** Mean of the newest slots, NaN if each of them lacks a reading. */
	public double mean(int count) {
		double sum = 0;
		int known = 0;
		for (int age = 0; age < count; age++) {
			double value = this.slots.floor(age);
			sum += Double.isNaN(value) ? 0 : value;
			known += Double.isNaN(value) ? 0 : 1;
		}
		return (known > 0) ? sum / known : Double.NaN;
	}

	/** Mean load of the newest slots, NaN if it is known of none. */
	public double load(int count) {
		double sum = 0;
		int known = 0;
		for (int age = 0; age < count; age++) {
			double load = this.slots.load(age);
			sum += Double.isNaN(load) ? 0 : load;
			known += Double.isNaN(load) ? 0 : 1;
		}
		return (known > 0) ? sum / known : Double.NaN;
	}

	/** How many of the newest slots have a reading. */
	public int readings(int count) {
		int readings = 0;
		for (int age = 0; age < count; age++) {
			readings += Double.isNaN(this.slots.floor(age)) ? 0 : 1;
		}
		return readings;
	}

	/**
	 * Floors of the newest complete sub-windows, oldest first, NaN where all readings are
	 * missing.
	 * @param width slots in a sub-window, whole blocks if the window is longer than
	 * {@value #SLOTS} slots
	 * @param count how many of them
	 * @param floors where the floors go
	 * @param loads where the mean loads go
	 * @param stagnant where the lowest numbers of members that do not move go
	 */
	public void floors(int width, int count, double[] floors, double[] loads, double[] stagnant) {
		if (width * count <= SLOTS) {
			this.slots.fold(width, count, floors, loads, stagnant);
		}
		else {
			this.blocks.fold(width / BLOCK, count, floors, loads, stagnant);
		}
	}

	/** No hour if it was before this process. */
	private int own(int age) {
		return (age <= hours()) ? age : HOURS;
	}

	/**
	 * Floor of an hour, NaN if it has none.
	 * @param age 0 for the hour that is not over yet
	 */
	public double hourlyFloor(int age) {
		return this.hours.floor(own(age));
	}

	/** Mean of an hour, NaN if it has none. */
	public double hourlyMean(int age) {
		return this.hours.mean(own(age));
	}

	/** The highest reading of an hour. */
	public double hourlyPeak(int age) {
		return this.hours.peak(own(age));
	}

	/** The mean load of an hour. */
	public double hourlyLoad(int age) {
		return this.hours.load(own(age));
	}

	/** The lowest number of members that did not move within an hour. */
	public double hourlyStagnant(int age) {
		return this.hours.still(own(age));
	}

	/** Readings of the last hour for people to look at. */
	public ResourceHistory hour() {
		return new ResourceHistory(this.slots.from(this.interval, this.shift), interval(), this.slots.floors(),
				this.slots.peaks(), this.slots.loads());
	}

	/**
	 * Hourly floors of the last 28 days for people to look at, those of earlier processes
	 * included.
	 */
	public ResourceHistory days() {
		return new ResourceHistory(this.hours.from(HOUR, this.shift), Duration.ofHours(1), this.hours.floors(),
				this.hours.peaks(), this.hours.loads());
	}

	/** Where the last hour was. */
	private record Level(double floor, double peak) {

		static Level lastOf(ReadingRing hours) {
			int age = 0;
			while (age < HOURS - 1 && Double.isNaN(hours.floor(age))) {
				age++;
			}
			return new Level(hours.floor(age), hours.peak(age));
		}

		boolean isNear(double value) {
			return this.floor > 0 && value >= (1 - NEAR) * this.floor && value <= (1 + NEAR) * this.peak;
		}

	}

}
