package io.tidemark.capture;

import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;

import io.tidemark.capture.StackWalk.Standing;
import io.tidemark.snapshot.AwaitedLock;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the locks that threads of one walk wait for. A walk does not tell; the bean
 * is asked in one call that stops nothing: for each blocked thread, because nothing else
 * tells the monitor, and for {@value #ASKED_PER_LOCK} of those parked at one
 * synchronizer, so that a convoy of thousands costs no more than one lock. Lives as long
 * as one capture.
 */
final class LockOwners {

	/** Threads asked in one capture at most; 2,000 took 3.4 ms without a pause. */
	static final int MAX_ASKED = 2_000;

	/** More than one, because the one that is asked may just be let go. */
	static final int ASKED_PER_LOCK = 3;

	private final ThreadMXBean mxBean;

	private final List<Integer> blocked = new ArrayList<>();

	private final Map<Object, List<Integer>> parked = new IdentityHashMap<>();

	LockOwners(ThreadMXBean mxBean) {
		this.mxBean = mxBean;
	}

	/**
	 * Takes a thread.
	 * @param index its position in the walk
	 * @param state its state
	 * @param blocker at what it is parked
	 */
	void saw(int index, Thread.State state, @Nullable Object blocker) {
		if (state == Thread.State.BLOCKED) {
			if (this.blocked.size() < MAX_ASKED) {
				this.blocked.add(index);
			}
		}
		else if (blocker instanceof AbstractOwnableSynchronizer && canBeOwned(blocker.getClass().getName())) {
			this.parked.computeIfAbsent(blocker, (unknown) -> new ArrayList<>()).add(index);
		}
	}

	private static boolean canBeOwned(String className) {
		return !className.startsWith("java.util.concurrent.CountDownLatch$")
				&& !className.startsWith("java.util.concurrent.Semaphore$");
	}

	/** Writes what the bean says into the walk. */
	void addTo(List<Thread> threads, List<@Nullable Standing> walked) {
		List<Integer> asked = asked();
		if (asked.isEmpty()) {
			return;
		}
		ThreadInfo[] infos = this.mxBean
			.getThreadInfo(asked.stream().mapToLong((index) -> ThreadId.of(threads.get(index))).toArray());
		Map<Integer, AwaitedLock> told = new HashMap<>();
		for (int i = 0; i < infos.length; i++) {
			AwaitedLock lock = lock(infos[i]);
			if (lock != null) {
				told.put(asked.get(i), lock);
			}
		}
		this.blocked.forEach((index) -> set(walked, index, told.get(index)));
		this.parked.values().forEach((waiters) -> share(waiters, told, walked));
	}

	/** All blocked ones first: they have no lock at all yet. */
	List<Integer> asked() {
		List<Integer> asked = new ArrayList<>(this.blocked);
		for (List<Integer> waiters : this.parked.values()) {
			if (asked.size() + ASKED_PER_LOCK > MAX_ASKED) {
				break;
			}
			asked.addAll(waiters.subList(0, Math.min(ASKED_PER_LOCK, waiters.size())));
		}
		return asked;
	}

	/** Who waits at the same synchronizer waits for the same owner. */
	private static void share(List<Integer> waiters, Map<Integer, AwaitedLock> told, List<@Nullable Standing> walked) {
		for (int index : waiters.subList(0, Math.min(ASKED_PER_LOCK, waiters.size()))) {
			AwaitedLock lock = told.get(index);
			Standing standing = walked.get(index);
			if (lock != null && lock.owner() != null && standing != null && standing.lock() != null
					&& lock.equals(standing.lock().withOwner(lock.owner(), lock.ownerId()))) {
				waiters.forEach((waiter) -> set(walked, waiter, lock));
				return;
			}
		}
	}

	private static void set(List<@Nullable Standing> walked, int index, @Nullable AwaitedLock lock) {
		Standing standing = walked.get(index);
		if (standing != null && lock != null) {
			walked.set(index, standing.withLock(lock));
		}
	}

	/** The synchronizer at which a thread is parked, its owner not known yet. */
	static @Nullable AwaitedLock of(@Nullable Object blocker) {
		return (blocker != null)
				? new AwaitedLock(blocker.getClass().getName(), identity(System.identityHashCode(blocker)), null, null)
				: null;
	}

	/** What a thread waits for, as the bean tells it. */
	static @Nullable AwaitedLock lock(@Nullable ThreadInfo info) {
		LockInfo lock = (info != null) ? info.getLockInfo() : null;
		if (lock == null) {
			return null;
		}
		return new AwaitedLock(lock.getClassName(), identity(lock.getIdentityHashCode()), info.getLockOwnerName(),
				(info.getLockOwnerId() > 0) ? info.getLockOwnerId() : null);
	}

	/** As in {@link LockInfo#toString()}. */
	private static String identity(int hash) {
		return "@" + Integer.toHexString(hash);
	}

}
