package io.tidemark.benchmarks;

import java.util.concurrent.locks.LockSupport;

/**
 * The least that any capture without a safepoint has to do: enumerate, then ask each
 * thread for stack, state and blocker, and keep nothing. Takes a safepoint per thread
 * before JDK 21.
 */
final class BareWalk {

	private BareWalk() {
	}

	/** Whether a walk takes no safepoint on this JVM. */
	static boolean isCheap() {
		return Runtime.version().feature() >= 21;
	}

	/** Walks all platform threads; returns how many frames and blockers it saw. */
	static long walk() {
		ThreadGroup root = Thread.currentThread().getThreadGroup();
		while (root.getParent() != null) {
			root = root.getParent();
		}
		Thread[] threads = new Thread[root.activeCount() + 64];
		int count = root.enumerate(threads, true);
		long seen = 0;
		for (int i = 0; i < count; i++) {
			seen += threads[i].getStackTrace().length;
			seen += (threads[i].getState() != Thread.State.TERMINATED) ? 1 : 0;
			seen += (LockSupport.getBlocker(threads[i]) != null) ? 1 : 0;
		}
		return seen;
	}

}
