package io.tidemark.benchmarks.leakbench;

import java.util.SplittableRandom;

/**
 * Where a parameter is drawn from.
 *
 * @param low smallest
 * @param high largest, at least {@code low}
 * @param logarithmic whether each order of magnitude is as likely as the next; else each
 * value is
 */
record Range(double low, double high, boolean logarithmic) {

	Range {
		if (!(low <= high) || (logarithmic && low <= 0)) {
			throw new IllegalArgumentException(
					"expected a range from low to high, above 0 if logarithmic, found " + low + ".." + high);
		}
	}

	/**
	 * Reads {@code 5}, {@code 5..20} or {@code 5..20 log}, each number with a unit of
	 * time (s, m, h, d) or none.
	 */
	static Range parse(String text) {
		boolean logarithmic = text.endsWith(" log");
		String[] ends = text.replace(" log", "").strip().split("\\.\\.");
		if (ends.length > 2) {
			throw new IllegalArgumentException("expected 'low..high', found '" + text + "'");
		}
		return new Range(number(ends[0]), number(ends[ends.length - 1]), logarithmic);
	}

	static double number(String text) {
		double seconds = switch (text.charAt(text.length() - 1)) {
			case 's' -> 1;
			case 'm' -> 60;
			case 'h' -> 3600;
			case 'd' -> 86_400;
			default -> 0;
		};
		return (seconds > 0) ? Double.parseDouble(text.substring(0, text.length() - 1)) * seconds
				: Double.parseDouble(text);
	}

	double draw(SplittableRandom random) {
		if (this.low == this.high) {
			return this.low;
		}
		return this.logarithmic ? Math.exp(random.nextDouble(Math.log(this.low), Math.log(this.high)))
				: random.nextDouble(this.low, this.high);
	}

}
