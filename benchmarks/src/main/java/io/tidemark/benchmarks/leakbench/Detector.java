package io.tidemark.benchmarks.leakbench;

import io.tidemark.verdict.Grade;

/**
 * Something that says whether one resource leaks. One is made for each run; a single
 * thread calls it.
 */
interface Detector {

	/**
	 * Takes the next reading.
	 * @return the grade from now on; what knows no grades is {@code CLEAR} or
	 * {@code PROBABLE}
	 */
	Grade read(Reading reading);

}
