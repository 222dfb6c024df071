package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.trend.Direction;
import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks of every ten seconds, histograms within a budget of one in ten minutes.
 */
class HeapPaceTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final HeapPace pace = new HeapPace();

	private final List<Integer> histograms = new ArrayList<>();

	private final List<Integer> collections = new ArrayList<>();

	private final List<Integer> windows = new ArrayList<>();

	private int now;

	@Test
	void allocationsAreWeighedThreeTimesInTenMinutesEachAndThenOnceAnHour() {
		run(300, List.of());
		assertThat(this.windows).isEmpty();

		run(3 * 3_600, List.of(verdict(ResourceKind.HEAP, Grade.SUSPECTED)));

		assertThat(this.windows).containsExactly(300, 900, 1_500, 5_100, 8_700);
	}

	@Test
	void twoHistogramsAreTakenWhenTheApplicationHasSettledAndNoMore() {
		run(7_200, List.of());

		assertThat(this.histograms).containsExactly(60, 660);
		assertThat(this.collections).isEmpty();
	}

	@Test
	void objectsAreSampledWhileMemoryIsWatchedAndTenMinutesAfterSomebodyAsked() {
		run(600, List.of());
		assertThat(this.pace.wantsSamples(START.plusSeconds(600))).isFalse();

		this.pace.asked(START.plusSeconds(600));
		assertThat(this.pace.wantsSamples(START.plusSeconds(1_199))).isTrue();
		assertThat(this.pace.wantsSamples(START.plusSeconds(1_200))).isFalse();
		assertThat(this.pace.wantsSamples(START)).as("a clock that was set back").isFalse();

		run(1_800, List.of(verdict(ResourceKind.HEAP, Grade.WATCHING)));
		assertThat(this.pace.wantsSamples(START.plusSeconds(1_800))).isTrue();
	}

	@Test
	void whileMemoryIsWatchedHistogramsComeAsTheBudgetAllows() {
		run(240, List.of());

		run(1_200, List.of(verdict(ResourceKind.HEAP, Grade.WATCHING)));

		assertThat(this.histograms).containsExactly(60, 660, 1_260);
	}

	@Test
	void afterFourOfASuspicionTheyComeOnceAnHour() {
		run(24 * 3_600, List.of(verdict(ResourceKind.HEAP, Grade.SUSPECTED)));

		assertThat(this.histograms).hasSizeBetween(26, 28);
		assertThat(this.histograms.get(4) - this.histograms.get(3)).isEqualTo(3_600);
	}

	@Test
	void oldObjectsAreCollectedAtOnceAndOnceAMinuteForHalfAnHour() {
		run(300, List.of());

		run(3_600, List.of(verdict(ResourceKind.HEAP, Grade.WATCHING)));

		assertThat(this.collections).startsWith(300, 360, 420).hasSizeBetween(31, 34);
	}

	@Test
	void growthBeganWhereTheWindowBeginsThatSaysSo() {
		run(600, List.of());

		run(10, List.of(verdict(ResourceKind.HEAP, Grade.WATCHING)));

		assertThat(this.pace.began()).isEqualTo(START.plusSeconds(600).minus(Duration.ofMinutes(3)));
	}

	@Test
	void aSuspicionThatEndedIsForgottenAndTheNextOneBeginsAnew() {
		run(600, List.of());
		run(4_000, List.of(verdict(ResourceKind.HEAP, Grade.SUSPECTED)));

		run(590, List.of());
		assertThat(this.pace.began()).isNotNull();
		run(30, List.of());
		assertThat(this.pace.began()).isNull();
	}

	@Test
	void theFirstHistogramOfALateSuspicionIsTheThird() {
		run(7_200, List.of());

		run(10, List.of(verdict(ResourceKind.HEAP, Grade.WATCHING)));

		assertThat(this.histograms).containsExactly(60, 660, 7_200);
	}

	@Test
	void threadsAndWhatIsClearAskForNothing() {
		run(7_200, List.of(verdict(ResourceKind.THREAD_GROUP, Grade.PROBABLE), verdict(ResourceKind.HEAP, Grade.CLEAR),
				verdict(ResourceKind.HEAP, Grade.UNDECIDED)));

		assertThat(this.histograms).containsExactly(60, 660);
		assertThat(this.collections).isEmpty();
	}

	private void run(int seconds, List<LeakVerdict> verdicts) {
		for (int end = this.now + seconds; this.now < end; this.now += 10) {
			Instant time = START.plusSeconds(this.now);
			this.pace.look(time, verdicts);
			if (this.pace.wantsHistogram(time) && isInBudget()) {
				this.histograms.add(this.now);
				this.pace.tookHistogram(time);
			}
			if (this.pace.wantsOldObjects(time)) {
				this.collections.add(this.now);
				this.pace.tookOldObjects(time);
			}
			if (this.pace.wantsWindow(time)) {
				this.windows.add(this.now);
				this.pace.openedWindow(time);
			}
		}
	}

	private boolean isInBudget() {
		return this.histograms.isEmpty() || this.now - this.histograms.get(this.histograms.size() - 1) >= 600;
	}

	private LeakVerdict verdict(ResourceKind kind, Grade grade) {
		Trend trend = new Trend(Direction.RISING, Duration.ofMinutes(3), 18, 1e6, 1e6, 1e6, 1e-6, Double.NaN);
		Judgement judgement = new Judgement(grade, "It grows.", START.plusSeconds(this.now), Set.of(), trend, 1e6, 1e6,
				null, null, null);
		return new LeakVerdict("00000000000000a1", kind, "jvm.heap.live", "bytes", Map.of(), judgement, Double.NaN,
				null, null, null, null, null, null, null);
	}

}
