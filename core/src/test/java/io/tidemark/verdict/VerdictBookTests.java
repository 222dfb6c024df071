package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.tidemark.watch.Flow;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import io.tidemark.watch.WatchedSeries;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictBookTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final VerdictBook book = new VerdictBook();

	private final WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 512);

	private int seconds;

	@Test
	void whatChangedIsRememberedNewestFirst() {
		watch(1);

		judge("A proof.");
		judge(null);

		assertThat(this.book.changes(id(0))).extracting((change) -> change.verdict().grade() + " from " + change.from())
			.containsExactly("UNDECIDED from PROVEN", "PROVEN from CLEAR");
	}

	@Test
	void ofOneResourceTheLastTwentyChangesAreRemembered() {
		watch(1);

		for (int i = 0; i < VerdictBook.CHANGES_EACH; i++) {
			judge("A proof.");
			judge(null);
		}

		assertThat(this.book.changes()).hasSize(VerdictBook.CHANGES_EACH);
		assertThat(this.book.changes().get(0).time()).isEqualTo(START.plusSeconds(this.seconds));
	}

	@Test
	void ofAllResourcesTheLastTwoHundredChangesAreRemembered() {
		watch(150);

		judge("A proof.");
		judge(null);

		assertThat(this.book.changes()).hasSize(VerdictBook.CHANGES);
		assertThat(this.book.changes(id(0))).hasSize(1);
		assertThat(this.book.changes(id(149))).hasSize(2);
	}

	@Test
	void betweenUndecidedAndClearThereIsNothingToTell() {
		watch(1);

		List<LeakChange> changes = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			this.resources.read(START.plusSeconds(this.seconds), List.of());
			changes.addAll(judge(null));
		}

		assertThat(changes).isEmpty();
		assertThat(this.book.verdicts()).extracting(LeakVerdict::grade).containsExactly(Grade.CLEAR);
	}

	@Test
	void worstGradeComesFirst() {
		watch(3);

		this.book.judge(START, List.of(one(0, null), one(1, "A proof."), one(2, null)));

		assertThat(this.book.verdicts()).extracting(LeakVerdict::name)
			.containsExactly("resource-1", "resource-0", "resource-2");
		assertThat(this.book.verdict(id(1))).isEqualTo(this.book.verdicts().get(0));
	}

	@Test
	void theForecastTellsTheTimeLeft() {
		int begins = 180;
		int[] second = { 0 };
		LongSupplier surging = () -> Math.max(0, second[0] - begins);
		this.resources.add(WatchedResource.of("orders", "orders", () -> 300 * surging.getAsLong())
			.withLimit(100_000)
			.withFlow(Flow.of(() -> 500 * surging.getAsLong(), () -> 200 * surging.getAsLong())));
		for (; second[0] <= begins + 40; second[0]++) {
			Instant now = START.plusSeconds(second[0]);
			if (second[0] % 10 == 0) {
				this.resources.read(now, List.of());
			}
			else {
				this.resources.readFast(now);
			}
		}
		WatchedSeries series = this.resources.all().get(0);
		Circumstances known = new Circumstances(Duration.ofHours(1), null, null, null, null,
				Objects.requireNonNull(series.saturation()).sentence(), series.limit(), false);
		this.book.judge(START.plusSeconds(second[0]),
				List.of(new LeakCase(series.id(), series, known, null, null, null)));

		assertThat(this.book.verdicts()).singleElement().satisfies((verdict) -> {
			assertThat(verdict.grade()).isEqualTo(Grade.SUSPECTED);
			assertThat(verdict.judgement().timeToLimit()).isBetween(Duration.ofSeconds(280), Duration.ofSeconds(310));
		});
	}

	private void watch(int count) {
		IntStream.range(0, count)
			.forEach((i) -> this.resources.add(WatchedResource.of("resource-" + i, "things", () -> 7)));
	}

	private List<LeakChange> judge(@Nullable String proof) {
		this.seconds += 10;
		return this.book.judge(START.plusSeconds(this.seconds),
				IntStream.range(0, this.resources.all().size()).mapToObj((i) -> one(i, proof)).toList());
	}

	private LeakCase one(int index, @Nullable String proof) {
		WatchedSeries series = this.resources.all().get(index);
		Circumstances known = new Circumstances(Duration.ofHours(1), null, null, null, proof, null, Double.NaN, false);
		return new LeakCase(series.id(), series, known, null, null, null);
	}

	private String id(int index) {
		return this.resources.all().get(index).id();
	}

}
