package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.tidemark.jvm.PauseClock;
import org.jspecify.annotations.Nullable;

/**
 * Looks for threads that wait for each other for ever, by monitors or by the locks of
 * {@code java.util.concurrent}. Who gives up waiting after a time is in no deadlock, nor
 * who waits for such a thread: the JVM lists them all the same. Takes a safepoint: 7 to 8
 * ms at 10,000 threads. Virtual threads are not seen.
 *
 * @since 0.1.0
 */
public final class DeadlockSearch {

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final PauseClock pauses = new PauseClock();

	/** Looks once. */
	public Found search() {
		long start = this.pauses.nanos();
		long[] ids = this.threads.isSynchronizerUsageSupported() ? this.threads.findDeadlockedThreads()
				: this.threads.findMonitorDeadlockedThreads();
		Set<Long> deadlocked = (ids != null) ? forEver(this.threads.getThreadInfo(ids)) : Set.of();
		return new Found(deadlocked, Duration.ofNanos(this.pauses.nanos() - start));
	}

	private static Set<Long> forEver(@Nullable ThreadInfo[] listed) {
		Map<Long, Long> owners = new HashMap<>();
		for (ThreadInfo info : listed) {
			if (info != null && info.getThreadState() != Thread.State.TIMED_WAITING) {
				owners.put(info.getThreadId(), info.getLockOwnerId());
			}
		}
		while (owners.values().retainAll(Set.copyOf(owners.keySet()))) {
			// whoever waits for one that is not among them is let go some day
		}
		return owners.keySet();
	}

	/**
	 * What was found.
	 *
	 * @param threads identifiers of the threads in deadlocks
	 * @param pause upper bound of the time for which the JVM was stopped
	 */
	public record Found(Set<Long> threads, Duration pause) {

		public Found {
			threads = Set.copyOf(threads);
		}

		/** How many threads are in deadlocks. */
		public int deadlocked() {
			return this.threads.size();
		}

	}

}
