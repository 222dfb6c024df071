package io.tidemark.group;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.snapshot.AwaitedLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks for which the threads of one family wait. A condition, a queue or a future is
 * no lock: two hundred idle workers of a pool wait for one object and nothing is wrong.
 */
final class LockWaits {

	/** Locks of a family at most, those first for which most threads wait. */
	static final int PER_FAMILY = 5;

	private static final Set<WaitReason> LOCKED = EnumSet.of(WaitReason.MONITOR, WaitReason.LOCK, WaitReason.DEADLOCK);

	private final Map<Key, Waiters> locks = new HashMap<>();

	/** Takes threads that stand alike and the reason for which they wait. */
	void add(Crowd threads, WaitReason reason) {
		if (LOCKED.contains(reason)) {
			threads.threads().forEach((thread) -> add(thread.lock(), 1));
			threads.folded().forEach((folded) -> add(folded.lock(), folded.threads()));
		}
	}

	private void add(@Nullable AwaitedLock lock, int threads) {
		if (lock != null && lock.identity() != null) {
			Waiters waiters = this.locks.computeIfAbsent(new Key(lock.className(), lock.identity()),
					(key) -> new Waiters());
			waiters.threads += threads;
			waiters.owner = (waiters.owner != null) ? waiters.owner : lock.owner();
		}
	}

	List<LockWait> most() {
		return this.locks.entrySet()
			.stream()
			.sorted(Comparator.comparingInt((Map.Entry<Key, Waiters> entry) -> -entry.getValue().threads)
				.thenComparing((entry) -> entry.getKey().identity()))
			.limit(PER_FAMILY)
			.map((entry) -> lockWait(entry.getKey(), entry.getValue()))
			.toList();
	}

	private static LockWait lockWait(Key key, Waiters waiters) {
		String owner = waiters.owner;
		return new LockWait(key.className(), key.identity(), (owner != null) ? ThreadName.redact(owner) : null,
				waiters.threads);
	}

	/**
	 * @param className class of the lock
	 * @param identity which one of that class
	 */
	private record Key(String className, String identity) {

	}

	private static final class Waiters {

		private int threads;

		private @Nullable String owner;

	}

}
