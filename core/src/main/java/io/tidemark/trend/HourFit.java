package io.tidemark.trend;

/**
 * Takes the load out of hourly values: least squares on load and time. More load never
 * explains fewer of anything.
 */
final class HourFit {

	private HourFit() {
	}

	/**
	 * How much one of the load adds.
	 * @return at least 0, or NaN if the load is not known in nearly all hours
	 */
	static double coefficient(double[] values, double[] loads, int count) {
		double known = 0;
		double lacking = 0;
		double t = 0;
		double l = 0;
		double v = 0;
		for (int i = 0; i < count; i++) {
			if (Double.isNaN(values[i])) {
				continue;
			}
			if (Double.isNaN(loads[i])) {
				lacking++;
				continue;
			}
			known++;
			t += i;
			l += loads[i];
			v += values[i];
		}
		if (known < count / 2.0 || lacking > known / 10) {
			return Double.NaN;
		}
		return slope(values, loads, count, t / known, l / known, v / known);
	}

	private static double slope(double[] values, double[] loads, int count, double t, double l, double v) {
		double tt = 0;
		double tl = 0;
		double ll = 0;
		double tv = 0;
		double lv = 0;
		for (int i = 0; i < count; i++) {
			if (Double.isNaN(values[i]) || Double.isNaN(loads[i])) {
				continue;
			}
			double time = i - t;
			double load = loads[i] - l;
			double value = values[i] - v;
			tt += time * time;
			tl += time * load;
			ll += load * load;
			tv += time * value;
			lv += load * value;
		}
		double determinant = tt * ll - tl * tl;
		return (determinant > 1e-9 * tt * ll) ? Math.max(0, (tt * lv - tl * tv) / determinant) : 0;
	}

}
