package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.StandingThread;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Counts the members of a family that do not move: same stack, same state, and not a
 * nanosecond of CPU time between two looks at least so far apart. Platform threads that
 * wait for work are left out: each pool that fills up has more and more of them, healthy
 * or not. What a forgotten pool looks like is told by its signature.
 * <p>
 * Bounded: of {@value #REMEMBERED} threads, those with the highest identifiers, the last
 * place is remembered in 36 bytes each; of more the others count as moving. Safe for use
 * by several threads. A look at 10,000 threads takes some milliseconds, asking for all
 * families one.
 *
 * @since 0.1.0
 */
public final class StillThreads {

	/** Threads whose place is remembered at most. */
	public static final int REMEMBERED = 20_000;

	/** Stacks of a family that are told at most, those with most still threads. */
	public static final int STACKS = 5;

	/** Still threads at one stack that make it worth telling. */
	public static final int LEAST = 3;

	private static final int CALLERS = 1_000;

	/** Beyond this many times the distance of two looks nobody looks any more. */
	private static final int OVERDUE = 3;

	private static final Duration SOON = Duration.ofSeconds(90);

	private static final Set<WaitReason> WAITS_FOR_WORK = Set.of(WaitReason.QUEUE_TAKE);

	private final Duration least;

	private Places places = new Places(0);

	private Map<FamilyKey, Integer> virtual = Map.of();

	/** Caller of the JDK by fingerprint, of still threads that do not wait for work. */
	private Map<Long, String> callers = Map.of();

	private boolean allVirtual = true;

	private @Nullable Instant before;

	private @Nullable Instant newest;

	/**
	 * @param least how far two looks are apart between which a thread must not move
	 */
	public StillThreads(Duration least) {
		this.least = least;
	}

	/**
	 * Takes a look.
	 * @param now when it was taken
	 * @param threads all platform threads, and the virtual ones that can be told apart,
	 * with their stacks
	 * @param allVirtual whether these are all virtual threads that may stand still
	 */
	public synchronized void observe(Instant now, List<StandingThread> threads, boolean allVirtual) {
		List<StandingThread> newestFirst = new ArrayList<>(threads);
		newestFirst.sort(Comparator.comparingLong((StandingThread thread) -> thread.thread().id()).reversed());
		List<StandingThread> remembered = newestFirst.subList(0, Math.min(REMEMBERED, newestFirst.size()));
		Places places = new Places(remembered.size());
		for (int i = 0; i < remembered.size(); i++) {
			places.put(remembered.size() - 1 - i, remembered.get(i), now, this.places);
		}
		this.places = places;
		this.before = this.newest;
		this.newest = now;
		this.allVirtual = allVirtual;
		countVirtual(remembered);
		nameCallers(remembered);
	}

	/** Forgets what was seen, for when nobody looks any more. */
	public synchronized void forget() {
		this.places = new Places(0);
		this.virtual = Map.of();
		this.callers = Map.of();
		this.before = null;
		this.newest = null;
	}

	/**
	 * How many members of the family do not move.
	 * @param family the family, as newly counted as it may be
	 * @param now the time
	 */
	public synchronized Stillness of(ThreadFamily family, Instant now) {
		if (!looks(now)) {
			return Stillness.NOT_KNOWN;
		}
		if (family.key().virtual()) {
			int still = this.virtual.getOrDefault(family.key(), 0);
			return this.allVirtual ? new Stillness(still, List.of()) : Stillness.NOT_KNOWN;
		}
		Map<Long, int[]> stacks = new HashMap<>();
		for (int i = 0; i < family.members().size(); i++) {
			int place = this.places.find(family.members().id(i));
			if (place >= 0) {
				count(stacks, this.places.fingerprints[place], this.places.isStill(place, this.least) ? 1 : 0);
			}
		}
		return new Stillness(stacks.values().stream().mapToInt((counts) -> counts[1]).sum(), told(stacks));
	}

	/** Whether the last two looks are such that one can tell. */
	public synchronized boolean looks(Instant now) {
		if (this.before == null || this.newest == null) {
			return false;
		}
		Duration distance = Duration.between(this.before, this.newest).multipliedBy(OVERDUE);
		Duration overdue = (distance.compareTo(SOON) > 0) ? distance : SOON;
		return Duration.between(this.newest, now).compareTo(overdue) <= 0;
	}

	/** How many threads are remembered. */
	synchronized int remembered() {
		return this.places.ids.length;
	}

	private void count(Map<Long, int[]> stacks, long fingerprint, int still) {
		if (this.callers.containsKey(fingerprint)) {
			int[] counts = stacks.computeIfAbsent(fingerprint, (absent) -> new int[2]);
			counts[0]++;
			counts[1] += still;
		}
	}

	private List<StillStack> told(Map<Long, int[]> stacks) {
		return stacks.entrySet()
			.stream()
			.filter((stack) -> stack.getValue()[1] >= LEAST)
			.sorted(Comparator.comparingInt((Map.Entry<Long, int[]> stack) -> -stack.getValue()[1]))
			.limit(STACKS)
			.map((stack) -> new StillStack(new Fingerprint(stack.getKey()), this.callers.get(stack.getKey()),
					stack.getValue()[0], stack.getValue()[1]))
			.toList();
	}

	private void countVirtual(List<StandingThread> threads) {
		Map<FamilyKey, Integer> still = new HashMap<>();
		for (StandingThread thread : threads) {
			if (thread.thread().virtual() && isStill(thread)) {
				still.merge(thread.family(), 1, Integer::sum);
			}
		}
		this.virtual = still;
	}

	/** The line is told by class and method, which are the same after a redeploy. */
	private void nameCallers(List<StandingThread> threads) {
		Map<Long, String> callers = new HashMap<>();
		Set<Long> seen = new HashSet<>();
		for (StandingThread thread : threads) {
			if (callers.size() < CALLERS && isStill(thread) && seen.add(thread.fingerprint().value())
					&& !waitsForWork(thread)) {
				Frame caller = thread.callerOfTheJdk();
				callers.put(thread.fingerprint().value(), (caller != null) ? caller.method() : "");
			}
		}
		this.callers = callers;
	}

	private boolean isStill(StandingThread thread) {
		int place = this.places.find(thread.thread().id());
		return place >= 0 && this.places.isStill(place, this.least);
	}

	private static boolean waitsForWork(StandingThread thread) {
		return WAITS_FOR_WORK.contains(thread.reason()) || Idleness.of(thread) == Idleness.IDLE;
	}

	/** Where threads were and since when they are there, by identifier. */
	private static final class Places {

		private static final long NOT_KNOWN = -1;

		private final long[] ids;

		private final long[] fingerprints;

		private final int[] states;

		private final long[] cpuNanos;

		private final long[] since;

		private long time;

		Places(int size) {
			this.ids = new long[size];
			this.fingerprints = new long[size];
			this.states = new int[size];
			this.cpuNanos = new long[size];
			this.since = new long[size];
		}

		void put(int index, StandingThread thread, Instant now, Places before) {
			Long cpu = thread.thread().cpuNanos();
			AwaitedLock lock = thread.thread().lock();
			this.time = now.toEpochMilli();
			this.ids[index] = thread.thread().id();
			this.fingerprints[index] = thread.fingerprint().value();
			this.cpuNanos[index] = (cpu != null) ? cpu : NOT_KNOWN;
			this.states[index] = thread.thread().state().ordinal()
					+ ((cpu == null && lock != null) ? 31 * lock.identity().hashCode() : 0);
			int earlier = before.find(this.ids[index]);
			boolean stays = earlier >= 0 && stays(index, before, earlier, thread.thread().state());
			this.since[index] = stays ? before.since[earlier] : this.time;
		}

		/** Who runs and does not tell its CPU time may well have moved. */
		private boolean stays(int index, Places before, int earlier, Thread.State state) {
			return this.fingerprints[index] == before.fingerprints[earlier]
					&& this.states[index] == before.states[earlier] && this.cpuNanos[index] == before.cpuNanos[earlier]
					&& (this.cpuNanos[index] != NOT_KNOWN || state != Thread.State.RUNNABLE);
		}

		int find(long id) {
			return Arrays.binarySearch(this.ids, id);
		}

		boolean isStill(int index, Duration least) {
			return this.time - this.since[index] >= least.toMillis();
		}

	}

}
