package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Readings of one resource over time: those of the last {@value #SLOTS} intervals, and
 * the floor of each of the last {@value #HOURS} hours (28 days).
 * <p>
 * Readings lie on a grid in time. Of those within one slot the lowest stands, so that
 * denser readings may come between the regular ones; a slot without a reading is NaN and
 * stays so. When the clock is set back the series goes on at the next slot, as if no time
 * had passed: neither a jump back nor one ahead can look like growth.
 * <p>
 * A series takes {@value #BYTES} bytes and some headers, whatever is read. One thread
 * adds and asks.
 *
 * @since 0.1.0
 */
public final class ResourceSeries {

	/** Slots at full rate; an hour if the interval is 10 seconds. */
	public static final int SLOTS = 360;

	/** Hourly floors. */
	public static final int HOURS = 28 * 24;

	/** What the readings take. */
	public static final int BYTES = SLOTS * (4 + 4 + 2) + HOURS * (4 + 4 + 4 + 2);

	private static final long HOUR = Duration.ofHours(1).toMillis();

	private final long interval;

	private final Ring slots;

	private final Ring hours;

	private final float[] peaks = new float[HOURS];

	/** Added to the clock so that time does not run back, in milliseconds. */
	private long shift;

	private long newest = Long.MIN_VALUE;

	private double last = Double.NaN;

	/**
	 * @param interval distance of two slots, at least a second
	 */
	public ResourceSeries(Duration interval) {
		if (interval.toMillis() < 1_000) {
			throw new IllegalArgumentException("interval must be at least 1 s, found " + interval);
		}
		this.interval = interval.toMillis();
		this.slots = new Ring(SLOTS);
		this.hours = new Ring(HOURS);
		Arrays.fill(this.peaks, Float.NaN);
	}

	/**
	 * Takes a reading.
	 * @param now when it was taken
	 * @param value the reading; NaN or below 0 if it is missing
	 * @param load how much was asked of the service, NaN or below 0 if not known
	 * @param stagnant how many of its members do not move, NaN or below 0 if not known
	 */
	public void add(Instant now, double value, double load, double stagnant) {
		long millis = onward(now.toEpochMilli());
		long hour = Math.floorDiv(millis, HOUR);
		if (hour > this.hours.newest) {
			this.hours.advance(hour, this.peaks);
		}
		this.slots.advance(Math.floorDiv(millis, this.interval), null);
		this.newest = millis;
		if (load >= 0) {
			this.slots.addLoad(load);
			this.hours.addLoad(load);
		}
		if (value >= 0) {
			this.last = value;
			this.slots.add(value, stagnant);
			this.hours.add(value, stagnant);
			int at = Math.floorMod(hour, HOURS);
			this.peaks[at] = Float.isNaN(this.peaks[at]) ? (float) value : Math.max(this.peaks[at], (float) value);
		}
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
		return this.slots.newest;
	}

	/** Number of the newest hour, counted from 1970; it never falls. */
	public long hourNumber() {
		return this.hours.newest;
	}

	/**
	 * Lower envelope of the newest slots: NaN if each of them lacks a reading.
	 * @param count how many, at most {@value #SLOTS}
	 */
	public double floor(int count) {
		double lowest = Double.NaN;
		for (int age = 0; age < count; age++) {
			lowest = lower(lowest, this.slots.values[this.slots.at(age)]);
		}
		return lowest;
	}

	/** Highest of the newest slots, NaN if each of them lacks a reading. */
	public double ceiling(int count) {
		double highest = Double.NaN;
		for (int age = 0; age < count; age++) {
			float value = this.slots.values[this.slots.at(age)];
			highest = (Double.isNaN(highest) || value > highest) ? value : highest;
		}
		return highest;
	}

	/** How many of the newest slots have a reading. */
	public int readings(int count) {
		int readings = 0;
		for (int age = 0; age < count; age++) {
			readings += Float.isNaN(this.slots.values[this.slots.at(age)]) ? 0 : 1;
		}
		return readings;
	}

	/**
	 * Floors of the newest complete sub-windows of slots, oldest first, NaN where all
	 * readings are missing.
	 * @param width slots in a sub-window
	 * @param count how many of them
	 * @param floors where the floors go
	 * @param loads where the lowest loads go
	 * @param stagnant where the lowest numbers of members that do not move go
	 */
	public void floors(int width, int count, double[] floors, double[] loads, double[] stagnant) {
		this.slots.floors(width, count, floors, loads, stagnant);
	}

	/** The same of hours. */
	public void hourlyFloors(int width, int count, double[] floors, double[] loads, double[] stagnant) {
		this.hours.floors(width, count, floors, loads, stagnant);
	}

	/**
	 * Floor of an hour, NaN if it has none.
	 * @param age 0 for the hour that is not over yet
	 */
	public double hourlyFloor(int age) {
		return this.hours.values[this.hours.at(age)];
	}

	/** The highest reading of an hour. */
	public double hourlyPeak(int age) {
		return this.peaks[this.hours.at(age)];
	}

	/** The lowest load of an hour. */
	public double hourlyLoad(int age) {
		return this.hours.loads[this.hours.at(age)];
	}

	/** Readings of the last hour for people to look at. */
	public ResourceHistory hour() {
		List<Float> values = this.slots.list(this.slots.values);
		return new ResourceHistory(this.slots.from(this.interval, this.shift), interval(), values, values,
				this.slots.loads());
	}

	/** Hourly floors of the last 28 days for people to look at. */
	public ResourceHistory days() {
		return new ResourceHistory(this.hours.from(HOUR, this.shift), Duration.ofHours(1),
				this.hours.list(this.hours.values), this.hours.list(this.peaks), this.hours.loads());
	}

	private static double lower(double one, double other) {
		return (Double.isNaN(one) || other < one) ? other : one;
	}

	/** Equally spaced readings; the oldest make room for the newest. */
	private static final class Ring {

		/** Members that do not move are kept as a share of the value, in these parts. */
		private static final int WHOLE = 0xFFFE;

		private static final short MISSING = (short) 0xFFFF;

		private final int size;

		private final float[] values;

		private final float[] loads;

		private final short[] stagnant;

		private long first = Long.MIN_VALUE;

		private long newest = Long.MIN_VALUE;

		Ring(int size) {
			this.size = size;
			this.values = new float[size];
			this.loads = new float[size];
			this.stagnant = new short[size];
			Arrays.fill(this.values, Float.NaN);
			Arrays.fill(this.loads, Float.NaN);
			Arrays.fill(this.stagnant, MISSING);
		}

		int at(int age) {
			return (int) Math.floorMod(this.newest - age, (long) this.size);
		}

		void advance(long number, float @org.jspecify.annotations.Nullable [] more) {
			if (this.first == Long.MIN_VALUE) {
				this.first = number;
				this.newest = number - 1;
			}
			long missed = Math.min(number - this.newest, this.size);
			this.newest = number;
			for (int age = 0; age < missed; age++) {
				int at = at(age);
				this.values[at] = Float.NaN;
				this.loads[at] = Float.NaN;
				this.stagnant[at] = MISSING;
				if (more != null) {
					more[at] = Float.NaN;
				}
			}
		}

		void addLoad(double load) {
			int at = at(0);
			this.loads[at] = (float) lower(this.loads[at], load);
		}

		void add(double value, double members) {
			int at = at(0);
			double known = stagnant(at);
			double lowest = (members >= 0) ? lower(known, members) : known;
			this.values[at] = (float) lower(this.values[at], value);
			this.stagnant[at] = share(lowest, this.values[at]);
		}

		private static short share(double stagnant, double value) {
			if (Double.isNaN(stagnant)) {
				return MISSING;
			}
			return (value > 0) ? (short) Math.round(Math.min(1, stagnant / value) * WHOLE) : 0;
		}

		private double stagnant(int at) {
			int share = this.stagnant[at] & 0xFFFF;
			return (share > WHOLE) ? Double.NaN : this.values[at] * (share / (double) WHOLE);
		}

		void floors(int width, int count, double[] floors, double[] loads, double[] stagnant) {
			long end = Math.floorDiv(this.newest, (long) width) * width; // exclusive
			int youngest = (int) (this.newest - end) + 1;
			for (int i = 0; i < count; i++) {
				int age = youngest + (count - 1 - i) * width;
				fold(age, width, i, floors, loads, stagnant);
			}
		}

		private void fold(int age, int width, int to, double[] floors, double[] loads, double[] stagnant) {
			double value = Double.NaN;
			double load = Double.NaN;
			double still = Double.NaN;
			for (int i = 0; i < width && age + i < this.size; i++) {
				int at = at(age + i);
				if (!Float.isNaN(this.values[at])) {
					value = lower(value, this.values[at]);
					load = lower(load, this.loads[at]);
					still = lower(still, stagnant(at));
				}
			}
			floors[to] = value;
			loads[to] = load;
			stagnant[to] = still;
		}

		/** The slots since the first reading, oldest first. */
		private int length() {
			return (this.first == Long.MIN_VALUE) ? 0 : (int) Math.min(this.newest - this.first + 1, this.size);
		}

		Instant from(long step, long shift) {
			int length = length();
			return (length == 0) ? Instant.EPOCH : Instant.ofEpochMilli((this.newest - length + 1) * step - shift);
		}

		List<Float> list(float[] of) {
			List<Float> list = new ArrayList<>(length());
			for (int age = length() - 1; age >= 0; age--) {
				list.add(of[at(age)]);
			}
			return list;
		}

		List<Float> loads() {
			for (float load : this.loads) {
				if (!Float.isNaN(load)) {
					return list(this.loads);
				}
			}
			return List.of();
		}

	}

}
