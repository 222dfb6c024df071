package io.tidemark.watch;

import java.util.Arrays;

/**
 * The newest readings of one second, at most {@value #MOST}. A gap empties it, because a
 * rate over a gap says nothing about the seconds in it.
 */
final class DenseReadings {

	static final int MOST = 72;

	private static final long GAP_MILLIS = 5_000;

	/** A regular reading may fall together with a dense one. */
	private static final long SAME_MILLIS = 500;

	/** Of many resources that move few are read densely: the others stay small. */
	private static final int FIRST = 4;

	private long[] times = new long[FIRST];

	private double[] levels = new double[FIRST];

	private FlowCounts[] counts = new FlowCounts[FIRST];

	private int size;

	void add(long millis, Reading reading) {
		long since = (this.size > 0) ? millis - this.times[this.size - 1] : GAP_MILLIS + 1;
		if (since >= 0 && since < SAME_MILLIS) {
			return;
		}
		if (since < 0 || since > GAP_MILLIS) {
			clear();
		}
		makeRoom();
		this.times[this.size] = millis;
		this.levels[this.size] = reading.value();
		this.counts[this.size] = reading.counts();
		this.size++;
	}

	private void makeRoom() {
		if (this.size == MOST) {
			dropOldest();
		}
		else if (this.size == this.times.length) {
			resize(Math.min(2 * this.size, MOST));
		}
	}

	private void resize(int places) {
		this.times = Arrays.copyOf(this.times, places);
		this.levels = Arrays.copyOf(this.levels, places);
		this.counts = Arrays.copyOf(this.counts, places);
	}

	private void dropOldest() {
		this.size--;
		System.arraycopy(this.times, 1, this.times, 0, this.size);
		System.arraycopy(this.levels, 1, this.levels, 0, this.size);
		System.arraycopy(this.counts, 1, this.counts, 0, this.size);
	}

	void clear() {
		this.size = 0;
		resize(FIRST);
	}

	/** Readings that fit before it has to grow. */
	int places() {
		return this.times.length;
	}

	int size() {
		return this.size;
	}

	/** The level with which the newest readings begin. */
	double levelBefore(int newest) {
		return this.levels[this.size - newest];
	}

	/** How the level moved over the newest readings, at least 2. */
	Growth growth(int newest) {
		int from = this.size - newest;
		double perSecond = slope(from, this.size - 1);
		double squares = 0;
		for (int i = from + 1; i < this.size; i++) {
			double apart = slope(i - 1, i) - perSecond;
			squares += apart * apart;
		}
		int steps = newest - 1;
		double error = (steps > 1) ? Math.sqrt(squares / (steps - 1) / steps) : Double.POSITIVE_INFINITY;
		return new Growth(perSecond, error);
	}

	/** What came and went over the newest readings. */
	FlowRates rates(int newest) {
		int from = this.size - newest;
		int to = this.size - 1;
		return FlowRates.between(this.counts[from], this.counts[to], (this.times[to] - this.times[from]) / 1_000d);
	}

	private double slope(int from, int to) {
		return (this.levels[to] - this.levels[from]) * 1_000d / (this.times[to] - this.times[from]);
	}

	/**
	 * How a level moves.
	 *
	 * @param perSecond mean of the steps, in units a second
	 * @param error standard error of that mean, as if the steps were independent: where
	 * the level itself is noisy they undo each other and it is less
	 */
	record Growth(double perSecond, double error) {

		boolean isBeyond(double errors) {
			return this.perSecond > 0 && this.perSecond >= errors * this.error;
		}

	}

}
