package io.tidemark.diff;

import java.util.List;
import java.util.stream.IntStream;

import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tidemark.snapshot.ThreadFixture.START;
import static io.tidemark.snapshot.ThreadFixture.snapshot;
import static io.tidemark.snapshot.ThreadFixture.threads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SnapshotStoreTests {

	private final SnapshotStore store = new SnapshotStore(3);

	@Test
	void theNewestSnapshotIsNowAndTheOneBeforeIsPrevious() {
		KeptSnapshot first = observe(1);
		KeptSnapshot second = observe(2);

		assertThat(this.store.find("now")).isEqualTo(second);
		assertThat(this.store.find("previous")).isEqualTo(first);
		assertThat(this.store.find("s2")).isEqualTo(second);
		assertThat(this.store.kept()).isEmpty();
	}

	@Test
	void anUnknownSnapshotIsToldWithWhatIsKnown() {
		this.store.keep(observe(1), null, true);
		this.store.keep(observe(2), "before-load", false);
		observe(3);

		assertThatExceptionOfType(UnknownSnapshotException.class).isThrownBy(() -> this.store.find("s99"))
			.withMessage("No snapshot 's99' is kept; known are baseline, previous, now, s1, before-load");
	}

	@Test
	void aReferenceOfAnyLengthIsToldShortly() {
		assertThatExceptionOfType(UnknownSnapshotException.class).isThrownBy(() -> this.store.find("x".repeat(5_000)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(150));
	}

	@Test
	void theOldestWithoutANameGoesWhenThereIsNoRoom() {
		this.store.keep(observe(1), null, true);
		this.store.keep(observe(2), "before-load", false);
		this.store.keep(observe(3), null, false);
		this.store.keep(observe(4), null, false);
		this.store.keep(observe(5), null, false);

		assertThat(this.store.kept()).extracting(KeptSnapshot::id).containsExactly("s1", "s2", "s5");
	}

	@Test
	void neverMoreAreKeptThanThereIsRoom() {
		for (int i = 0; i < 100; i++) {
			this.store.keep(observe(i), null, i % 7 == 0);

			assertThat(this.store.kept().size()).isLessThanOrEqualTo(3);
			assertThat(this.store.kept()).filteredOn(KeptSnapshot::baseline).hasSize(1);
		}
	}

	@Test
	void namedSnapshotsAreNotPushedOut() {
		this.store.keep(observe(1), "a", false);
		this.store.keep(observe(2), "b", false);
		this.store.keep(observe(3), "c", false);

		assertThatIllegalArgumentException().isThrownBy(() -> this.store.keep(observe(4), null, false))
			.withMessage(
					"All 3 kept snapshots are named or the baseline; forget one of them first: previous, now, a, b, c");
		assertThat(this.store.kept()).extracting(KeptSnapshot::name).containsExactly("a", "b", "c");
	}

	@Test
	void aNewBaselineTakesThePlaceOfTheOldOne() {
		this.store.keep(observe(1), null, true);

		KeptSnapshot second = this.store.keep(observe(2), null, true);

		assertThat(this.store.find("baseline")).isEqualTo(second);
		assertThat(this.store.find("s1").baseline()).isFalse();
	}

	@Test
	void aNewBaselineFindsRoomWhereTheOldOneHadIt() {
		SnapshotStore single = new SnapshotStore(1);
		single.keep(single.observed(groups(1)), null, true);

		KeptSnapshot second = single.keep(single.observed(groups(2)), null, true);

		assertThat(single.kept()).containsExactly(second);
	}

	@Test
	void theBaselineCannotBeForgottenByAnyOfItsNames() {
		this.store.keep(observe(1), "ready", true);

		for (String reference : List.of("baseline", "s1", "ready", "now")) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.store.forget(reference))
				.withMessageContaining("only replaced");
		}
		assertThat(this.store.find("baseline").id()).isEqualTo("s1");
	}

	@Test
	void aForgottenSnapshotIsUnknown() {
		this.store.keep(observe(1), "before-load", false);
		observe(2);
		observe(3);

		this.store.forget("before-load");

		assertThatExceptionOfType(UnknownSnapshotException.class).isThrownBy(() -> this.store.find("s1"));
		assertThatExceptionOfType(UnknownSnapshotException.class).isThrownBy(() -> this.store.forget("now"));
	}

	@Test
	void aNameIsFoundUntilItIsForgottenAndThenFree() {
		KeptSnapshot kept = this.store.keep(observe(1), "before-load", false);
		assertThat(this.store.find("before-load")).isEqualTo(kept);

		assertThatIllegalArgumentException().isThrownBy(() -> this.store.keep(observe(2), "before-load", false))
			.withMessageContaining("kept already");
		this.store.forget("before-load");

		assertThat(this.store.keep(observe(3), "before-load", false).id()).isEqualTo("s3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "before-load", "2026.11.20_12", "S7", "A1" })
	void aNameIsLettersDigitsDotsAndDashes(String name) {
		assertThat(this.store.keep(observe(1), name, false).name()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", "-a", ".a", "a b", "a/b", "<b>", "ä", "a\n", "baseline", "previous", "now", "s7" })
	void anIllegalNameIsRefusedWithWhatIsAllowed(String name) {
		KeptSnapshot snapshot = observe(1);

		assertThatIllegalArgumentException().isThrownBy(() -> this.store.keep(snapshot, name, false))
			.withMessageContaining("found '" + name + "'");
		assertThat(this.store.kept()).isEmpty();
	}

	@Test
	void aNameOf64CharactersIsTheLongest() {
		this.store.checkName("x".repeat(SnapshotStore.MAX_NAME));

		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.store.checkName("x".repeat(SnapshotStore.MAX_NAME + 1)))
			.withMessageContaining("1 to 64");
	}

	@Test
	void aSharedSnapshotStaysTheBaselineWhenSomebodyElseNamesIt() {
		KeptSnapshot shared = observe(1);
		this.store.keep(shared, null, true);

		this.store.keep(shared, "before-load", false);

		assertThat(this.store.find("baseline")).isEqualTo(this.store.find("before-load"));
		assertThat(this.store.kept()).hasSize(1);
	}

	@Test
	void aSharedSnapshotKeepsItsNameWhenItBecomesTheBaseline() {
		KeptSnapshot shared = observe(1);
		this.store.keep(shared, "before-load", false);

		this.store.keep(shared, null, true);

		assertThat(this.store.find("baseline").name()).isEqualTo("before-load");
	}

	@Test
	void twoNamesForASharedSnapshotAreTwoEntries() {
		KeptSnapshot shared = observe(1);
		this.store.keep(shared, "mine", false);
		KeptSnapshot second = this.store.keep(shared, "yours", false);

		assertThat(this.store.find("mine").groups()).isSameAs(this.store.find("yours").groups());
		assertThat(second.id()).isNotEqualTo(shared.id());
		assertThat(observe(2).id()).isNotEqualTo(second.id());
	}

	@Test
	void theSettledBaselineHasTheIdentifierOfTheFirst() {
		KeptSnapshot ready = this.store.keep(observe(1), null, true);
		GroupedSnapshot settled = groups(9);

		this.store.replaceBaseline(ready, settled);

		assertThat(this.store.find("baseline")).isEqualTo(new KeptSnapshot("s1", null, true, settled));
		assertThat(this.store.find("s1").groups()).isSameAs(settled);
		assertThat(this.store.find("now").groups()).isSameAs(ready.groups());
	}

	@Test
	void aBaselineThatSomebodyTookMeanwhileStays() {
		KeptSnapshot ready = this.store.keep(observe(1), null, true);
		KeptSnapshot taken = this.store.keep(observe(2), null, true);

		this.store.replaceBaseline(ready, groups(9));

		assertThat(this.store.find("baseline")).isEqualTo(taken);
	}

	@Test
	void aNameThatTheBaselineGotMeanwhileStays() {
		KeptSnapshot ready = this.store.keep(observe(1), null, true);
		this.store.keep(ready, "ready", false);

		this.store.replaceBaseline(ready, groups(9));

		assertThat(this.store.find("baseline").name()).isEqualTo("ready");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 1_001 })
	void aCapacityOutOfRangeIsRefused(int capacity) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotStore(capacity))
			.withMessageContaining("found " + capacity);
	}

	@Test
	void manyThreadsMayUseItAtOnce() {
		IntStream.range(0, 2_000).parallel().forEach((i) -> {
			KeptSnapshot observed = observe(1);
			this.store.keep(observed, null, i % 10 == 0);
			this.store.kept().forEach((kept) -> assertThat(kept.id()).isNotNull());
		});

		assertThat(this.store.kept()).hasSize(3);
		assertThat(this.store.find("now").id()).isEqualTo("s2000");
	}

	private KeptSnapshot observe(int threads) {
		return this.store.observed(groups(threads));
	}

	private static GroupedSnapshot groups(int threads) {
		return new StackGrouper().group(snapshot(START.plusSeconds(threads), threads(threads, 1, "worker-")), null);
	}

}
