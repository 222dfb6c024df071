package io.tidemark.trend;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Between which values each load was so far. A load that is new becomes known bit by bit,
 * because one interval of it teaches little, and what was long ago fades.
 */
final class SeenLoads {

	/** The five loads and the requests of the last hour. */
	static final int SIZE = 6;

	static final int BYTES = 8 * 2 * SIZE;

	/** So much further than the range was, as a share of it, is not new yet. */
	private static final double ROOM = 0.25;

	/** The same as a share of the most, for a load that hardly moves. */
	private static final double LEAST_ROOM = 0.05;

	/** By how much of these a range widens in an interval. */
	private static final double STEP = 0.2;

	/** Intervals in which the ends come back towards the mean: two weeks. */
	private static final double FADES = 4032;

	private final double[] lowest = new double[SIZE];

	private final double[] highest = new double[SIZE];

	SeenLoads() {
		Arrays.fill(this.lowest, Double.NaN);
		Arrays.fill(this.highest, Double.NaN);
	}

	boolean isKnown(int load) {
		return !Double.isNaN(this.highest[load]);
	}

	/** Whether any of these loads was never like this; one that is not known was. */
	boolean isNew(double[] loads) {
		boolean unusual = false;
		for (int i = 0; i < SIZE; i++) {
			double room = Math.max(ROOM * (this.highest[i] - this.lowest[i]), LEAST_ROOM * this.highest[i]);
			unusual |= loads[i] > this.highest[i] + room || loads[i] < this.lowest[i] - room;
		}
		return unusual;
	}

	/**
	 * Takes loads.
	 * @param loads the loads, NaN where not known
	 * @param means their means, to which the ends come back
	 * @param atOnce whether ranges are still to be found, so that they widen at once
	 */
	void add(double[] loads, DriftFit means, boolean atOnce) {
		for (int i = 0; i < SIZE; i++) {
			if (!Double.isNaN(loads[i])) {
				add(i, loads[i], means.mean(i), atOnce);
			}
		}
	}

	private void add(int i, double load, double mean, boolean atOnce) {
		if (!isKnown(i)) {
			this.highest[i] = load;
			this.lowest[i] = load;
		}
		double step = atOnce ? Double.POSITIVE_INFINITY
				: STEP * Math.max(ROOM * (this.highest[i] - this.lowest[i]), LEAST_ROOM * this.highest[i]);
		this.highest[i] += (load > this.highest[i]) ? Math.min(step, load - this.highest[i])
				: Math.min(0, mean - this.highest[i]) / FADES;
		this.lowest[i] += (load < this.lowest[i]) ? -Math.min(step, this.lowest[i] - load)
				: Math.max(0, mean - this.lowest[i]) / FADES;
	}

	void write(ByteBuffer bytes) {
		for (int i = 0; i < SIZE; i++) {
			bytes.putDouble(this.lowest[i]).putDouble(this.highest[i]);
		}
	}

	void read(ByteBuffer bytes) {
		for (int i = 0; i < SIZE; i++) {
			this.lowest[i] = bytes.getDouble();
			this.highest[i] = bytes.getDouble();
		}
	}

}
