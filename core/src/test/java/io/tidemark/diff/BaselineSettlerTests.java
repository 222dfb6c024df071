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
	void threeOfAFamilyWhoseOriginNobodyKnowsDoNot() {
		GroupedSnapshot settled = settle(threads(1, 1, "pool-"), threads(4, 1, "pool-"));

		assertThat(sizes(settled)).containsExactly(tuple("pool-*", 1));
	}

	@Test
	void oneOrTwoWhoseOriginNobodyKnowsBelongToTheBaseline() {
		GroupedSnapshot settled = settle(threads(1, 1, "pool-"), threads(3, 1, "pool-"));

		assertThat(sizes(settled)).containsExactly(tuple("pool-*", 3));
	}

	@Test
	void ourOwnRecorderBelongsToTheBaseline() {
		GroupedSnapshot settled = settle(List.of(thread(1, "main")),
				List.of(thread(1, "main"), thread(2, "JFR Event Stream 1"), thread(3, "JFR Periodic Tasks")));

		assertThat(settled.platformThreads()).isEqualTo(3);
	}

	@Test
	void whatEndedMeanwhileOfWhatNobodyKnowsTheOriginOfHasLeftTheBaseline() {
		GroupedSnapshot settled = settle(threads(4, 1, "boot-init-"), threads(1, 1, "boot-init-"));

		assertThat(sizes(settled)).containsExactly(tuple("boot-init-*", 1));
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
		List<ObservedThread> ready = IntStream.range(0, StackGrouper.FAMILIES)
			.mapToObj((i) -> thread(i + 1, name('a', i)))
			.toList();
		List<ObservedThread> later = new ArrayList<>();
		IntStream.range(0, 500).forEach((i) -> later.add(thread(5_000 + i, name('b', i)).withOrigin(LIBRARY)));

		GroupedSnapshot settled = settle(ready, later);

		assertThat(settled.families()).hasSize(StackGrouper.FAMILIES);
		assertThat(settled.omitted()).isEqualTo(500);
	}

	private GroupedSnapshot settle(List<ObservedThread> ready, List<ObservedThread> settled) {
		GroupedSnapshot first = this.grouper.group(snapshot(START, ready), null);
		return this.settler.settle(first, this.grouper.group(snapshot(SETTLED, settled), first));
	}

	private static List<org.assertj.core.groups.Tuple> sizes(GroupedSnapshot groups) {
		return groups.families().stream().map((family) -> tuple(family.key().name(), family.size())).toList();
	}

	/** A name without digits. */
	private static String name(char prefix, int number) {
		return prefix + Integer.toString(number, 36).replaceAll("\\d", "_") + "x".repeat(1 + number % 40)
				+ "y".repeat(1 + number / 40);
	}

}
