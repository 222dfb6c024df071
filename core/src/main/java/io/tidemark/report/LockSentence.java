package io.tidemark.report;

import java.util.List;

import io.tidemark.group.LockWait;

/** For which lock the threads of a group wait, in one line. */
final class LockSentence {

	private LockSentence() {
	}

	/** The lock for which most wait, and how many others there are; empty for none. */
	static String of(List<LockWait> locks) {
		if (locks.isEmpty()) {
			return "";
		}
		LockWait most = locks.get(0);
		String others = (locks.size() > 1) ? "; " + Amounts.count(locks.size() - 1, "other lock") : "";
		return Amounts.count(most.threads(), "thread") + ((most.threads() == 1) ? " waits for " : " wait for ")
				+ most.lock() + ", " + ((most.owner() != null) ? "held by " + most.owner() : "holder not known")
				+ others;
	}

}
