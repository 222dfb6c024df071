package io.tidemark.capture;

import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.capture.StackWalk.Standing;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.WaitCycles;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that threads which seem to wait for each other do. Each was seen at its own
 * moment, so locks that changed hands meanwhile can look like a cycle. The few threads of
 * a cycle are looked at twice more: who waits both times for the same lock of the same
 * owner, and has not waited or been blocked once more in between, has not run in between,
 * and so has released nothing. Stops nothing.
 */
final class DeadlockCheck {

	private final ThreadMXBean mxBean;

	DeadlockCheck(ThreadMXBean mxBean) {
		this.mxBean = mxBean;
	}

	/** Forgets the owner's identifier where a cycle does not hold. */
	void check(List<Thread> threads, List<@Nullable Standing> walked) {
		Map<Long, Integer> positions = new HashMap<>();
		Map<Long, Long> waitsFor = new HashMap<>();
		for (int i = 0; i < walked.size(); i++) {
			Long owner = owner(walked.get(i));
			if (owner != null) {
				long id = ThreadId.of(threads.get(i));
				positions.put(id, i);
				waitsFor.put(id, owner);
			}
		}
		Set<Long> seeming = WaitCycles.find(waitsFor);
		if (!seeming.isEmpty()) {
			Set<Long> sure = sure(seeming);
			seeming.stream().filter((id) -> !sure.contains(id)).forEach((id) -> doubt(walked, positions.get(id)));
		}
	}

	private static @Nullable Long owner(@Nullable Standing standing) {
		return (standing != null && standing.lock() != null) ? standing.lock().ownerId() : null;
	}

	private Set<Long> sure(Set<Long> seeming) {
		long[] ids = seeming.stream().mapToLong(Long::longValue).toArray();
		return sure(this.mxBean.getThreadInfo(ids), this.mxBean.getThreadInfo(ids));
	}

	static Set<Long> sure(ThreadInfo[] first, ThreadInfo[] second) {
		Map<Long, Long> waitsFor = new HashMap<>();
		for (int i = 0; i < first.length; i++) {
			AwaitedLock lock = LockOwners.lock(first[i]);
			if (lock != null && lock.ownerId() != null && lock.equals(LockOwners.lock(second[i]))
					&& first[i].getBlockedCount() == second[i].getBlockedCount()
					&& first[i].getWaitedCount() == second[i].getWaitedCount()) {
				waitsFor.put(first[i].getThreadId(), lock.ownerId());
			}
		}
		return WaitCycles.find(waitsFor);
	}

	private static void doubt(List<@Nullable Standing> walked, int index) {
		Standing standing = walked.get(index);
		if (standing != null && standing.lock() != null) {
			walked.set(index, standing.withLock(standing.lock().withOwner(standing.lock().owner(), null)));
		}
	}

}
