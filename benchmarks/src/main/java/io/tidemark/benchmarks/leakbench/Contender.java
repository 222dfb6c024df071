package io.tidemark.benchmarks.leakbench;

import java.util.function.Function;

/**
 * A detector as it enters the comparison.
 *
 * @param family name of what it is, the same for all its settings
 * @param name family and setting
 * @param chosen whether its setting was chosen beforehand; the others are there to show
 * how well the family could do
 * @param start makes a fresh one for a run
 */
record Contender(String family, String name, boolean chosen, Function<Known, Detector> start) {

	/**
	 * What whoever configures a rule knows of the resource.
	 *
	 * @param peak how large it usually gets
	 * @param members whether it consists of members that can stand still
	 */
	record Known(double peak, boolean members) {
	}

}
