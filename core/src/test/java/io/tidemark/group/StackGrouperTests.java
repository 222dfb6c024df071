package io.tidemark.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadOrigin;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.tidemark.snapshot.ThreadFixture.START;
import static io.tidemark.snapshot.ThreadFixture.inState;
import static io.tidemark.snapshot.ThreadFixture.origin;
import static io.tidemark.snapshot.ThreadFixture.snapshot;
import static io.tidemark.snapshot.ThreadFixture.stack;
import static io.tidemark.snapshot.ThreadFixture.thread;
import static io.tidemark.snapshot.ThreadFixture.threads;
import static io.tidemark.snapshot.ThreadFixture.withUsage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class StackGrouperTests {

	private static final StackTrace IDLE = stack("java.util.concurrent.LinkedBlockingQueue.take",
			"java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ThreadPoolExecutor$Worker.run");

	private final StackGrouper grouper = new StackGrouper();

	@Test
	void threadsOfOnePatternAndOriginAreAFamily() {
		ThreadOrigin here = origin(START, "place", false);
		ThreadOrigin there = origin(START, "cancel", false);

		GroupedSnapshot groups = group(thread(1, "pool-1-thread-1").withOrigin(here),
				thread(2, "pool-2-thread-1").withOrigin(here), thread(3, "pool-3-thread-1").withOrigin(there),
				thread(4, "pool-4-thread-1"), thread(5, "scheduling-1"));

		assertThat(groups.families()).extracting(ThreadFamily::key)
			.containsExactlyInAnyOrder(new FamilyKey("pool-*-thread-*", "com.example.Orders.place", false),
					new FamilyKey("pool-*-thread-*", "com.example.Orders.cancel", false),
					new FamilyKey("pool-*-thread-*", null, false), new FamilyKey("scheduling-*", null, false));
		assertThat(groups.families().get(0).size()).isEqualTo(2);
	}

	@Test
	void theLineOfTheOriginMakesNoOtherFamily() {
		ThreadOrigin before = originAt(12);
		ThreadOrigin after = originAt(13);

		GroupedSnapshot groups = group(thread(1, "pool-1-thread-1").withOrigin(before),
				thread(2, "pool-2-thread-1").withOrigin(after));

		assertThat(groups.families()).hasSize(1);
		FamilyOrigin origin = groups.families().get(0).origin();
		assertThat(origin).isNotNull();
		assertThat(origin.frame()).isEqualTo(before.frame());
		assertThat(origin.threads()).isEqualTo(2);
	}

	@Test
	void virtualThreadsAreAFamilyOfTheirOwn() {
		ObservedThread virtual = new ObservedThread(2, "worker-2", true, true, Thread.State.WAITING, IDLE, null, null,
				null, null);

		GroupedSnapshot groups = group(thread(1, "worker-1"), virtual);

		assertThat(groups.families()).hasSize(2);
		assertThat(groups.platformThreads()).isEqualTo(1);
	}

	@Test
	void countedVirtualThreadsAreOneFamilyForEachNameAndOneForTheNamelessOfAContainer() {
		ThreadSnapshot snapshot = snapshot(thread(1, "worker-1"))
			.withVirtualThreads(List.of(folded("handler-7", null, 40), folded("handler-8", null, 2),
					folded("", "a.b.PerTask", 30), folded("", null, 3)), VirtualThreads.whole(75));

		GroupedSnapshot groups = this.grouper.group(snapshot, null);

		assertThat(groups.families()).extracting((family) -> family.key().name(), ThreadFamily::size)
			.containsExactly(tuple("handler-*", 42), tuple("<unnamed> in PerTask", 30), tuple("<unnamed>", 3),
					tuple("worker-*", 1));
		assertThat(groups.families().get(1).container()).isEqualTo("a.b.PerTask");
		assertThat(groups.families().get(0).waitReasons()).containsEntry(WaitReason.LATCH, 42);
		assertThat(groups.omitted()).isZero();
	}

	@Test
	void virtualThreadsThatWereCountedButNotFoldedAreOmitted() {
		ThreadSnapshot snapshot = snapshot(thread(1, "worker-1")).withVirtualThreads(List.of(folded("task-1", null, 5)),
				VirtualThreads.whole(12));

		GroupedSnapshot groups = this.grouper.group(snapshot, null);

		assertThat(groups.omitted()).isEqualTo(7);
		assertThat(groups.threads()).isEqualTo(13);
	}

	private static FoldedThreads folded(String name, @Nullable String container, int threads) {
		return new FoldedThreads(List.of(name), true, container, Thread.State.WAITING, thread(9, name).stack(), null,
				threads);
	}

	@Test
	void familiesAndTheirStacksComeLargestFirst() {
		List<ObservedThread> threads = new ArrayList<>(threads(2, 1, "small-"));
		threads.addAll(threads(3, 10, "large-"));
		IntStream.range(0, 5).forEach((i) -> threads.add(thread(20 + i, "large-9", IDLE)));

		GroupedSnapshot groups = this.grouper.group(snapshot(START, threads), null);

		assertThat(groups.families()).extracting((family) -> family.key().name()).containsExactly("large-*", "small-*");
		assertThat(groups.families().get(0).stacks()).extracting(StackGroup::threads).containsExactly(5, 3);
		assertThat(groups.families().get(0).waitReasons().toString()).isEqualTo("{IDLE_WORKER=5, LATCH=3}");
	}

	@Test
	void oneStackInTwoStatesIsTwoGroups() {
		GroupedSnapshot groups = group(thread(1, "worker-1"),
				inState(thread(2, "worker-2"), Thread.State.TIMED_WAITING));

		List<StackGroup> stacks = groups.families().get(0).stacks();
		assertThat(stacks).extracting(StackGroup::state)
			.containsExactly(Thread.State.WAITING, Thread.State.TIMED_WAITING);
		assertThat(stacks.get(0).fingerprint()).isEqualTo(stacks.get(1).fingerprint());
	}

	@Test
	void secretsAreInNothingThatTheGroupingHolds() {
		ThreadOrigin origin = new ThreadOrigin(START, "session token=hunter2", List.of(), originAt(1).frame(), false);

		GroupedSnapshot groups = group(thread(1, "poller password=hunter2").withOrigin(origin),
				thread(2, "feed http://bob:hunter2@db"), thread(3, "mail bob@example.com"));

		assertThat(groups.toString()).doesNotContain("hunter2", "bob");
		assertThat(groups.families()).extracting((family) -> family.key().name())
			.containsExactlyInAnyOrder("poller password=*", "feed http://*@db", "mail *");
	}

	@Test
	void atMostFiveNamesAreShownAsSamples() {
		GroupedSnapshot groups = this.grouper.group(snapshot(START, threads(50, 1, "pool-1-thread-")), null);

		assertThat(groups.families().get(0).stacks().get(0).sampleThreads()).containsExactly("pool-1-thread-1",
				"pool-1-thread-2", "pool-1-thread-3", "pool-1-thread-4", "pool-1-thread-5");
	}

	@Test
	void whatIsBeyondTheBoundOfFamiliesIsCounted() {
		List<ObservedThread> threads = new ArrayList<>();
		for (int i = 0; i < StackGrouper.FAMILIES + 7; i++) {
			threads.addAll(threads(2, 2L * i + 1, letters(i) + "-"));
		}

		GroupedSnapshot groups = this.grouper.group(snapshot(START, threads), null);

		assertThat(groups.families()).hasSize(StackGrouper.FAMILIES);
		assertThat(groups.omitted()).isEqualTo(14);
		assertThat(groups.platformThreads()).isEqualTo(2 * StackGrouper.FAMILIES + 14);
	}

	@Test
	void theSameFamiliesAreBeyondTheBoundInWhateverOrderThreadsCome() {
		List<ObservedThread> threads = IntStream.range(0, StackGrouper.FAMILIES + 50)
			.mapToObj((i) -> thread(i + 1, letters(i)))
			.toList();
		List<ObservedThread> reversed = new ArrayList<>(threads);
		java.util.Collections.reverse(reversed);

		assertThat(this.grouper.group(snapshot(START, threads), null).families()).extracting(ThreadFamily::key)
			.containsExactlyElementsOf(this.grouper.group(snapshot(START, reversed), null)
				.families()
				.stream()
				.map(ThreadFamily::key)
				.toList());
	}

	@Test
	void whatIsBeyondTheBoundOfStacksIsCounted() {
		int beyond = 30;
		List<ObservedThread> threads = IntStream.range(0, StackGrouper.STACKS_PER_FAMILY + beyond)
			.mapToObj((i) -> thread(i + 1, "worker-" + i, stack("com.example.Orders.step" + letters(i))))
			.toList();

		ThreadFamily family = this.grouper.group(snapshot(START, threads), null).families().get(0);

		assertThat(family.stacks()).hasSize(StackGrouper.STACKS_PER_FAMILY);
		assertThat(family.omittedStacks()).isEqualTo(beyond);
		assertThat(family.waitReasons().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(threads.size());
	}

	@Test
	void everyFamilyKeepsItsLargestStackHoweverManyOthersHave() {
		List<ObservedThread> threads = new ArrayList<>();
		for (int family = 0; family < 40; family++) {
			for (int i = 0; i < StackGrouper.STACKS_PER_FAMILY + 20; i++) {
				threads.add(thread(threads.size() + 1, letters(family) + "-1",
						stack("com.example.Orders.step" + letters(i))));
			}
		}
		IntStream.range(100, 700).forEach((i) -> threads.add(thread(threads.size() + 1, letters(i))));

		GroupedSnapshot groups = this.grouper.group(snapshot(START, threads), null);

		assertThat(groups.families()).hasSize(640).allSatisfy((family) -> assertThat(family.stacks()).isNotEmpty());
		assertThat(groups.families().stream().mapToInt((family) -> family.stacks().size()).sum())
			.isEqualTo(StackGrouper.STACKS);
		assertThat(groups.families()).allSatisfy((family) -> assertThat(
				family.stacks().stream().mapToInt(StackGroup::threads).sum() + family.omittedStacks())
			.isEqualTo(family.size()));
	}

	@Test
	void deepStacksAreCutAndSaySo() {
		List<Frame> frames = IntStream.range(0, 300)
			.mapToObj((i) -> new Frame("com.example.Orders", "step" + letters(i), null, 1))
			.toList();

		GroupedSnapshot groups = group(thread(1, "worker-1", new StackTrace(frames, false)));

		StackTrace stack = groups.families().get(0).stacks().get(0).stack();
		assertThat(stack.frames()).hasSize(StackGrouper.KEPT_FRAMES);
		assertThat(stack.truncated()).isTrue();
	}

	@Test
	void aThreadIsKnownSinceItWasFirstSeenOrStarted() {
		Instant later = START.plusSeconds(60);
		GroupedSnapshot first = group(thread(1, "worker-1"));

		GroupedSnapshot second = this.grouper.group(
				snapshot(later,
						List.of(thread(1, "worker-1"), thread(2, "worker-2"),
								thread(3, "worker-3").withOrigin(origin(START.plusSeconds(5), "place", false)))),
				first);

		assertThat(since(second, "worker-*", null)).containsExactly(START.toEpochMilli(), later.toEpochMilli());
		assertThat(since(second, "worker-*", "com.example.Orders.place"))
			.containsExactly(START.plusSeconds(5).toEpochMilli());
	}

	@Test
	void equalStacksAreSharedWithTheEarlierGrouping() {
		GroupedSnapshot first = group(
				thread(1, "worker-1", stack("com.example.Orders.place", "com.example.Shop.open")));

		GroupedSnapshot second = this.grouper
			.group(snapshot(thread(1, "worker-1", stack("com.example.Orders.place", "com.example.Shop.open"))), first);

		assertThat(second.families().get(0).stacks().get(0).stack())
			.isSameAs(first.families().get(0).stacks().get(0).stack());
	}

	@Test
	void aStackOfOtherLinesIsShownWithItsOwn() {
		GroupedSnapshot first = group(thread(1, "worker-1",
				new StackTrace(List.of(new Frame("com.example.Orders", "place", "Orders.java", 12)), false)));

		GroupedSnapshot second = this.grouper.group(
				snapshot(thread(1, "worker-1",
						new StackTrace(List.of(new Frame("com.example.Orders", "place", "Orders.java", 13)), false))),
				first);

		StackGroup group = second.families().get(0).stacks().get(0);
		assertThat(group.fingerprint()).isEqualTo(first.families().get(0).stacks().get(0).fingerprint());
		assertThat(group.stack().frames().get(0).lineNumber()).isEqualTo(13);
	}

	@Test
	void whatAThreadUsedIsKeptWhereItIsKnown() {
		GroupedSnapshot groups = group(withUsage(thread(1, "worker-1"), 5L, null), thread(2, "worker-2"));

		Members members = groups.families().get(0).members();
		assertThat(members.get(0)).isEqualTo(new Members.Member(1, START.toEpochMilli(), 5L, null));
		assertThat(members.get(1)).isEqualTo(new Members.Member(2, START.toEpochMilli(), null, null));
	}

	@Test
	void anEmptySnapshotHasNoFamilies() {
		GroupedSnapshot groups = group();

		assertThat(groups.families()).isEmpty();
		assertThat(groups.platformThreads()).isZero();
	}

	@Test
	void aSnapshotSaysWhatItCost() {
		ThreadSnapshot snapshot = snapshot(thread(1, "main"));
		CaptureCost cost = snapshot.cost();

		assertThat(this.grouper.group(snapshot, null).cost()).isEqualTo(cost);
	}

	@Test
	void identifiersOfFamiliesAreTheSameInEveryRunAndDifferByEachPart() {
		assertThat(new FamilyKey("pool-*-thread-*", "com.example.Orders.place", false).id())
			.isEqualTo("39ed5d2924f5d186");
		assertThat(List.of(new FamilyKey("a", "b", false), new FamilyKey("a", "c", false),
				new FamilyKey("a", null, false), new FamilyKey("a", "b", true), new FamilyKey("b", "a", false)))
			.extracting(FamilyKey::id)
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.matches("[0-9a-f]{16}"));
	}

	private GroupedSnapshot group(ObservedThread... threads) {
		return this.grouper.group(snapshot(threads), null);
	}

	private static ThreadOrigin originAt(int line) {
		Frame frame = new Frame("com.example.Orders", "place", "Orders.java", line);
		return new ThreadOrigin(START, "main", List.of(frame), frame, false);
	}

	private static List<Long> since(GroupedSnapshot groups, String name, String origin) {
		List<Long> since = new ArrayList<>();
		groups.families()
			.stream()
			.filter((family) -> family.key().equals(new FamilyKey(name, origin, false)))
			.forEach((family) -> family.members().forEach((member) -> since.add(member.sinceMillis())));
		return since;
	}

	/** A name without digits, so that each number makes a family or method of its own. */
	private static String letters(int number) {
		return Integer.toString(number, 26)
			.chars()
			.mapToObj((c) -> String.valueOf((char) ('a' + Character.digit(c, 26))))
			.collect(java.util.stream.Collectors.joining("", "x", ""));
	}

	@Test
	void theLocksForWhichAFamilyWaitsComeMostWaitedFirst() {
		List<ObservedThread> threads = new ArrayList<>();
		for (int lock = 1; lock <= 7; lock++) {
			for (int i = 0; i < lock; i++) {
				threads.add(blocked(100 * lock + i, new AwaitedLock("Any", "@" + lock, "owner-" + lock + " a=b", 1L)));
			}
		}

		GroupedSnapshot groups = this.grouper.group(snapshot(START, threads), null);

		assertThat(groups.families().get(0).locks()).hasSize(LockWaits.PER_FAMILY)
			.startsWith(new LockWait("Any", "@7", "owner-7 a=*", 7), new LockWait("Any", "@6", "owner-6 a=*", 6));
		assertThat(groups.mostWaited()).isEqualTo(new LockWait("Any", "@7", "owner-7 a=*", 7));
		assertThat(groups.waitReasons()).isEqualTo(Map.of(WaitReason.MONITOR, 28));
	}

	@Test
	void threadsThatWereOnlyCountedWaitForALockToo() {
		FoldedThreads convoy = new FoldedThreads(List.of("handler-1"), true, null, Thread.State.WAITING,
				stack("java.util.concurrent.locks.ReentrantLock.lock", "com.example.Orders.place"),
				new AwaitedLock("Any", "@1", null, null), 400);

		GroupedSnapshot groups = this.grouper
			.group(snapshot().withVirtualThreads(List.of(convoy), VirtualThreads.whole(400)), null);

		assertThat(groups.families().get(0).locks()).containsExactly(new LockWait("Any", "@1", null, 400));
	}

	@Test
	void whoWaitsForAnythingButALockWaitsForNoLock() {
		ObservedThread latch = new ObservedThread(1, "worker", false, false, Thread.State.WAITING,
				thread(1, "worker").stack(),
				new AwaitedLock("java.util.concurrent.CountDownLatch$Sync", "@1", null, null), null, null, null);

		GroupedSnapshot groups = this.grouper.group(snapshot(latch), null);

		assertThat(groups.families().get(0).locks()).isEmpty();
		assertThat(groups.mostWaited()).isNull();
	}

	@Test
	void threadsThatWaitForEachOtherAreInADeadlockAndThoseBehindThemAreNot() {
		GroupedSnapshot groups = this.grouper.group(snapshot(blocked(1, new AwaitedLock("Any", "@a", "second", 2L)),
				blocked(2, new AwaitedLock("Any", "@b", "first", 1L)),
				blocked(3, new AwaitedLock("Any", "@a", "second", 2L))), null);

		ThreadFamily family = groups.families().get(0);
		assertThat(family.waitReasons()).isEqualTo(Map.of(WaitReason.DEADLOCK, 2, WaitReason.MONITOR, 1));
		assertThat(family.stacks()).extracting(StackGroup::waitReason, StackGroup::threads)
			.containsExactly(tuple(WaitReason.DEADLOCK, 2), tuple(WaitReason.MONITOR, 1));
		assertThat(family.locks()).containsExactly(new LockWait("Any", "@a", "second", 2),
				new LockWait("Any", "@b", "first", 1));
	}

	@Test
	void theNameOfAScopeIsRedactedLikeThatOfAThread() {
		ThreadSnapshot snapshot = snapshot(thread(1, "worker-1"))
			.withVirtualThreads(List.of(folded("", "order-7 token=s3cr3t", 2), folded("", "order-8 token=0ther", 2),
					folded("", "java.util.concurrent.ThreadPerTaskExecutor", 1)), VirtualThreads.whole(5));

		GroupedSnapshot groups = this.grouper.group(snapshot, null);

		assertThat(groups.families()).extracting((family) -> family.key().name(), ThreadFamily::size)
			.contains(tuple("<unnamed> in order-* token=*", 4), tuple("<unnamed> in ThreadPerTaskExecutor", 1));
		assertThat(groups.families()).extracting(ThreadFamily::container)
			.allSatisfy((container) -> assertThat(container).isIn(null, "java.util.concurrent.ThreadPerTaskExecutor"));
	}

	@Test
	void whoGivesUpWaitingAfterATimeIsInNoDeadlock() {
		ObservedThread tries = new ObservedThread(1, "tries", false, false, Thread.State.TIMED_WAITING,
				stack("java.util.concurrent.locks.ReentrantLock.tryLock"), new AwaitedLock("Any", "@a", "second", 2L),
				null, null, null);

		GroupedSnapshot groups = this.grouper
			.group(snapshot(tries, blocked(2, new AwaitedLock("Any", "@b", "tries", 1L))), null);

		assertThat(groups.waitReasons()).doesNotContainKey(WaitReason.DEADLOCK);
	}

	private static ObservedThread blocked(long id, AwaitedLock lock) {
		return new ObservedThread(id, "blocked-" + id, false, false, Thread.State.BLOCKED,
				stack("com.example.Orders.place"), lock, null, null, null);
	}

}
