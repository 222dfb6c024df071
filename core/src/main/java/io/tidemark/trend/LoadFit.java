package io.tidemark.trend;

/**
 * How much of a rise the load explains: least squares of the floors on load and time,
 * with errors after Newey and West (1987) that allow for autocorrelation. More load never
 * explains fewer of anything: a load coefficient below 0 counts as 0.
 */
final class LoadFit {

	private final double[] time = new double[TrendTest.MOST];

	private final double[] load = new double[TrendTest.MOST];

	private final double[] value = new double[TrendTest.MOST];

	private double coefficient;

	private double most;

	private double deviations;

	private boolean certain = true;

	/**
	 * Takes the load away.
	 * @param rest where what remains goes
	 * @return share of the rise that load explains, NaN if the load is not known
	 */
	double explain(double[] times, double[] floors, double[] loads, int count, double[] rest) {
		this.certain = true;
		this.coefficient = 0;
		if (!isKnown(loads, count)) {
			System.arraycopy(floors, 0, rest, 0, count);
			return Double.NaN;
		}
		this.most = most(floors, loads, count);
		centre(times, this.time, count);
		centre(loads, this.load, count);
		centre(floors, this.value, count);
		double raw = dot(this.time, this.value, count) / dot(this.time, this.time, count);
		double own = raw;
		double determinant = dot(this.time, this.time, count) * dot(this.load, this.load, count)
				- square(dot(this.time, this.load, count));
		if (determinant > 1e-9 * dot(this.time, this.time, count) * dot(this.load, this.load, count)) {
			own = fit(determinant, count, raw);
		}
		for (int i = 0; i < count; i++) {
			rest[i] = floors[i] - this.coefficient * (loads[i] - loads[0]);
		}
		return (raw > 0) ? Math.max(0, Math.min(1, 1 - own / raw)) : 0;
	}

	/** No more than all of it can be there for the load. */
	private static double most(double[] floors, double[] loads, int count) {
		double most = Double.POSITIVE_INFINITY;
		for (int i = 0; i < count; i++) {
			most = (loads[i] > 0) ? Math.min(most, floors[i] / loads[i]) : most;
		}
		return Double.isInfinite(most) ? 0 : most;
	}

	/** Slope over time that remains. */
	private double fit(double determinant, int count, double raw) {
		double tt = dot(this.time, this.time, count);
		double ll = dot(this.load, this.load, count);
		double tl = dot(this.time, this.load, count);
		double tv = dot(this.time, this.value, count);
		double lv = dot(this.load, this.value, count);
		double coefficient = Math.min(this.most, (tt * lv - tl * tv) / determinant);
		if (coefficient <= 0) {
			return raw;
		}
		double slope = (tv - coefficient * tl) / tt;
		this.coefficient = coefficient;
		this.certain = false;
		this.deviations = slope / slopeError(slope, ll, tl, determinant, count);
		return slope;
	}

	/** Newey–West with lags up to a quarter of the window. */
	private double slopeError(double slope, double ll, double tl, double determinant, int count) {
		for (int i = 0; i < count; i++) {
			double residual = this.value[i] - slope * this.time[i] - this.coefficient * this.load[i];
			// what this point adds to the slope
			this.value[i] = residual * (ll * this.time[i] - tl * this.load[i]) / determinant;
		}
		int lags = count / 4;
		double variance = dot(this.value, this.value, count);
		for (int lag = 1; lag <= lags; lag++) {
			double weight = 2 * (1 - lag / (lags + 1.0));
			for (int i = lag; i < count; i++) {
				variance += weight * this.value[i] * this.value[i - lag];
			}
		}
		return Math.sqrt(Math.max(variance, 1e-300) * count / (count - 3.0));
	}

	/** Whether no load was taken away, so that nothing can be wrong with it. */
	boolean isCertain() {
		return this.certain;
	}

	/** The rise that remains in deviations, if load was taken away. */
	double deviations() {
		return this.deviations;
	}

	double coefficient() {
		return this.coefficient;
	}

	private static boolean isKnown(double[] loads, int count) {
		for (int i = 0; i < count; i++) {
			if (Double.isNaN(loads[i])) {
				return false;
			}
		}
		return true;
	}

	private static void centre(double[] from, double[] to, int count) {
		double mean = 0;
		for (int i = 0; i < count; i++) {
			mean += from[i] / count;
		}
		for (int i = 0; i < count; i++) {
			to[i] = from[i] - mean;
		}
	}

	private static double dot(double[] one, double[] other, int count) {
		double sum = 0;
		for (int i = 0; i < count; i++) {
			sum += one[i] * other[i];
		}
		return sum;
	}

	private static double square(double number) {
		return number * number;
	}

}
