package io.tidemark.trend;

/**
 * Takes the load out of hourly values: least squares on load and time. More load never
 * explains fewer of anything. One thread uses it again and again.
 */
final class HourFit {

	private double coefficient = Double.NaN;

	private double explained;

	/**
	 * Fits the first values.
	 * @return whether the load is known in nearly all hours
	 */
	boolean fit(double[] values, double[] loads, int from, int count) {
		this.coefficient = 0;
		this.explained = 0;
		double known = 0;
		double lacking = 0;
		double t = 0;
		double l = 0;
		double v = 0;
		for (int i = from; i < from + count; i++) {
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
			return false;
		}
		fit(values, loads, from, count, t / known, l / known, v / known);
		return true;
	}

	private void fit(double[] values, double[] loads, int from, int count, double t, double l, double v) {
		double tt = 0;
		double tl = 0;
		double ll = 0;
		double tv = 0;
		double lv = 0;
		double vv = 0;
		for (int i = from; i < from + count; i++) {
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
			vv += value * value;
		}
		double determinant = tt * ll - tl * tl;
		if (determinant > 1e-9 * tt * ll) {
			this.coefficient = Math.max(0, (tt * lv - tl * tv) / determinant);
			double left = vv - tv * tv / tt;
			double gone = this.coefficient * (lv - tl * tv / tt);
			this.explained = (left > 0) ? Math.min(1, gone / left) : 0;
		}
	}

	/** How much one of the load adds, at least 0. */
	double coefficient() {
		return this.coefficient;
	}

	/** Share of what moves, growth apart, that moves with the load. */
	double explained() {
		return this.explained;
	}

}
