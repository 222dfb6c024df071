package io.tidemark.verdict;

import java.util.Set;
import java.util.function.Predicate;

import io.tidemark.group.WaitReason;

/**
 * One condition of the table.
 *
 * @param test whether it holds
 * @param accuses whether it asks for growth, for threads that do not move, or for a
 * number of threads that wait; one that does not only tells how the threads look
 * @param reasons the wait reasons that it asks for
 */
record Condition(Predicate<Evidence> test, boolean accuses, Set<WaitReason> reasons) {

	Condition {
		reasons = Set.copyOf(reasons);
	}

	/** Tells how the threads look. */
	static Condition looks(Predicate<Evidence> test) {
		return new Condition(test, false, Set.of());
	}

	/** Asks for something that is wrong. */
	static Condition accuses(Predicate<Evidence> test, Set<WaitReason> reasons) {
		return new Condition(test, true, reasons);
	}

	boolean holds(Evidence evidence) {
		return this.test.test(evidence);
	}

}
