package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.IntStream;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadFixture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GroupSizesTests {

	private static final FamilyKey POOL = new FamilyKey("pool-*", null, false);

	private final GroupSizes sizes = new GroupSizes(Duration.ofSeconds(10));

	private final StackGrouper grouper = new StackGrouper();

	@Test
	void aFamilyIsKnownFromTheSecondReadingOn() {
		add(0, 3);
		assertThat(this.sizes.of(POOL)).isNull();

		add(10, 5);

		assertThat(this.sizes.of(POOL).sizes()).containsExactly(3, 5);
		assertThat(this.sizes.of(POOL).span()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void aFamilyThatComesLaterHadNoThreadsBefore() {
		this.sizes.add(at(0), groups());
		this.sizes.add(at(10), groups());
		add(20, 4);

		assertThat(this.sizes.of(POOL).sizes()).containsExactly(0, 0, 4);
	}

	@Test
	void whereReadingsAreMissingTheLastOneStands() {
		add(0, 3);
		add(40, 7);

		assertThat(this.sizes.of(POOL).sizes()).containsExactly(3, 3, 3, 3, 7);
	}

	@Test
	void neighboursAreMergedToTheLargerWhenThePointsAreUsedUp() {
		IntStream.range(0, 65).forEach((i) -> add(10 * i, i % 2 == 0 ? 9 : 1));

		assertThat(this.sizes.of(POOL).sizes()).isEqualTo(Collections.nCopies(33, 9));
		assertThat(this.sizes.of(POOL).span()).isEqualTo(Duration.ofSeconds(640));
	}

	@Test
	void aSeriesSpansAllTimeSinceTheFirstReadingWithinItsBound() {
		IntStream.range(0, 10_000).forEach((i) -> add(10 * i, 1 + i / 100));

		SizeHistory history = this.sizes.of(POOL);
		assertThat(history.sizes()).hasSizeBetween(GroupSizes.POINTS / 2, GroupSizes.POINTS).isSorted().endsWith(100);
		assertThat(history.span()).isBetween(Duration.ofSeconds(97_000), Duration.ofSeconds(100_000));
	}

	@Test
	void theFamilyThatWasSeenLongestAgoIsDroppedWhenThereAreTooMany() {
		add(0, 1);
		for (int i = 0; i < GroupSizes.FAMILIES; i++) {
			this.sizes.add(at(10 + i), groups(ThreadFixture.thread(2 + i, "worker " + letters(i))));
		}

		assertThat(this.sizes.families()).isEqualTo(GroupSizes.FAMILIES);
		assertThat(this.sizes.of(POOL)).isNull();
	}

	@Test
	void aClockThatGoesBackAddsToTheNewestPoint() {
		add(0, 3);
		add(20, 3);
		add(10, 5);

		assertThat(this.sizes.of(POOL).sizes()).containsExactly(3, 3, 5);
	}

	private static String letters(int number) {
		return "" + (char) ('a' + number / 676) + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
	}

	private void add(long seconds, int threads) {
		this.sizes.add(at(seconds), groups(ThreadFixture.threads(threads, 1, "pool-").toArray(new ObservedThread[0])));
	}

	private GroupedSnapshot groups(ObservedThread... threads) {
		return this.grouper.group(ThreadFixture.snapshot(threads), null);
	}

	private static Instant at(long seconds) {
		return ThreadFixture.START.plusSeconds(seconds);
	}

}
