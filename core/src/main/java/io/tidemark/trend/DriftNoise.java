package io.tidemark.trend;

import java.nio.ByteBuffer;

/**
 * What readings differ by from what was expected, in shares of it: how far, how alike
 * neighbours are, and where the outer 2.5 % of each side begin. Quantiles are followed
 * one by one, so that the band holds its 95 % whatever the form of the noise.
 */
final class DriftNoise {

	/** Lags of which it is known how alike readings are: a run is one longer. */
	static final int LAGS = DriftModel.ROW - 1;

	static final int BYTES = 8 * (1 + LAGS + 1 + 2);

	/** Further off than this, in deviations, a reading counts as if it were this far. */
	private static final double FAR = 3.5;

	/** Readings before anything but the variance is learned. */
	private static final double FEW = 48;

	private static final double OUTER = 0.025;

	/** Step of the quantiles in deviations. */
	private static final double STEP = 0.015;

	/** Readings over which it is told whether they lean to one side: half a day. */
	private static final double LEAN = 144;

	/**
	 * What leans by more, in deviations, is no noise: it grew, and must not make the band
	 * wide enough for itself. Noise alone, correlation 0.9, leans by 0.26.
	 */
	private static final double LEANS = 1;

	/** Readings before it can be told. */
	private static final double SETTLED = 500;

	private static final double LEAST = 1.2;

	private static final double MOST = 3.5;

	/** What no noise is below: half a percent. */
	private static final double SMALLEST = 0.005;

	private double weight;

	private final double[] together = new double[LAGS + 1];

	private double above = 2.1;

	private double below = 2.1;

	private final double[] last = new double[LAGS];

	private int known;

	private double leaning;

	void keep(double share) {
		this.weight *= leans() ? 1 : share;
	}

	/** Whether readings were on the upper side for hours. */
	private boolean leans() {
		return this.leaning > LEANS && this.weight > SETTLED;
	}

	/** Standard deviation of a reading, as a share. */
	double deviation() {
		return Math.max(SMALLEST, Math.sqrt(this.together[0]));
	}

	/** How alike neighbours are, from 0 to 0.95. */
	double alike() {
		return (this.together[0] > 0) ? Math.max(0, Math.min(0.95, this.together[1] / this.together[0])) : 0;
	}

	/** By how much that makes a mean worse than one of independent readings. */
	double inflation() {
		return (1 + alike()) / (1 - alike());
	}

	/** Standard deviation of the mean of a run, as a share. */
	double deviationOfRun() {
		double sum = DriftModel.ROW * this.together[0];
		for (int lag = 1; lag <= LAGS; lag++) {
			sum += 2 * (DriftModel.ROW - lag) * this.together[lag];
		}
		double least = Math.max(this.together[0], SMALLEST * SMALLEST) / DriftModel.ROW;
		return Math.sqrt(Math.max(sum / (DriftModel.ROW * DriftModel.ROW), least));
	}

	double above() {
		return this.above;
	}

	double below() {
		return this.below;
	}

	/** What is right of readings so far, in deviations. */
	double clip(double share, double most) {
		double far = most * deviation();
		return (this.weight < FEW) ? share : Math.max(-far, Math.min(far, share));
	}

	/**
	 * Learns how far a reading was off.
	 * @param share how far
	 * @param spread by what a band is wider than the noise alone makes it
	 */
	void add(double share, double spread) {
		double off = clip(share, FAR);
		this.leaning += (off / deviation() - this.leaning) / LEAN;
		if (leans()) {
			interrupt();
			return;
		}
		this.weight++;
		this.together[0] += (off * off - this.together[0]) / this.weight;
		for (int lag = 1; lag <= LAGS; lag++) {
			if (this.known >= lag) {
				this.together[lag] += (off * this.last[lag - 1] - this.together[lag]) / this.weight;
			}
		}
		System.arraycopy(this.last, 0, this.last, 1, LAGS - 1);
		this.last[0] = off;
		this.known = Math.min(LAGS, this.known + 1);
		if (this.weight > FEW) {
			double deviations = share / (deviation() * spread);
			this.above = follow(this.above, deviations);
			this.below = follow(this.below, -deviations);
		}
	}

	/** A gap: what comes next is no neighbour. */
	void interrupt() {
		this.known = 0;
	}

	private static double follow(double quantile, double deviations) {
		double moved = quantile + STEP * (((deviations > quantile) ? 1 : 0) - OUTER);
		return Math.max(LEAST, Math.min(MOST, moved));
	}

	void write(ByteBuffer bytes) {
		bytes.putDouble(this.weight);
		for (double each : this.together) {
			bytes.putDouble(each);
		}
		bytes.putDouble(this.above).putDouble(this.below);
	}

	void read(ByteBuffer bytes) {
		this.weight = DriftModel.amount(bytes);
		for (int lag = 0; lag <= LAGS; lag++) {
			this.together[lag] = DriftModel.number(bytes);
		}
		this.together[0] = Math.max(0, this.together[0]);
		this.above = Math.max(LEAST, Math.min(MOST, DriftModel.amount(bytes)));
		this.below = Math.max(LEAST, Math.min(MOST, DriftModel.amount(bytes)));
	}

}
