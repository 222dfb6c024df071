package io.tidemark.benchmarks.leakbench;

import java.util.Arrays;

/**
 * What a monitoring server has of a resource: a sample each minute, for a day.
 */
final class ScrapedSeries {

	private static final int KEPT = 24 * 60 + 1;

	private final double[] samples = new double[KEPT];

	private final int window;

	private int taken;

	private int n;

	private double sumX;

	private double sumY;

	private double sumXX;

	private double sumXY;

	/**
	 * @param window minutes that {@link #line()} looks back
	 */
	ScrapedSeries(int window) {
		this.window = window;
		Arrays.fill(this.samples, Double.NaN);
	}

	void add(double value) {
		this.samples[this.taken++ % KEPT] = (value >= 0) ? value : Double.NaN;
		sum(this.taken - 1, 1);
		if (this.taken - 1 > this.window) {
			sum(this.taken - 2 - this.window, -1);
		}
	}

	private void sum(int x, int sign) {
		double y = this.samples[x % KEPT];
		if (y >= 0) {
			this.n += sign;
			this.sumX += sign * (double) x;
			this.sumY += sign * y;
			this.sumXX += sign * (double) x * x;
			this.sumXY += sign * x * y;
		}
	}

	double last() {
		return ago(0);
	}

	/** Sample of so many minutes ago, NaN if there is none. */
	double ago(int minutes) {
		return (minutes < this.taken) ? this.samples[(this.taken - 1 - minutes) % KEPT] : Double.NaN;
	}

	/**
	 * Straight line through the samples of the last minutes, by least squares as
	 * {@code deriv} and {@code predict_linear} do it.
	 */
	Line line() {
		double spread = this.n * this.sumXX - this.sumX * this.sumX;
		double slope = (this.n > 1) ? (this.n * this.sumXY - this.sumX * this.sumY) / spread : Double.NaN;
		return new Line(slope, (this.sumY + slope * ((this.taken - 1.0) * this.n - this.sumX)) / this.n);
	}

	/**
	 * A straight line.
	 *
	 * @param perMinute its slope, NaN if there are fewer than two samples
	 * @param now where it is now
	 */
	record Line(double perMinute, double now) {
	}

}
