package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ThreadGroupMetricsTests {

	private static final String NAME = "tidemark_thread_group_size_threads";

	private final ThreadGroupMetrics metrics = new ThreadGroupMetrics(3);

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void nothingIsSaidBeforeTheFirstUpdate() {
		assertThat(this.scrape.samples()).isEmpty();
	}

	@Test
	void aGroupIsTaggedByNameAndOrigin() {
		this.metrics.update(List.of(new ThreadGroupSize("pool-*-thread-*", "io.tidemark.sample.X.y", 50, 50)), 0);

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(
				NAME + "{group=\"pool-*-thread-*\",origin=\"io.tidemark.sample.X.y\"} 50.0",
				NAME + "{group=\"other\",origin=\"other\"} 0.0");
	}

	@Test
	void anOriginThatIsNotKnownIsCalledSo() {
		this.metrics.update(List.of(group("main", 1, 0), group("", 2, 0)), 0);

		assertThat(this.scrape.samples()).contains(row("main", 1), row("unnamed", 2));
	}

	@Test
	void groupsBeyondTheBoundAreOthers() {
		this.metrics.update(
				List.of(group("a", 10, 0), group("b", 20, 0), group("c", 30, 0), group("d", 40, 0), group("e", 5, 0)),
				100);

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row("d", 40), row("c", 30), row("b", 20),
				other(115));
	}

	@Test
	void aGrowingGroupIsSeenAmongLargerOnes() {
		ThreadGroupMetrics twelve = new ThreadGroupMetrics(ThreadGroupMetrics.DEFAULT_ROWS);
		Scrape all = new Scrape(twelve);
		List<ThreadGroupSize> healthy = IntStream.range(0, 12).mapToObj((i) -> group("pool-" + i, 50, 0)).toList();
		twelve.update(healthy, 0);
		List<ThreadGroupSize> leaking = new ArrayList<>(healthy);
		leaking.add(group("leak", 30, 30));

		twelve.update(leaking, 0);

		assertThat(all.samples()).hasSize(13).contains(row("leak", 30), other(50));
	}

	@Test
	void aRowKeepsItsPlaceWhenAnotherIsALittleLarger() {
		this.metrics.update(List.of(group("a", 50, 0), group("b", 50, 0), group("c", 50, 0), group("d", 49, 0)), 0);

		this.metrics.update(List.of(group("a", 50, 0), group("b", 50, 0), group("c", 48, 0), group("d", 49, 0)), 0);

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row("a", 50), row("b", 50), row("c", 48),
				other(49));
	}

	@Test
	void aRowThatStaysTooSmallGivesWay() {
		List<ThreadGroupSize> before = List.of(group("a", 50, 0), group("b", 50, 0), group("c", 50, 0),
				group("d", 49, 0));
		List<ThreadGroupSize> after = List.of(group("a", 50, 0), group("b", 50, 0), group("c", 1, -49),
				group("d", 49, 0));
		this.metrics.update(before, 0);

		update(after, ThreadGroupMetrics.HELD_UPDATES);
		assertThat(this.scrape.samples()).contains(row("c", 1), other(49));

		update(after, 1);
		assertThat(this.scrape.samples()).contains(row("d", 49), other(1)).doesNotContain(row("c", 1));
	}

	@Test
	void aGroupThatIsGoneReadsZeroForSomeUpdatesAndEndsThen() {
		this.metrics.update(List.of(group("a", 50, 50), group("b", 7, 0)), 0);

		update(List.of(group("b", 7, 0)), ThreadGroupMetrics.HELD_UPDATES);
		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row("a", 0), row("b", 7), other(0));

		update(List.of(group("b", 7, 0)), 1);
		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row("b", 7), other(0));
	}

	@Test
	void aGroupThatComesBackReadsItsSizeAgain() {
		this.metrics.update(List.of(group("a", 50, 0)), 0);
		update(List.of(), ThreadGroupMetrics.HELD_UPDATES + 1);
		assertThat(this.scrape.samples()).containsExactly(other(0));

		this.metrics.update(List.of(group("a", 9, 0)), 0);

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row("a", 9), other(0));
	}

	@Test
	void aGrowingGroupTakesTheRowOfOneThatIsGone() {
		this.metrics.update(List.of(group("a", 50, 0), group("b", 50, 0), group("c", 50, 0)), 0);

		this.metrics.update(List.of(group("a", 50, 0), group("b", 50, 0), group("leak", 2, 2)), 0);

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row("a", 50), row("b", 50), row("leak", 2),
				other(0));
	}

	@Test
	void groupsWithOneLabelAreOneRow() {
		String tooLong = "x".repeat(GroupLabel.LONGEST);

		this.metrics.update(List.of(group(tooLong + "1", 3, 0), group(tooLong + "2", 4, 0), group("worker", 5, 0),
				group("worker", 6, 0)), 0);

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row(tooLong, 7), row("worker", 11), other(0));
	}

	@Test
	void aHundredThousandNamesMakeNoMoreSeriesThanTheBound() {
		for (int round = 0; round < 10; round++) {
			int first = round * 10_000;
			this.metrics
				.update(IntStream.range(first, first + 10_000).mapToObj((i) -> group("thread-" + i, 1, 1)).toList(), 0);

			assertThat(this.scrape.samples()).hasSize(4).contains(other(9_997));
			assertThat(this.scrape.registry().getMeters()).hasSize(4);
		}
		this.metrics.update(IntStream.range(0, 100_000).mapToObj((i) -> group("thread-" + i, 1, 1)).toList(), 0);

		assertThat(this.scrape.samples()).hasSize(4).contains(other(99_997));
	}

	@Test
	void clearingEndsAllSeries() {
		this.metrics.update(List.of(group("a", 50, 0)), 0);

		this.metrics.clear();

		assertThat(this.scrape.samples()).isEmpty();
		assertThat(this.scrape.registry().getMeters()).isEmpty();
		this.metrics.update(List.of(group("a", 51, 0)), 0);
		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(row("a", 51), other(0));
	}

	@Test
	void aRegistryThatIsBoundLaterHasTheRowsToo() {
		this.metrics.update(List.of(group("a", 50, 0)), 0);

		Scrape later = new Scrape(this.metrics);

		assertThat(later.samples()).containsExactlyInAnyOrder(row("a", 50), other(0));
		this.metrics.update(List.of(group("a", 60, 10)), 0);
		assertThat(later.samples()).contains(row("a", 60));
		assertThat(this.scrape.samples()).contains(row("a", 60));
	}

	@Test
	void aRowEndsInTheRegistriesOfACompositeToo() {
		SimpleMeterRegistry child = new SimpleMeterRegistry();
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		child.config().commonTags("region", "north");
		composite.add(child);
		this.metrics.bindTo(composite);
		this.metrics.update(List.of(group("a", 50, 0)), 0);
		assertThat(child.getMeters()).hasSize(2);

		update(List.of(), ThreadGroupMetrics.HELD_UPDATES + 1);

		assertThat(child.getMeters()).singleElement()
			.satisfies((meter) -> assertThat(meter.getId().getTag("group")).isEqualTo("other"));
	}

	@Test
	void namesAreEscaped() {
		this.metrics.update(List.of(group("a\"b\\c\nd", 1, 0)), 0);

		assertThat(this.scrape.samples()).contains(NAME + "{group=\"a\\\"b\\\\c\\nd\",origin=\"unknown\"} 1.0");
	}

	@Test
	void aBoundBelowOneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ThreadGroupMetrics(0))
			.withMessage("limit must be at least 1, found 0");
	}

	private void update(List<ThreadGroupSize> groups, int times) {
		for (int i = 0; i < times; i++) {
			this.metrics.update(groups, 0);
		}
	}

	private static ThreadGroupSize group(String name, int size, int growth) {
		return group(name, null, size, growth);
	}

	private static ThreadGroupSize group(String name, @Nullable String origin, int size, int growth) {
		return new ThreadGroupSize(name, origin, size, growth);
	}

	private static String row(String name, int size) {
		return NAME + "{group=\"" + name + "\",origin=\"unknown\"} " + size + ".0";
	}

	private static String other(int size) {
		return NAME + "{group=\"other\",origin=\"other\"} " + size + ".0";
	}

}
