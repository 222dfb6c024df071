package io.tidemark.sample.leaks;

import org.jspecify.annotations.Nullable;

/**
 * One fault that real services have, with its repaired twin. {@link Leaks} calls the
 * methods that change something one at a time; {@link #held()} may be called meanwhile.
 */
interface LeakScenario {

	/** The last part of its address: lower case and dashes. */
	String id();

	/** What is wrong, in one sentence. */
	String wrong();

	/**
	 * The name pattern of the threads that it leaks, empty when they have no name; null
	 * when what it leaks is no thread.
	 */
	default @Nullable String threadNames() {
		return null;
	}

	/** How many threads each fault leaks. */
	default int threadsPerFault() {
		return (threadNames() != null) ? 1 : 0;
	}

	/** Whether these are virtual threads. */
	default boolean virtual() {
		return false;
	}

	/**
	 * Why it can neither be committed nor repaired here, in one sentence; null when it
	 * can.
	 */
	default @Nullable String unsupported() {
		return null;
	}

	/**
	 * How many faults it may hold at a time.
	 * @param configured what is configured; never exceed {@link LeakProperties#cap()}, or
	 * {@link LeakProperties#virtualCap()} when only virtual threads are leaked, or
	 * {@link LeakProperties#memoryCap()} when only memory is
	 */
	default int cap(LeakProperties configured) {
		return configured.cap();
	}

	/** How many faults it holds now. */
	int held();

	/**
	 * Commits the fault once. What it leaks is there when the method returns.
	 */
	void commit() throws Exception;

	/**
	 * Does the same work once and leaks nothing. Threads that it started have ended when
	 * the method returns.
	 */
	void repaired() throws Exception;

	/**
	 * Gives everything back that {@link #commit()} leaked, and returns when it is gone.
	 */
	void release() throws Exception;

}
