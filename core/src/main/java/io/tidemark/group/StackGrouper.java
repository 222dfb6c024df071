package io.tidemark.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadOrigin;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.WaitCycles;
import org.jspecify.annotations.Nullable;

/**
 * Folds a snapshot into families and their stack groups. What it gives is bounded
 * whatever it is given: {@value #FAMILIES} families, {@value #STACKS_PER_FAMILY} stack
 * groups a family, {@value #STACKS} in all, {@value #KEPT_FRAMES} frames a stack; what is
 * beyond is counted. Every family keeps its largest stack group.
 *
 * @since 0.1.0
 */
public final class StackGrouper {

	/** Families of a grouping at most. */
	public static final int FAMILIES = 1_000;

	static final int STACKS = 2_000;

	static final int STACKS_PER_FAMILY = 100;

	static final int KEPT_FRAMES = 256;

	static final int SAMPLE_THREADS = 5;

	/** Family of the threads that have no name, and no container. */
	static final String UNNAMED = "<unnamed>";

	/** By name where sizes are equal, so that the same families are beyond the bound. */
	private static final Comparator<Map.Entry<FamilyKey, Crowd>> LARGEST_FIRST = Comparator
		.comparingInt((Map.Entry<FamilyKey, Crowd> entry) -> -entry.getValue().size())
		.thenComparing((entry) -> entry.getKey().name());

	private final WaitRules rules;

	/** Tells wait reasons by the engine's rules. */
	public StackGrouper() {
		this(List.of());
	}

	/**
	 * Tells wait reasons by these rules first, then by the engine's.
	 * @param tables rules of others, those first that win
	 */
	public StackGrouper(List<WaitTable> tables) {
		this.rules = WaitRules.with(tables);
	}

	/**
	 * Groups the threads of a snapshot.
	 * @param snapshot the threads, with their origins
	 * @param previous an earlier grouping of the same JVM, or {@code null}: it tells
	 * since when a thread is known whose start nobody saw, and its stacks are shared
	 * where they are equal
	 */
	public GroupedSnapshot group(ThreadSnapshot snapshot, @Nullable GroupedSnapshot previous) {
		Map<FamilyKey, Crowd> threads = byFamily(snapshot);
		List<Map.Entry<FamilyKey, Crowd>> largestFirst = new ArrayList<>(threads.entrySet());
		largestFirst.sort(LARGEST_FIRST);
		Folding folding = new Folding(snapshot, previous, this.rules, Math.min(FAMILIES, largestFirst.size()));
		List<ThreadFamily> families = new ArrayList<>();
		int omitted = notFolded(snapshot);
		for (Map.Entry<FamilyKey, Crowd> entry : largestFirst) {
			if (families.size() < FAMILIES) {
				families.add(folding.family(entry.getKey(), entry.getValue()));
			}
			else {
				omitted += entry.getValue().size();
			}
		}
		int virtual = (int) snapshot.threads().stream().filter(ObservedThread::virtual).count();
		int platform = snapshot.threads().size() - virtual + folded(snapshot, false);
		return new GroupedSnapshot(snapshot.time(), families, platform, snapshot.virtualThreads(), omitted,
				snapshot.cost());
	}

	/**
	 * Where each thread of a snapshot with stacks stands, without grouping them; threads
	 * that were counted only are not told apart.
	 */
	public List<StandingThread> standing(ThreadSnapshot snapshot) {
		Map<StackTrace, Fingerprint> fingerprints = new IdentityHashMap<>();
		Map<StackTrace, Fingerprint> loops = new IdentityHashMap<>();
		List<StandingThread> standing = new ArrayList<>(snapshot.threads().size());
		for (ObservedThread thread : snapshot.threads()) {
			StackTrace stack = thread.stack();
			AwaitedLock lock = thread.lock();
			standing.add(new StandingThread(thread,
					fingerprints.computeIfAbsent(stack, (unknown) -> StackNormalizer.fingerprint(unknown.frames())),
					loops.computeIfAbsent(stack, StackGrouper::loop),
					this.rules.reason(thread.state(), stack.frames(), (lock != null) ? lock.className() : null)));
		}
		return standing;
	}

	private static Fingerprint loop(StackTrace stack) {
		return StackNormalizer.fingerprint(stack.frames().stream().filter((frame) -> !JdkFrame.is(frame)).toList());
	}

	/** Virtual threads that were counted but are not in the snapshot. */
	private static int notFolded(ThreadSnapshot snapshot) {
		int seen = folded(snapshot, true) + (int) snapshot.threads().stream().filter(ObservedThread::virtual).count();
		return Math.max(0, snapshot.virtualThreads().known() - seen);
	}

	private static int folded(ThreadSnapshot snapshot, boolean virtual) {
		return snapshot.folded()
			.stream()
			.filter((folded) -> folded.virtual() == virtual)
			.mapToInt(FoldedThreads::threads)
			.sum();
	}

	private static Map<FamilyKey, Crowd> byFamily(ThreadSnapshot snapshot) {
		Map<FamilyKey, Crowd> families = new LinkedHashMap<>();
		for (ObservedThread thread : snapshot.threads()) {
			families.computeIfAbsent(key(thread), (key) -> new Crowd()).add(thread);
		}
		for (FoldedThreads folded : snapshot.folded()) {
			FamilyKey key = new FamilyKey(pattern(folded.name(), folded.container()), null, folded.virtual());
			families.computeIfAbsent(key, (absent) -> new Crowd()).add(folded);
		}
		return families;
	}

	static FamilyKey key(ObservedThread thread) {
		ThreadOrigin origin = thread.origin();
		Frame frame = (origin != null) ? origin.frame() : null;
		return new FamilyKey(pattern(thread.name(), thread.container()), (frame != null) ? frame.method() : null,
				thread.virtual());
	}

	/**
	 * Virtual threads mostly have no name; those of one kind of executor are one family.
	 */
	private static String pattern(String name, @Nullable String container) {
		if (!name.isBlank()) {
			return ThreadName.pattern(ThreadName.redact(name));
		}
		return (container != null) ? UNNAMED + " in " + ThreadName.pattern(simple(ThreadName.redact(container)))
				: UNNAMED;
	}

	/** Without the package; a scope may have a name that its maker chose instead. */
	private static String simple(String container) {
		return container.substring(container.lastIndexOf('.') + 1);
	}

	/** One grouping: what it knows of the snapshot before, and what it folded already. */
	private static final class Folding {

		private final long time;

		private final Map<Long, Long> since = new HashMap<>();

		private final Map<Fingerprint, StackTrace> earlierStacks = new HashMap<>();

		private final Map<StackTrace, Fingerprint> fingerprints = new IdentityHashMap<>();

		private final boolean withStacks;

		private final WaitRules rules;

		private final Set<Long> deadlocked;

		/** Stack groups that are left for the families to come, one of each reserved. */
		private int freeStacks;

		Folding(ThreadSnapshot snapshot, @Nullable GroupedSnapshot previous, WaitRules rules, int families) {
			this.rules = rules;
			this.deadlocked = deadlocked(snapshot);
			this.time = snapshot.time().toEpochMilli();
			this.withStacks = snapshot.cost().method() != CaptureMethod.WITHOUT_STACKS;
			this.freeStacks = STACKS - families;
			if (previous != null) {
				previous.families().forEach(this::remember);
			}
		}

		/**
		 * Threads that wait for a thread that waits for them; not one that gives up after
		 * a time, which frees all the others.
		 */
		private static Set<Long> deadlocked(ThreadSnapshot snapshot) {
			Map<Long, Long> waitsFor = new HashMap<>();
			for (ObservedThread thread : snapshot.threads()) {
				Long owner = (thread.lock() != null) ? thread.lock().ownerId() : null;
				if (owner != null && thread.state() != Thread.State.TIMED_WAITING) {
					waitsFor.put(thread.id(), owner);
				}
			}
			return WaitCycles.find(waitsFor);
		}

		private void remember(ThreadFamily family) {
			family.members().forEach((member) -> this.since.put(member.id(), member.sinceMillis()));
			family.stacks().forEach((group) -> this.earlierStacks.put(group.fingerprint(), group.stack()));
		}

		ThreadFamily family(FamilyKey key, Crowd threads) {
			List<Crowd> groups = byStack(threads);
			int kept = Math.min(Math.min(groups.size(), STACKS_PER_FAMILY), 1 + this.freeStacks);
			this.freeStacks -= kept - 1;
			List<StackGroup> stacks = new ArrayList<>(kept);
			Map<WaitReason, Integer> waitReasons = new HashMap<>();
			LockWaits locks = new LockWaits();
			int omitted = 0;
			for (Crowd group : groups) {
				WaitReason reason = reason(group);
				waitReasons.merge(reason, group.size(), Integer::sum);
				locks.add(group, reason);
				if (stacks.size() < kept) {
					stacks.add(stackGroup(group, reason));
				}
				else {
					omitted += group.size();
				}
			}
			String container = threads.container();
			return new ThreadFamily(key, origin(threads.threads()), members(threads.threads()), threads.foldedSize(),
					(container != null) ? ThreadName.redact(container) : null, stacks, omitted, sorted(waitReasons),
					locks.most());
		}

		/** Threads that stand alike wait for the same: one of them is asked. */
		private WaitReason reason(Crowd group) {
			if (isDeadlocked(group)) {
				return WaitReason.DEADLOCK;
			}
			boolean withStacks = this.withStacks || group.threads().isEmpty();
			if (!withStacks && group.state() != Thread.State.BLOCKED) {
				return WaitReason.UNKNOWN;
			}
			return this.rules.reason(group.state(), group.stack().frames(), group.blocker());
		}

		/** Threads that stand alike, the largest group first. */
		private List<Crowd> byStack(Crowd threads) {
			Map<Place, Crowd> places = new LinkedHashMap<>();
			threads.threads().forEach((thread) -> at(places, thread).add(thread));
			threads.folded().forEach((folded) -> at(places, folded).add(folded));
			List<Crowd> groups = new ArrayList<>(places.values());
			groups.sort(Comparator.comparingInt((group) -> -group.size()));
			return groups;
		}

		private Crowd at(Map<Place, Crowd> places, ObservedThread thread) {
			return at(places, new Place(fingerprint(thread.stack()), thread.state(), isDeadlocked(thread)));
		}

		/**
		 * Who is only counted has no identifier, and so is in no deadlock that is known.
		 */
		private Crowd at(Map<Place, Crowd> places, FoldedThreads folded) {
			return at(places, new Place(fingerprint(folded.stack()), folded.state(), false));
		}

		private static Crowd at(Map<Place, Crowd> places, Place place) {
			return places.computeIfAbsent(place, (unknown) -> new Crowd());
		}

		private boolean isDeadlocked(ObservedThread thread) {
			return this.deadlocked.contains(thread.id());
		}

		/** They stand at one place, so all are or none is. */
		private boolean isDeadlocked(Crowd group) {
			return !group.threads().isEmpty() && isDeadlocked(group.threads().get(0));
		}

		private StackGroup stackGroup(Crowd threads, WaitReason reason) {
			Fingerprint fingerprint = fingerprint(threads.stack());
			List<String> samples = threads.names()
				.filter((name) -> !name.isBlank())
				.limit(SAMPLE_THREADS)
				.map(ThreadName::redact)
				.toList();
			return new StackGroup(fingerprint, threads.state(), reason, threads.size(),
					shared(fingerprint, kept(threads.stack())), samples);
		}

		private Fingerprint fingerprint(StackTrace stack) {
			return this.fingerprints.computeIfAbsent(stack, (unknown) -> StackNormalizer.fingerprint(unknown.frames()));
		}

		private StackTrace shared(Fingerprint fingerprint, StackTrace stack) {
			StackTrace earlier = this.earlierStacks.get(fingerprint);
			return stack.equals(earlier) ? earlier : stack;
		}

		private static StackTrace kept(StackTrace stack) {
			return (stack.frames().size() > KEPT_FRAMES) ? new StackTrace(stack.frames().subList(0, KEPT_FRAMES), true)
					: stack;
		}

		private Members members(List<ObservedThread> threads) {
			return Members.of(threads.stream()
				.map((thread) -> new Members.Member(thread.id(), since(thread), thread.cpuNanos(),
						thread.allocatedBytes()))
				.toList());
		}

		private long since(ObservedThread thread) {
			ThreadOrigin origin = thread.origin();
			return (origin != null) ? origin.startedAt().toEpochMilli()
					: this.since.getOrDefault(thread.id(), this.time);
		}

		private static @Nullable FamilyOrigin origin(List<ObservedThread> threads) {
			ThreadOrigin first = threads.isEmpty() ? null : threads.get(0).origin();
			Frame frame = (first != null) ? first.frame() : null;
			if (first == null || frame == null) {
				return null;
			}
			return new FamilyOrigin(frame, first.library(), ThreadName.redact(first.parent()), first.stack(),
					threads.size());
		}

		private static Map<WaitReason, Integer> sorted(Map<WaitReason, Integer> reasons) {
			Map<WaitReason, Integer> sorted = new LinkedHashMap<>();
			reasons.entrySet()
				.stream()
				.sorted(Map.Entry.<WaitReason, Integer>comparingByValue()
					.reversed()
					.thenComparing(Map.Entry.comparingByKey()))
				.forEach((entry) -> sorted.put(entry.getKey(), entry.getValue()));
			return sorted;
		}

	}

	/**
	 * @param fingerprint where
	 * @param state in which state
	 * @param deadlocked whether in a deadlock
	 */
	private record Place(Fingerprint fingerprint, Thread.State state, boolean deadlocked) {

	}

}
