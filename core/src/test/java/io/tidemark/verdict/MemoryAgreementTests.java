package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationLine.Source;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.snapshot.Frame;
import io.tidemark.trend.Rise;
import io.tidemark.trend.TrendTest;
import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A heap of 50 MB that gains 60 MB an hour, or none, and each of the other signals.
 */
class MemoryAgreementTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private static final int MINUTE = 60;

	private static final double HEAP = 50e6;

	private static final double PER_HOUR = 60e6;

	private static final Frame COMMIT = new Frame("com.example.StaticCache", "commit", "StaticCache.java", 55);

	private static final GrowingClass GROWN = grown(2, PER_HOUR);

	private static final AllocationLine LINE = line(COMMIT, 20, 0.71, Source.OLD_OBJECTS);

	private final ResourceSeries series = new ResourceSeries(Duration.ofSeconds(10));

	private final LeakLadder ladder = new LeakLadder();

	private @Nullable HeapSuspects suspects;

	private @Nullable String drift;

	private double limit = Double.NaN;

	private @Nullable Rise told;

	private final double[] hours = new double[TrendTest.MOST];

	private final double[] bytes = new double[TrendTest.MOST];

	private int tells;

	private int now;

	@Test
	void growthAloneIsWatchedAndNeverMore() {
		assertThat(worst(60 * MINUTE, MemoryAgreementTests::leak)).isEqualTo(Grade.WATCHING);
	}

	@Test
	void growthAloneIsSuspectedOfWhatIsSoonFull() {
		this.limit = HEAP + PER_HOUR;

		assertThat(worst(60 * MINUTE, MemoryAgreementTests::leak)).isGreaterThanOrEqualTo(Grade.SUSPECTED);
	}

	@Test
	void growthAloneAccusesNobodyWhileItWarmsUp() {
		assertThat(worst(19 * MINUTE, MemoryAgreementTests::leak)).isEqualTo(Grade.WATCHING);
	}

	@Test
	void withoutGrowthNothingElseAccuses() {
		this.suspects = suspects(List.of(GROWN), List.of(LINE), "cache orders");

		assertThat(worst(60 * MINUTE, (second) -> HEAP)).isEqualTo(Grade.CLEAR);
	}

	@Test
	void aSawtoothOfCollectionsIsNoGrowth() {
		this.suspects = suspects(List.of(GROWN), List.of(LINE), "cache orders");

		assertThat(worst(60 * MINUTE, (second) -> HEAP + PER_HOUR * (second % 240) / 3600)).isEqualTo(Grade.CLEAR);
	}

	@Test
	void aClassThatGrewOverThreeHistogramsAgrees() {
		this.suspects = suspects(List.of(GROWN), List.of(), null);

		Judgement judgement = run(25 * MINUTE, MemoryAgreementTests::leak);

		assertThat(judgement.grade()).isEqualTo(Grade.PROBABLE);
		assertThat(judgement.signals()).containsExactlyInAnyOrder(Signal.GROWTH, Signal.HISTOGRAM);
		assertThat(judgement.reason()).contains("; byte[] grew over each of 3 histograms by 41 MB.");
	}

	@Test
	void aLineAtWhichOldObjectsWereAllocatedAgrees() {
		this.suspects = suspects(List.of(), List.of(LINE), null);

		Judgement judgement = run(25 * MINUTE, MemoryAgreementTests::leak);

		assertThat(judgement.grade()).isEqualTo(Grade.PROBABLE);
		assertThat(judgement.signals()).containsExactlyInAnyOrder(Signal.GROWTH, Signal.OLD_OBJECTS);
		assertThat(judgement.reason()).contains(
				"; 71 % of the old objects were allocated at com.example.StaticCache.commit(StaticCache.java:55), mostly byte[]");
	}

	@Test
	void aHolderAgrees() {
		this.suspects = suspects(List.of(), List.of(), "cache orders (cache.size), which grows with it");

		Judgement judgement = run(25 * MINUTE, MemoryAgreementTests::leak);

		assertThat(judgement.grade()).isEqualTo(Grade.PROBABLE);
		assertThat(judgement.signals()).containsExactlyInAnyOrder(Signal.GROWTH, Signal.REACHABILITY);
		assertThat(judgement.reason()).contains("; held by cache orders (cache.size), which grows with it.");
	}

	@Test
	void whatAgreesTellsItWhileItWarmsUp() {
		this.suspects = suspects(List.of(), List.of(LINE), null);

		assertThat(worst(9 * MINUTE, (second) -> HEAP + 1e6 * second / 10)).isEqualTo(Grade.SUSPECTED);
	}

	@Test
	void threeMinutesAndALineAreNotProbable() {
		run(60 * MINUTE, (second) -> HEAP);
		this.suspects = suspects(List.of(), List.of(LINE), null);

		assertThat(worst(4 * MINUTE, (second) -> HEAP + 1e6 * (second - 60 * MINUTE) / 10)).isEqualTo(Grade.SUSPECTED);
	}

	@Test
	void aClassThatGrewFromOneHistogramToTheNextIsToldAndNoSignal() {
		this.suspects = suspects(List.of(grown(1, PER_HOUR)), List.of(), null);

		Judgement judgement = run(60 * MINUTE, MemoryAgreementTests::leak);

		assertThat(judgement.grade()).isEqualTo(Grade.WATCHING);
		assertThat(judgement.signals()).containsExactly(Signal.GROWTH);
		assertThat(judgement.reason()).contains("; byte[] grew from one histogram to the next by 41 MB.");
	}

	@Test
	void aClassThatExplainsLittleOfTheGrowthIsNoSignal() {
		this.suspects = suspects(List.of(grown(2, PER_HOUR / 5)), List.of(), null);

		assertThat(worst(60 * MINUTE, MemoryAgreementTests::leak)).isEqualTo(Grade.WATCHING);
	}

	@Test
	void aClassThatStandsForMemoryOutsideTheHeapNeedNotExplainItsBytes() {
		this.suspects = suspects(List.of(grown(2, Double.NaN)), List.of(), null);

		assertThat(worst(60 * MINUTE, MemoryAgreementTests::leak)).isEqualTo(Grade.PROBABLE);
	}

	@Test
	void oldObjectsThatPointNowhereAreNoSignal() {
		this.suspects = suspects(List.of(),
				List.of(line(COMMIT, 20, 0.39, Source.OLD_OBJECTS), line(COMMIT, 4, 0.9, Source.OLD_OBJECTS),
						line(null, 20, 0.9, Source.OLD_OBJECTS), line(COMMIT, 200, 0.9, Source.ALLOCATION_SAMPLES)),
				null);

		assertThat(worst(60 * MINUTE, MemoryAgreementTests::leak)).isEqualTo(Grade.WATCHING);
	}

	@Test
	void whatLevelsOffIsNotProbableAnyMore() {
		this.suspects = suspects(List.of(GROWN), List.of(LINE), null);
		assertThat(run(25 * MINUTE, MemoryAgreementTests::leak).grade()).isEqualTo(Grade.PROBABLE);

		double top = leak(this.now);

		assertThat(run(120 * MINUTE, (second) -> top).grade()).isLessThan(Grade.PROBABLE);
	}

	/** Full collections of Serial and Parallel: one in three minutes. */
	@Test
	void sixCollectionsThatTellAreGrowthIfSomethingAgrees() {
		assertThat(worst(20 * MINUTE, this::seldom)).isEqualTo(Grade.WATCHING);

		this.suspects = suspects(List.of(), List.of(LINE), null);
		assertThat(worst(MINUTE, this::seldom)).isGreaterThanOrEqualTo(Grade.SUSPECTED);

		this.suspects = suspects(List.of(GROWN), List.of(LINE), null);
		assertThat(worst(MINUTE, this::seldom)).isEqualTo(Grade.PROBABLE);
	}

	@Test
	void fewCollectionsThatTellOfAConstantAreNoGrowth() {
		this.suspects = suspects(List.of(GROWN), List.of(LINE), "cache orders");

		assertThat(worst(40 * MINUTE, (second) -> {
			tell(second, HEAP + 1e6 * (second / 180 % 3));
			return HEAP;
		})).isEqualTo(Grade.CLEAR);
	}

	private double seldom(int second) {
		double bytes = HEAP + 5 * PER_HOUR * (second / 180 * 180) / 3600;
		tell(second, bytes);
		return bytes;
	}

	private void tell(int second, double bytes) {
		if (second % 180 == 0) {
			this.hours[this.tells] = second / 3600.0;
			this.bytes[this.tells++] = bytes;
			this.told = new TrendTest().test(this.hours, this.bytes, this.tells);
		}
	}

	@Test
	void moreThanALoadLikeThisNeededIsSuspectedWithoutGrowth() {
		this.drift = "It needs 38 % more than at the same load before.";

		Judgement judgement = run(30 * MINUTE, (second) -> HEAP);

		assertThat(judgement.grade()).isEqualTo(Grade.SUSPECTED);
		assertThat(judgement.signals()).isEqualTo(Set.of(Signal.DRIFT));
		assertThat(judgement.reason()).isEqualTo(this.drift);
	}

	@Test
	void adviceNamesClassAndLineAndHolder() {
		assertThat(MemorySentences.advice(suspects(List.of(GROWN), List.of(LINE), null)))
			.isEqualTo("Look who keeps the objects of byte[] that come from "
					+ "com.example.StaticCache.commit(StaticCache.java:55), and bound it or let it go.");
		assertThat(MemorySentences.advice(suspects(List.of(GROWN), List.of(), "cache orders")))
			.isEqualTo("Bound cache orders; it holds objects of byte[].");
		assertThat(MemorySentences.advice(suspects(List.of(), List.of(), null))).isNull();
	}

	/** A floor as collections leave it: steps of half a minute. */
	private static double leak(int second) {
		return HEAP + PER_HOUR * (second / 30 * 30) / 3600;
	}

	private static GrowingClass grown(int observations, double bytesPerHour) {
		return new GrowingClass("byte[]", observations, 400, 41_000_000, 900, bytesPerHour, List.of(), 1);
	}

	private static AllocationLine line(@Nullable Frame frame, int samples, double share, Source source) {
		return new AllocationLine(frame, null, "byte[]", samples, share, null, null, List.of(), List.of(), source);
	}

	private static HeapSuspects suspects(List<GrowingClass> classes, List<AllocationLine> lines,
			@Nullable String holder) {
		return new HeapSuspects(START, classes, lines, holder, null, null);
	}

	private Grade worst(int seconds, IntToDoubleFunction value) {
		Grade worst = Grade.CLEAR;
		for (int end = this.now + seconds; this.now < end; this.now += 10) {
			Grade grade = step(value).grade();
			worst = (grade != Grade.UNDECIDED && grade.compareTo(worst) > 0) ? grade : worst;
		}
		return worst;
	}

	private Judgement run(int seconds, IntToDoubleFunction value) {
		for (int end = this.now + seconds - 10; this.now < end; this.now += 10) {
			step(value);
		}
		Judgement judgement = step(value);
		this.now += 10;
		return judgement;
	}

	private Judgement step(IntToDoubleFunction value) {
		Instant time = START.plusSeconds(this.now);
		this.series.add(time, value.applyAsDouble(this.now), Double.NaN, Double.NaN);
		return this.ladder.judge(time, this.series, new Circumstances(Duration.ofSeconds(this.now), null, null, null,
				null, null, this.limit, false, true, this.suspects, this.drift, this.told));
	}

}
