package io.tidemark.trend;

/**
 * What is known of the direction of a few numbers without asking how they are
 * distributed: Mann–Kendall's test and Theil–Sen's slope, both for readings of which the
 * next looks like the last. Arrays are used again, so one thread calls it.
 */
final class MannKendall {

	private final double[] slopes = new double[TrendTest.MOST * (TrendTest.MOST - 1) / 2];

	private final double[] residuals = new double[TrendTest.MOST];

	private int pairs;

	private double score;

	/** Compares each two of the first numbers. */
	void compare(double[] times, double[] values, int count) {
		this.pairs = 0;
		this.score = 0;
		for (int i = 1; i < count; i++) {
			for (int j = 0; j < i; j++) {
				double change = values[i] - values[j];
				this.score += Math.signum(change);
				this.slopes[this.pairs++] = change / (times[i] - times[j]);
			}
		}
	}

	/** Theil–Sen: the median of the slopes between each two. */
	double slope() {
		return quantile(this.pairs / 2.0);
	}

	/**
	 * End of the slope's 95 % interval after Sen (1968), widened for autocorrelation.
	 * @param sign −1 for the lower end, 1 for the upper one
	 */
	double end(int sign, int count, double inflation) {
		double width = 1.96 * Math.sqrt(variance(count) * inflation);
		return quantile((this.pairs + sign * width) / 2);
	}

	private double quantile(double rank) {
		double at = Math.max(0, Math.min(this.pairs - 1, rank - 0.5));
		int low = (int) at;
		double lower = select(low);
		if (at == low) {
			return lower;
		}
		double next = Double.POSITIVE_INFINITY; // all behind the one selected are larger
		for (int i = low + 1; i < this.pairs; i++) {
			next = Math.min(next, this.slopes[i]);
		}
		return lower + (at - low) * (next - lower);
	}

	/** Hoare's selection: a tenth of the time that sorting takes. */
	private double select(int rank) {
		int from = 0;
		int to = this.pairs - 1;
		while (from < to) {
			double pivot = this.slopes[(from + to) >>> 1];
			int i = from;
			int j = to;
			while (i <= j) {
				while (this.slopes[i] < pivot) {
					i++;
				}
				while (this.slopes[j] > pivot) {
					j--;
				}
				if (i <= j) {
					double swapped = this.slopes[i];
					this.slopes[i++] = this.slopes[j];
					this.slopes[j--] = swapped;
				}
			}
			if (rank <= j) {
				to = j;
			}
			else if (rank >= i) {
				from = i;
			}
			else {
				break;
			}
		}
		return this.slopes[rank];
	}

	/** Mann–Kendall's score in deviations, its variance widened for autocorrelation. */
	double deviations(int count, double inflation) {
		double score = Math.signum(this.score) * Math.max(0, Math.abs(this.score) - 1);
		return score / Math.sqrt(variance(count) * inflation);
	}

	private static double variance(int count) {
		return count * (count - 1.0) * (2.0 * count + 5) / 18;
	}

	/**
	 * By how much neighbours that look alike widen the variance: (1 + r) / (1 − r) of the
	 * first autocorrelation around the line, which is too small by (2 + 4r) / n where a
	 * line was fitted first.
	 */
	double inflation(double[] times, double[] values, int count) {
		double slope = slope();
		double mean = 0;
		for (int i = 0; i < count; i++) {
			this.residuals[i] = values[i] - slope * times[i];
			mean += this.residuals[i] / count;
		}
		double own = 0;
		double next = 0;
		for (int i = 0; i < count; i++) {
			double residual = this.residuals[i] - mean;
			own += residual * residual;
			next += (i > 0) ? residual * (this.residuals[i - 1] - mean) : 0;
		}
		double alike = (own > 0) ? (next / own + 2.0 / count) / (1 - 4.0 / count) : 0;
		double bounded = Math.max(0, Math.min(0.95, alike));
		return (1 + bounded) / (1 - bounded);
	}

}
