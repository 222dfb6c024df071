package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts platform threads without stopping them: enumerates the root thread group and
 * asks each thread for its state. No safepoint on 17 and 25.
 * {@link ThreadMXBean#getThreadInfo(long[])}, which gives the same numbers, takes up to a
 * second and a half for 10,000 threads on 25. Virtual threads are not seen.
 * <p>
 * Safe for use by several threads; each pass works on its own array, so that nothing
 * holds a thread after the pass that saw it.
 *
 * @since 0.1.0
 */
public final class ThreadCounter {

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	/** Makes one pass. */
	public ThreadCount count() {
		int[] states = new int[Thread.State.values().length];
		int daemon = 0;
		List<Thread> live = LiveThreads.list();
		for (Thread thread : live) {
			states[thread.getState().ordinal()]++;
			daemon += thread.isDaemon() ? 1 : 0;
		}
		return new ThreadCount(live.size(), daemon, byState(states));
	}

	/**
	 * How many platform threads were started since the JVM started. Never falls; reads a
	 * counter of the JVM.
	 */
	public long startedTotal() {
		return this.threads.getTotalStartedThreadCount();
	}

	private static Map<Thread.State, Integer> byState(int[] counts) {
		Map<Thread.State, Integer> states = new EnumMap<>(Thread.State.class);
		for (Thread.State state : Thread.State.values()) {
			states.put(state, counts[state.ordinal()]);
		}
		return states;
	}

}
