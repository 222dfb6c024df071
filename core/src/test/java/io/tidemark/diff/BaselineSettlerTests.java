package io.tidemark.diff;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadOrigin;
import org.junit.jupiter.api.Test;

import static io.tidemark.snapshot.ThreadFixture.START;
import static io.tidemark.snapshot.ThreadFixture.origin;
import static io.tidemark.snapshot.ThreadFixture.snapshot;
import static io.tidemark.snapshot.ThreadFixture.thread;
import static io.tidemark.snapshot.ThreadFixture.threads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class BaselineSettlerTests {

	private static final Instant SETTLED = START.plusSeconds(30);

	private static final ThreadOrigin LIBRARY = origin(START, "fill", true);

	private static final ThreadOrigin APPLICATION = origin(START, "place", false);

	private final StackGrouper grouper = new StackGrouper();

	private final BaselineSettler settler = new BaselineSettler();

	@Test
	void whatALibraryStartedMeanwhileBelongsToTheBaseline() {
		GroupedSnapshot settled = settle(List.of(thread(1, "main")), List.of(thread(1, "main"),
				thread(2, "pool:filler-1").withOrigin(LIBRARY), thread(3, "pool:filler-2").withOrigin(LIBRARY)));

		assertThat(sizes(settled)).containsExactly(tuple("pool:filler-*", 2), tuple("main", 1));
		assertThat(settled.platformThreads()).isEqualTo(3);
		assertThat(settled.time()).isEqualTo(SETTLED);
	}

	@Test
	void whatTheApplicationStartedMeanwhileDoesNot() {
		GroupedSnapshot settled = settle(List.of(thread(1, "main")),
				List.of(thread(1, "main"), thread(2, "pool-1-thread-1").withOrigin(APPLICATION)));

		assertThat(sizes(settled)).containsExactly(tuple("main", 1));
	}

	@Test
	void oneOrTwoThreadsThatNobodySawStartBelongToTheBaseline() {
		GroupedSnapshot settled = settle(List.of(thread(1, "main")), List.of(thread(1, "main"),
				thread(2, "JFR Event Stream 1"), thread(3, "Catalina-utility-1"), thread(4, "Catalina-utility-2")));

		assertThat(settled.platformThreads()).isEqualTo(4);
	}

	@Test
	void threeThreadsThatNobodySawStartMayBeALeak() {
		GroupedSnapshot settled = settle(threads(1, 1, "pool-1-thread-"), threads(4, 1, "pool-1-thread-"));

		assertThat(sizes(settled)).containsExactly(tuple("pool-*-thread-*", 1));
	}

	@Test
	void whatEndedMeanwhileIsGone() {
		GroupedSnapshot settled = settle(join(threads(4, 1, "boot-init-"), threads(3, 10, "gone-")),
				threads(1, 1, "boot-init-"));

		assertThat(sizes(settled)).containsExactly(tuple("boot-init-*", 1));
		assertThat(settled.platformThreads()).isEqualTo(1);
	}

	@Test
	void aPoolOfTheApplicationThatReplacedItsWorkersHasTheSizeItHad() {
		List<ObservedThread> ready = threads(3, 1, "pool-1-thread-");
		List<ObservedThread> replaced = threads(3, 11, "pool-1-thread-").stream()
			.map((thread) -> thread.withOrigin(APPLICATION))
			.toList();
		List<ObservedThread> grown = new ArrayList<>(replaced);
		grown.add(thread(99, "pool-1-thread-99").withOrigin(APPLICATION));

		assertThat(sizes(settle(ready.stream().map((thread) -> thread.withOrigin(APPLICATION)).toList(), replaced)))
			.containsExactly(tuple("pool-*-thread-*", 3));
		assertThat(sizes(settle(ready.stream().map((thread) -> thread.withOrigin(APPLICATION)).toList(), grown)))
			.containsExactly(tuple("pool-*-thread-*", 3));
	}

	@Test
	void aThreadWhoseOriginBecameKnownIsCountedOnce() {
		List<ObservedThread> ready = threads(3, 1, "filler-");

		GroupedSnapshot settled = settle(ready,
				List.of(ready.get(0).withOrigin(LIBRARY), ready.get(1).withOrigin(LIBRARY), ready.get(2)));

		assertThat(settled.families()).extracting(ThreadFamily::key, ThreadFamily::size)
			.containsExactly(tuple(new FamilyKey("filler-*", "org.pool.Pool.fill", false), 2),
					tuple(new FamilyKey("filler-*", null, false), 1));
		assertThat(settled.platformThreads()).isEqualTo(3);
		assertThat(settled.families())
			.allSatisfy((family) -> assertThat(family.stacks().stream().mapToInt((group) -> group.threads()).sum())
				.isEqualTo(family.size()));
	}

	@Test
	void aFamilyWhoseOriginBecameKnownAltogetherIsThereOnce() {
		List<ObservedThread> ready = threads(2, 1, "filler-");

		GroupedSnapshot settled = settle(ready, ready.stream().map((thread) -> thread.withOrigin(LIBRARY)).toList());

		assertThat(settled.families()).extracting(ThreadFamily::key)
			.containsExactly(new FamilyKey("filler-*", "org.pool.Pool.fill", false));
	}

	@Test
	void nothingHasChangedSinceTheSettledBaseline() {
		List<ObservedThread> ready = List.of(thread(1, "main"), thread(2, "filler-1"));
		List<ObservedThread> later = List.of(thread(1, "main"), thread(2, "filler-1").withOrigin(LIBRARY),
				thread(3, "filler-2").withOrigin(LIBRARY), thread(4, "JFR Event Stream 1"));

		SnapshotDiff diff = new SnapshotDiffer().diff(new KeptSnapshot("s1", null, true, settle(ready, later)),
				new KeptSnapshot("s2", null, false, this.grouper.group(snapshot(SETTLED, later), null)));

		assertThat(diff.groups()).allMatch((group) -> group.change() == 0);
		assertThat(diff.unchanged()).isEqualTo(4);
	}

	@Test
	void theBaselineHoldsNoMoreFamiliesThanAnyGrouping() {
		List<ObservedThread> ready = new ArrayList<>();
		IntStream.range(0, StackGrouper.FAMILIES)
			.forEach((i) -> ready.addAll(threads(2, 2L * i + 1, name('a', i) + "-")));
		List<ObservedThread> later = new ArrayList<>();
		IntStream.range(0, 300).forEach((i) -> later.addAll(ready.subList(2 * i, 2 * i + 2)));
		IntStream.range(0, 700).forEach((i) -> later.add(thread(9_000 + i, name('b', i)).withOrigin(LIBRARY)));

		GroupedSnapshot settled = settle(ready, later);

		assertThat(settled.families()).hasSize(StackGrouper.FAMILIES);
		assertThat(settled.platformThreads()).isEqualTo(1_300);
	}

	private GroupedSnapshot settle(List<ObservedThread> ready, List<ObservedThread> settled) {
		GroupedSnapshot first = this.grouper.group(snapshot(START, ready), null);
		return this.settler.settle(first, this.grouper.group(snapshot(SETTLED, settled), first));
	}

	private static List<org.assertj.core.groups.Tuple> sizes(GroupedSnapshot groups) {
		return groups.families().stream().map((family) -> tuple(family.key().name(), family.size())).toList();
	}

	private static List<ObservedThread> join(List<ObservedThread> some, List<ObservedThread> others) {
		List<ObservedThread> all = new ArrayList<>(some);
		all.addAll(others);
		return all;
	}

	/** A name without digits. */
	private static String name(char prefix, int number) {
		return prefix + Integer.toString(number, 36).replaceAll("\\d", "_") + "x".repeat(1 + number % 40)
				+ "y".repeat(1 + number / 40);
	}

}
