package io.tidemark.benchmarks.leakbench;

import io.tidemark.verdict.Grade;

/**
 * How a contender did in one run.
 *
 * @param suspectedAfter seconds from when the leak began until it was at least
 * {@code suspected}; NaN if it never was
 * @param newlySuspectedAfter the same, but a suspicion that stood when the leak began
 * does not count
 * @param toldAfter seconds from when the leak began until it was at least
 * {@code probable}; NaN if it never was, which is a miss
 * @param falseAlarms episodes of {@code probable} or above while there was no leak
 * @param falseSuspicions the same of {@code suspected} or above
 * @param healthySeconds for how long there was no leak
 * @param reached the highest grade while it leaked, or while healthy if it never did
 */
record Outcome(double suspectedAfter, double newlySuspectedAfter, double toldAfter, int falseAlarms,
		int falseSuspicions, double healthySeconds, Grade reached) {
}
