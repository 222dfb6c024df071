package io.tidemark.benchmarks.leakbench;

import java.util.Arrays;

/**
 * What a monitoring server has of a resource: a sample each minute, for a day.
 */
final class ScrapedSeries {

	private static final int KEPT = 24 * 60 + 1;

	private final double[] samples = new double[KEPT];

	private int taken;

	ScrapedSeries() {
		Arrays.fill(this.samples, Double.NaN);
	}

	void add(double value) {
		this.samples[this.taken++ % KEPT] = (value >= 0) ? value : Double.NaN;
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
	 * @return slope a minute and value now, or {@code null} if there are fewer than two
	 */
	Line line(int minutes) {
		double n = 0;
		double sumX = 0;
		double sumY = 0;
		double sumXX = 0;
		double sumXY = 0;
		for (int i = Math.min(minutes, this.taken - 1); i >= 0; i--) {
			double y = ago(i);
			if (y >= 0) {
				n++;
				sumX -= i;
				sumY += y;
				sumXX += (double) i * i;
				sumXY -= i * y;
			}
		}
		double spread = n * sumXX - sumX * sumX;
		double slope = (spread > 0) ? (n * sumXY - sumX * sumY) / spread : Double.NaN;
		return new Line(slope, (sumY - slope * sumX) / n);
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
