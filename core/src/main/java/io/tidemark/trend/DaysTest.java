package io.tidemark.trend;

import java.time.Duration;
import java.util.Arrays;

import io.tidemark.watch.ResourceSeries;

/**
 * Tells whether a floor rises from day to day. Each hour is compared with the same hour
 * of the day before, load taken away where it is known, and the median over the hours is
 * what a day gained. So a daily wave says nothing, whatever its form, and a step says it
 * once.
 */
final class DaysTest {

	private static final int HOURS = 24;

	/** Hours that two days must have in common to be compared. */
	private static final int COMMON = 16;

	/** Days that are compared where the load is known, and where it is not. */
	private static final int DAYS = 3;

	private static final int WEEK = 8;

	/** Hours of a day that count as independent of each other. */
	private static final double INDEPENDENT = 6;

	/** What a day gains must be this many of its errors. */
	private static final double CLEARLY = 4;

	/** The least gain of a day as a share of the largest: less is slowing down. */
	private static final double STEADY = 0.5;

	/**
	 * Gain of a week without known load, as a share of the level: growth of a service.
	 */
	private static final double OF_LEVEL = 0.2;

	private final double[] floors = new double[WEEK * HOURS];

	private final double[] loads = new double[WEEK * HOURS];

	private final double[] stagnant = new double[WEEK * HOURS];

	private final double[] differences = new double[HOURS];

	private final double[] gains = new double[WEEK - 1];

	private final double[] errors = new double[WEEK - 1];

	private final double[] still = new double[WEEK - 1];

	private double coefficient;

	Rise test(ResourceSeries series, Level level) {
		int days = (level == Level.DAYS) ? DAYS : WEEK;
		int hours = days * HOURS;
		series.hourlyFloors(1, hours, this.floors, this.loads, this.stagnant);
		boolean load = fitLoad(hours);
		if (!compare(days)) {
			return Rise.tooShort(level);
		}
		boolean members = compareStagnant(days);
		double gained = 0;
		double still = members ? 0 : Double.NaN;
		double error = 0;
		for (int day = 0; day < days - 1; day++) {
			gained += this.gains[day];
			error += this.errors[day] * this.errors[day];
			still += this.still[day];
		}
		boolean steady = (days == WEEK) ? isSteadyWeek(load, gained)
				: ((load && isSteady(days)) || (members && stagnates(days)));
		double perHour = gained / ((days - 1) * HOURS);
		double width = 1.96 * Math.sqrt(error) / ((days - 1) * HOURS);
		double chance = Normal.twoSided(gained / Math.max(Math.sqrt(error), 1e-300));
		double from = median(0);
		Trend trend = new Trend(steady ? Direction.RISING : Direction.FLAT, Duration.ofHours(hours),
				(level == Level.DAYS) ? 36 : days, perHour, perHour - width, perHour + width, chance,
				load ? share(days, gained) : Double.NaN);
		return new Rise(level, trend, from, median(days - 1), gained, still, steady);
	}

	private double median(int day) {
		System.arraycopy(this.floors, day * HOURS, this.differences, 0, HOURS);
		return middle(this.differences, known(this.differences));
	}

	private static int known(double[] numbers) {
		int count = 0;
		for (double number : numbers) {
			if (!Double.isNaN(number)) {
				numbers[count++] = number;
			}
		}
		return count;
	}

	private double share(int days, double gained) {
		double raw = 0;
		for (int day = 0; day < days - 1; day++) {
			raw += gain(this.floors, null, day);
		}
		return (raw > 0) ? Math.max(0, Math.min(1, 1 - gained / raw)) : 0;
	}

	/** Least squares on load and time; false if the load is not known. */
	private boolean fitLoad(int hours) {
		this.coefficient = 0;
		double count = 0;
		double lacking = 0;
		double t = 0;
		double l = 0;
		double v = 0;
		for (int i = 0; i < hours; i++) {
			if (Double.isNaN(this.floors[i])) {
				continue;
			}
			if (Double.isNaN(this.loads[i])) {
				lacking++;
				continue;
			}
			count++;
			t += i;
			l += this.loads[i];
			v += this.floors[i];
		}
		if (count < COMMON || lacking > count / 10) {
			return false;
		}
		t /= count;
		l /= count;
		v /= count;
		double tt = 0;
		double tl = 0;
		double ll = 0;
		double tv = 0;
		double lv = 0;
		for (int i = 0; i < hours; i++) {
			if (Double.isNaN(this.floors[i]) || Double.isNaN(this.loads[i])) {
				continue;
			}
			double time = i - t;
			double load = this.loads[i] - l;
			double value = this.floors[i] - v;
			tt += time * time;
			tl += time * load;
			ll += load * load;
			tv += time * value;
			lv += load * value;
		}
		double determinant = tt * ll - tl * tl;
		if (determinant > 1e-9 * tt * ll) {
			this.coefficient = Math.max(0, (tt * lv - tl * tv) / determinant);
		}
		return true;
	}

	/** Fills the gains; false if two days have too little in common. */
	private boolean compare(int days) {
		for (int day = 0; day < days - 1; day++) {
			this.gains[day] = gain(this.floors, this.loads, day);
			if (Double.isNaN(this.gains[day])) {
				return false;
			}
			this.errors[day] = this.error;
		}
		return true;
	}

	private boolean compareStagnant(int days) {
		for (int day = 0; day < days - 1; day++) {
			this.still[day] = gain(this.stagnant, null, day);
			if (Double.isNaN(this.still[day])) {
				return false;
			}
		}
		return true;
	}

	private double error;

	/** Median over the hours of what the next day has more than this one. */
	private double gain(double[] of, double @org.jspecify.annotations.Nullable [] loads, int day) {
		int count = 0;
		for (int hour = day * HOURS; hour < (day + 1) * HOURS; hour++) {
			double change = of[hour + HOURS] - of[hour];
			if (loads != null && this.coefficient > 0) {
				change -= this.coefficient * (loads[hour + HOURS] - loads[hour]);
			}
			if (!Double.isNaN(change)) {
				this.differences[count++] = change;
			}
		}
		if (count < COMMON) {
			return Double.NaN;
		}
		double median = middle(this.differences, count);
		for (int i = 0; i < count; i++) {
			this.differences[i] = Math.abs(this.differences[i] - median);
		}
		this.error = 1.4826 * middle(this.differences, count) * 1.2533 / Math.sqrt(INDEPENDENT);
		return median;
	}

	private static double middle(double[] numbers, int count) {
		Arrays.sort(numbers, 0, count);
		return (count == 0) ? Double.NaN : (numbers[count / 2] + numbers[(count - 1) / 2]) / 2;
	}

	/** Each day gains clearly, and none much less than another. */
	private boolean isSteady(int days) {
		double least = Double.POSITIVE_INFINITY;
		double most = 0;
		for (int day = 0; day < days - 1; day++) {
			if (this.gains[day] <= CLEARLY * this.errors[day]) {
				return false;
			}
			least = Math.min(least, this.gains[day]);
			most = Math.max(most, this.gains[day]);
		}
		return least >= STEADY * most;
	}

	/** Each day more members stand still, and the floor rises with them. */
	private boolean stagnates(int days) {
		for (int day = 0; day < days - 1; day++) {
			if (this.still[day] < 3 || this.gains[day] < this.still[day] / 2) {
				return false;
			}
		}
		return true;
	}

	/** From one day of the week to the next same one, and on most days between. */
	private boolean isSteadyWeek(boolean load, double gained) {
		int rising = 0;
		for (double gain : this.gains) {
			rising += (gain > 0) ? 1 : 0;
		}
		System.arraycopy(this.gains, 0, this.differences, 0, this.gains.length);
		double typical = middle(this.differences, this.gains.length);
		double level = median(0);
		return rising >= 5 && typical >= STEADY * gained / this.gains.length
				&& gained > (load ? 0.05 : OF_LEVEL) * level;
	}

}
