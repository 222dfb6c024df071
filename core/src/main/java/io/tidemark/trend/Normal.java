package io.tidemark.trend;

/**
 * The normal distribution.
 */
final class Normal {

	private Normal() {
	}

	/**
	 * Chance of being this far off or further, on both sides together. Formula 7.1.26 of
	 * Abramowitz and Stegun, wrong by at most 1.5e-7; below that an upper bound.
	 * @param deviations how far, in deviations
	 */
	static double twoSided(double deviations) {
		double x = Math.abs(deviations) / Math.sqrt(2);
		if (x > 3.5) {
			return Math.exp(-x * x) / (x * Math.sqrt(Math.PI));
		}
		double t = 1 / (1 + 0.3275911 * x);
		double sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
		return Math.max(0, Math.min(1, sum * Math.exp(-x * x)));
	}

}
