package io.tidemark.diff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadOrigin;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.tidemark.snapshot.ThreadFixture.START;
import static io.tidemark.snapshot.ThreadFixture.origin;
import static io.tidemark.snapshot.ThreadFixture.snapshot;
import static io.tidemark.snapshot.ThreadFixture.stack;
import static io.tidemark.snapshot.ThreadFixture.thread;
import static io.tidemark.snapshot.ThreadFixture.threads;
import static io.tidemark.snapshot.ThreadFixture.withUsage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class SnapshotDifferTests {

	private static final Instant LATER = START.plusSeconds(60);

	private static final ThreadOrigin PLACE = origin(START, "place", false);

	private static final StackTrace IDLE = stack("java.util.concurrent.LinkedBlockingQueue.take",
			"com.example.Worker.run");

	private static final StackTrace BUSY = stack("com.example.Worker.work", "com.example.Worker.run");

	private final SnapshotDiffer differ = new SnapshotDiffer();

	private final StackGrouper grouper = new StackGrouper();

	@Test
	void virtualThreadsThatOneSnapshotDidNotSeeHaveNeitherStartedNorEnded() {
		List<FoldedThreads> parked = List
			.of(new FoldedThreads(List.of("order-1"), true, null, Thread.State.WAITING, IDLE, null, 5_000));
		KeptSnapshot seen = kept("s1", START, parked, VirtualThreads.whole(5_000));
		KeptSnapshot unseen = kept("s2", LATER, List.of(), VirtualThreads.refused("the disk is full"));
		KeptSnapshot seenAgain = kept("s3", LATER, parked, VirtualThreads.whole(5_000));
		KeptSnapshot gone = kept("s4", LATER, List.of(), VirtualThreads.whole(0));

		assertThat(this.differ.diff(seen, unseen).groups()).isEmpty();
		assertThat(this.differ.diff(unseen, seenAgain).groups()).isEmpty();
		assertThat(this.differ.diff(seen, seenAgain).groups()).extracting(GroupChange::change).containsExactly(0);
		assertThat(this.differ.diff(seen, gone).groups()).extracting(GroupChange::change).containsExactly(-5_000);
	}

	private KeptSnapshot kept(String id, Instant time, List<FoldedThreads> folded, VirtualThreads answer) {
		ThreadSnapshot threads = snapshot(time, List.of()).withVirtualThreads(folded, answer);
		return new KeptSnapshot(id, null, false, this.grouper.group(threads, null));
	}

	@Test
	void threadsThatStartedEndedAndStayedAreCounted() {
		SnapshotDiff diff = diff(threads(3, 1, "worker-"),
				List.of(thread(3, "worker-3"), thread(4, "worker-4"), thread(5, "worker-5"), thread(6, "worker-6")));

		assertThat(diff.started()).isEqualTo(3);
		assertThat(diff.ended()).isEqualTo(2);
		assertThat(diff.unchanged()).isEqualTo(1);
		assertThat(diff.groups()).singleElement().satisfies((group) -> {
			assertThat(group.before()).isEqualTo(3);
			assertThat(group.after()).isEqualTo(4);
			assertThat(group.change()).isEqualTo(1);
			assertThat(group.started()).isEqualTo(3);
			assertThat(group.ended()).isEqualTo(2);
		});
	}

	@Test
	void aSnapshotDiffersFromItselfInNothing() {
		GroupedSnapshot groups = group(START, threads(3, 1, "worker-"), null);
		KeptSnapshot kept = new KeptSnapshot("s1", null, false, groups);

		SnapshotDiff diff = this.differ.diff(kept, kept);

		assertThat(diff.started()).isZero();
		assertThat(diff.ended()).isZero();
		assertThat(diff.unchanged()).isEqualTo(3);
		assertThat(diff.groups()).allMatch((group) -> group.change() == 0);
	}

	@Test
	void theLargestGrowthComesFirstAndTheLargestLossLast() {
		SnapshotDiff diff = diff(join(threads(5, 1, "shrinks-"), threads(9, 10, "stays-"), threads(1, 20, "grows-")),
				join(threads(1, 1, "shrinks-"), threads(9, 10, "stays-"), threads(4, 20, "grows-"),
						threads(8, 30, "appears-")));

		assertThat(diff.groups()).extracting((group) -> group.key().name(), GroupChange::change)
			.containsExactly(tuple("appears-*", 8), tuple("grows-*", 3), tuple("stays-*", 0), tuple("shrinks-*", -4));
	}

	@Test
	void aFamilyThatVanishedIsShownWithWhatItWaitedFor() {
		SnapshotDiff diff = diff(join(threads(2, 1, "gone-"), threads(1, 9, "stays-")), threads(1, 9, "stays-"));

		GroupChange gone = diff.groups().get(1);
		assertThat(gone.key().name()).isEqualTo("gone-*");
		assertThat(gone.change()).isEqualTo(-2);
		assertThat(gone.ended()).isEqualTo(2);
		assertThat(gone.waitReasons()).isNotEmpty();
		assertThat(gone.oldest()).isNull();
		assertThat(gone.medianAge()).isNull();
		assertThat(gone.cpu()).isNull();
		assertThat(gone.stacks()).singleElement().satisfies((stack) -> assertThat(stack.change()).isEqualTo(-2));
	}

	@Test
	void aThreadWhoseOriginArrivedLateDidNotStart() {
		SnapshotDiff diff = diff(List.of(thread(1, "pool-1-thread-1"), thread(2, "pool-2-thread-1")),
				List.of(thread(1, "pool-1-thread-1").withOrigin(PLACE), thread(2, "pool-2-thread-1").withOrigin(PLACE),
						thread(3, "pool-3-thread-1").withOrigin(PLACE)));

		assertThat(diff.groups()).singleElement().satisfies((group) -> {
			assertThat(group.key().origin()).isEqualTo("com.example.Orders.place");
			assertThat(group.before()).isEqualTo(2);
			assertThat(group.started()).isEqualTo(1);
			assertThat(group.stacks()).extracting(StackChange::before, StackChange::after).containsExactly(tuple(2, 3));
		});
	}

	@Test
	void aThreadWhoseOriginWasForgottenDidNotEnd() {
		SnapshotDiff diff = diff(List.of(thread(1, "pool-1-thread-1").withOrigin(PLACE)),
				List.of(thread(1, "pool-1-thread-1")));

		assertThat(diff.started()).isZero();
		assertThat(diff.ended()).isZero();
		assertThat(diff.groups()).singleElement().satisfies((group) -> assertThat(group.change()).isZero());
	}

	@Test
	void stacksOfThreadsWhoseOriginArrivedLateAreCountedOnce() {
		SnapshotDiff diff = diff(
				List.of(thread(1, "worker-1", IDLE), thread(2, "worker-2", IDLE), thread(3, "worker-3", BUSY),
						thread(4, "worker-4", BUSY)),
				List.of(thread(1, "worker-1", IDLE).withOrigin(PLACE), thread(2, "worker-2", IDLE).withOrigin(PLACE),
						thread(3, "worker-3", BUSY), thread(4, "worker-4", BUSY)));

		assertThat(diff.groups()).hasSize(2).allSatisfy((group) -> {
			assertThat(group.change()).isZero();
			assertThat(group.stacks()).singleElement().satisfies((stack) -> {
				assertThat(stack.before()).isEqualTo(2);
				assertThat(stack.after()).isEqualTo(2);
			});
		});
	}

	@Test
	void aThreadThatWasRenamedIsInAnotherFamilyButDidNotStart() {
		SnapshotDiff diff = diff(List.of(thread(1, "worker-1")), List.of(thread(1, "order 7 of worker-1")));

		assertThat(diff.started()).isZero();
		assertThat(diff.ended()).isZero();
		assertThat(diff.groups()).extracting(GroupChange::change).containsExactly(1, -1);
	}

	@Test
	void aStackThatMovedIsALossAndAGain() {
		SnapshotDiff diff = diff(List.of(thread(1, "worker-1", IDLE), thread(2, "worker-2", IDLE)),
				List.of(thread(1, "worker-1", IDLE), thread(2, "worker-2", BUSY)));

		assertThat(diff.groups().get(0).stacks()).extracting(StackChange::change).containsExactly(1, -1);
	}

	@Test
	void agesAreThoseOfTheLaterSnapshot() {
		GroupedSnapshot from = group(START, threads(1, 1, "worker-"), null);
		GroupedSnapshot to = group(LATER, List.of(thread(1, "worker-1"), thread(2, "worker-2"),
				thread(3, "worker-3").withOrigin(originAt(START.plusSeconds(50)))), from);

		SnapshotDiff diff = diff(from, to);

		assertThat(group(diff, null).oldest()).isEqualTo(Duration.ofSeconds(60));
		assertThat(group(diff, "com.example.Orders.place").oldest()).isEqualTo(Duration.ofSeconds(10));
		assertThat(group(diff, "com.example.Orders.place").medianAge()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void aThreadThatStartsInTheFutureOfTheSnapshotIsNewNotNegative() {
		SnapshotDiff diff = diff(List.of(), List.of(thread(1, "worker-1").withOrigin(originAt(LATER.plusSeconds(1)))));

		assertThat(diff.groups().get(0).oldest()).isZero();
	}

	@Test
	void whatThreadsUsedIsCountedSinceTheEarlierSnapshot() {
		SnapshotDiff diff = diff(List.of(withUsage(thread(1, "worker-1"), 1_000L, 50L)),
				List.of(withUsage(thread(1, "worker-1"), 4_000L, 70L), withUsage(thread(2, "worker-2"), 500L, 5L)));

		assertThat(diff.groups().get(0).cpu()).isEqualTo(Duration.ofNanos(3_500));
		assertThat(diff.groups().get(0).allocatedBytes()).isEqualTo(25);
	}

	@Test
	void whatWasNotKnownEarlierIsNotTakenForZero() {
		SnapshotDiff diff = diff(List.of(thread(1, "worker-1"), withUsage(thread(2, "worker-2"), 10L, null)), List
			.of(withUsage(thread(1, "worker-1"), 9_000L, 9_000L), withUsage(thread(2, "worker-2"), 30L, 9_000L)));

		assertThat(diff.groups().get(0).cpu()).isEqualTo(Duration.ofNanos(20));
		assertThat(diff.groups().get(0).allocatedBytes()).isNull();
	}

	@Test
	void fromMustNotBeNewerThanTo() {
		KeptSnapshot older = new KeptSnapshot("s1", null, false, group(START, List.of(), null));
		KeptSnapshot newer = new KeptSnapshot("s2", null, false, group(LATER, List.of(), null));

		assertThatIllegalArgumentException().isThrownBy(() -> this.differ.diff(newer, older))
			.withMessage("'from' must not be newer than 'to', found from=s2 taken at 2026-11-20T12:01:00Z "
					+ "and to=s1 taken at 2026-11-20T12:00:00Z");
	}

	@Test
	void theSumsAreRightWhateverHappenedInBetween() {
		Random random = new Random(23);
		for (int i = 0; i < 300; i++) {
			List<ObservedThread> before = anyThreads(random);
			List<ObservedThread> after = anyThreads(random);

			SnapshotDiff diff = diff(before, after);

			assertThat(sum(diff.groups(), GroupChange::before)).isEqualTo(before.size());
			assertThat(sum(diff.groups(), GroupChange::after)).isEqualTo(after.size());
			assertThat(diff.started() + diff.unchanged()).isEqualTo(after.size());
			assertThat(diff.ended() + diff.unchanged()).isEqualTo(before.size());
			for (GroupChange group : diff.groups()) {
				assertThat(sum(group.stacks(), StackChange::before)).isEqualTo(group.before());
				assertThat(sum(group.stacks(), StackChange::after)).isEqualTo(group.after());
			}
		}
	}

	private SnapshotDiff diff(List<ObservedThread> before, List<ObservedThread> after) {
		GroupedSnapshot from = group(START, before, null);
		return diff(from, group(LATER, after, from));
	}

	private SnapshotDiff diff(GroupedSnapshot from, GroupedSnapshot to) {
		return this.differ.diff(new KeptSnapshot("s1", null, true, from), new KeptSnapshot("s2", null, false, to));
	}

	private GroupedSnapshot group(Instant time, List<ObservedThread> threads, @Nullable GroupedSnapshot previous) {
		return this.grouper.group(snapshot(time, threads), previous);
	}

	private static GroupChange group(SnapshotDiff diff, @Nullable String origin) {
		return diff.groups()
			.stream()
			.filter((group) -> java.util.Objects.equals(group.key().origin(), origin))
			.findFirst()
			.orElseThrow();
	}

	private static ThreadOrigin originAt(Instant startedAt) {
		return origin(startedAt, "place", false);
	}

	/** Some of twenty threads, whose origin comes and goes. */
	private static List<ObservedThread> anyThreads(Random random) {
		return IntStream.rangeClosed(1, 20)
			.filter((id) -> random.nextInt(3) > 0)
			.mapToObj((id) -> thread(id, "worker" + "abc".charAt(id % 3) + "-" + id, random.nextBoolean() ? IDLE : BUSY)
				.withOrigin(random.nextBoolean() ? origin(START, (id % 2 == 0) ? "place" : "cancel", false) : null))
			.toList();
	}

	private static <T> int sum(List<T> values, java.util.function.ToIntFunction<T> number) {
		return values.stream().mapToInt(number).sum();
	}

	@SafeVarargs
	private static List<ObservedThread> join(List<ObservedThread>... threads) {
		return new ArrayList<>(Stream.of(threads).flatMap(List::stream).toList());
	}

}
