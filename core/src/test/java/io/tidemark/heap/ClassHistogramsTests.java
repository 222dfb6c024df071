package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import io.tidemark.origin.OriginFrameFinder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassHistogramsTests {

	private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private static final LiveSet UNKNOWN = new LiveSet(-1, -1, null, "nothing", "Not known.");

	private final StagedJvm jvm = new StagedJvm();

	private final ClassHistograms histograms = new ClassHistograms(
			new HistogramSettings(Duration.ofMinutes(10), Duration.ofMillis(500), 3), (now) -> UNKNOWN,
			new OriginFrameFinder(List.of()), this.jvm);

	@Test
	void aClockThatWasSetBackHoldsNobodyUpForLongerThanTheInterval() {
		this.histograms.take(START, HistogramRequest.FORCED);
		Instant before = START.minusSeconds(36_000);

		assertThat(this.histograms.wait(before)).isEqualTo(Duration.ofMinutes(10));
		assertThat(this.histograms.wait(before.plusSeconds(600))).isZero();
	}

	@Test
	void objectsOfThisJvmAreCounted() {
		List<Counted> live = new ArrayList<>();
		for (int i = 0; i < 12_345; i++) {
			live.add(new Counted(i));
		}
		ClassHistograms ofThisJvm = new ClassHistograms(HistogramSettings.DEFAULT);

		ClassHistogram histogram = ofThisJvm.take(START, HistogramRequest.FORCED);

		assertThat(ofThisJvm.unsupported()).isNull();
		assertThat(count(histogram, Counted.class.getName()).instances()).isGreaterThanOrEqualTo(live.size());
		assertThat(count(histogram, "byte[]").module()).startsWith("java.base@" + Runtime.version().feature());
		assertThat(histogram.bytes()).isGreaterThan(1_000_000);
		assertThat(histogram.collected()).isFalse();
		assertThat(histogram.pause()).isPositive();
		assertThat(histogram.wall()).isPositive();
	}

	@Test
	void aCollectionLeavesNoGarbageInTheHistogram() {
		List<Counted> live = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			live.add(new Counted(i));
		}

		ClassHistogram histogram = new ClassHistograms(HistogramSettings.DEFAULT).take(START,
				new HistogramRequest(true, true));

		assertThat(histogram.collected()).isTrue();
		assertThat(count(histogram, Counted.class.getName()).instances()).isEqualTo(live.size());
	}

	@Test
	void theSecondOneWithinTheIntervalIsRefusedWithTheTimeToWait() {
		take(START, HistogramRequest.WITHIN_BUDGET);

		assertThatExceptionOfType(HistogramRefusedException.class)
			.isThrownBy(() -> take(START.plusSeconds(90), HistogramRequest.WITHIN_BUDGET))
			.withMessage(
					"One class histogram is taken in 600 seconds; the next is due in 510, or at once if it is forced.")
			.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(510)));
		assertThat(this.histograms.wait(START.plusSeconds(90))).isEqualTo(Duration.ofSeconds(510));
		assertThat(this.jvm.counts).isEqualTo(1);
		assertThat(this.histograms.wait(START.plusSeconds(600))).isZero();
		take(START.plusSeconds(600), HistogramRequest.WITHIN_BUDGET);
	}

	@Test
	void aForcedOneIsTakenAtOnceAndCountsForTheInterval() {
		take(START, HistogramRequest.WITHIN_BUDGET);
		take(START.plusSeconds(500), HistogramRequest.FORCED);

		assertThat(this.histograms.wait(START.plusSeconds(600))).isEqualTo(Duration.ofSeconds(500));
	}

	@Test
	void oneThatWouldStopForTooLongIsRefusedUnlessForced() {
		this.jvm.heapUsed = 24L * 40_000_000;

		assertThatExceptionOfType(HistogramRefusedException.class)
			.isThrownBy(() -> take(START, HistogramRequest.WITHIN_BUDGET))
			.withMessage("A class histogram would stop the application for about 721 ms, allowed are 500 unless it is "
					+ "forced: 40.0 million objects at 18.0 ns each: the worst case of 960 MB of heap in use, since no "
					+ "histogram was taken yet.")
			.satisfies((ex) -> assertThat(ex.retryAfter()).isZero());
		assertThat(this.jvm.counts).isZero();
		assertThat(take(START, HistogramRequest.FORCED).id()).isEqualTo("h1");
	}

	@Test
	void aRefusalTakesNothingFromTheBudget() {
		this.jvm.heapUsed = 24L * 40_000_000;
		assertThatExceptionOfType(HistogramRefusedException.class)
			.isThrownBy(() -> take(START, HistogramRequest.WITHIN_BUDGET));

		assertThat(this.histograms.wait(START)).isZero();
	}

	@Test
	void onlyOneIsTakenAtATime() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.jvm.command = () -> {
			inside.countDown();
			await(go);
			return StagedJvm.text("1: 1 16 A");
		};
		ExecutorService other = Executors.newSingleThreadExecutor();
		try {
			Future<ClassHistogram> first = other.submit(() -> take(START, HistogramRequest.FORCED));
			await(inside);

			assertThatExceptionOfType(HistogramRefusedException.class)
				.isThrownBy(() -> take(START, HistogramRequest.FORCED))
				.withMessage("Another class histogram is being taken.")
				.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(1)));

			go.countDown();
			assertThat(first.get(10, TimeUnit.SECONDS).id()).isEqualTo("h1");
			assertThat(take(START, HistogramRequest.FORCED).id()).isEqualTo("h2");
		}
		finally {
			go.countDown();
			other.shutdownNow();
		}
	}

	@Test
	void aCommandThatFailsIsRefusedAndDelaysTheNextOne() {
		this.jvm.command = () -> {
			throw new IllegalStateException("The JVM failed to count objects by class: planted");
		};

		assertThatExceptionOfType(HistogramRefusedException.class)
			.isThrownBy(() -> take(START, HistogramRequest.WITHIN_BUDGET))
			.withMessage("The JVM failed to count objects by class: planted");
		assertThat(this.histograms.wait(START)).isEqualTo(Duration.ofMinutes(10));
		assertThat(this.histograms.kept()).isEmpty();
	}

	@Test
	void aTextThatCannotBeReadIsRefusedWithItsLine() {
		this.jvm.command = () -> StagedJvm.text("planted");

		assertThatExceptionOfType(HistogramRefusedException.class)
			.isThrownBy(() -> take(START, HistogramRequest.WITHIN_BUDGET))
			.withMessageContaining("Line 3 of the class histogram")
			.withMessageContaining("planted");
		this.jvm.command = () -> StagedJvm.text("1: 1 16 A");
		assertThat(take(START, HistogramRequest.FORCED).id()).isEqualTo("h1");
	}

	@Test
	void aJvmWithoutTheCommandSaysSo() {
		this.jvm.unsupported = "This JVM counts no objects by class.";

		assertThat(this.histograms.unsupported()).isEqualTo("This JVM counts no objects by class.");
		assertThatExceptionOfType(HistogramRefusedException.class)
			.isThrownBy(() -> take(START, HistogramRequest.FORCED))
			.withMessage("This JVM counts no objects by class.")
			.satisfies((ex) -> assertThat(ex.retryAfter()).isZero());
	}

	@Test
	void aBeanOrOperationThatIsMissingIsASentence() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> HistogramCommand.of("com.sun.management:type=Missing", "gcClassHistogram"))
			.withMessage("This JVM has no diagnostic commands, which count objects by class: no bean "
					+ "com.sun.management:type=Missing");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> HistogramCommand.of("com.sun.management:type=DiagnosticCommand", "missing"))
			.withMessage("This JVM counts no objects by class: com.sun.management:type=DiagnosticCommand has no "
					+ "operation missing");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> HistogramCommand.of("com.sun.management:type=DiagnosticCommand", "gcRun"))
			.withMessageContaining("is not HotSpot's");
	}

	@Test
	void theFirstIsKeptForGoodAndOfTheOthersTheNewest() {
		for (int i = 0; i < 5; i++) {
			take(START.plusSeconds(i), HistogramRequest.FORCED);
		}

		assertThat(this.histograms.kept()).extracting(ClassHistogram::id).containsExactly("h5", "h4", "h1");
		assertThat(this.histograms.find("h1")).isNotNull();
		assertThat(this.histograms.find("h3")).isNull();
	}

	@Test
	void countsThatDidNotChangeAreKeptOnce() {
		this.jvm.command = () -> StagedJvm
			.text("1: 2 160 com.example.Order\n2: 1 %d com.example.Item".formatted(16 * this.jvm.counts));
		ClassHistogram first = take(START, HistogramRequest.FORCED);
		ClassHistogram second = take(START.plusSeconds(1), HistogramRequest.FORCED);

		assertThat(second.classes().get(0)).isSameAs(first.classes().get(0));
		assertThat(second.classes().get(1)).isNotEqualTo(first.classes().get(1));
		assertThat(second.classes().get(1).name()).isSameAs(first.classes().get(1).name());
	}

	@Test
	void thePauseIsWhatTheClockOfStopsSaid() {
		ClassHistogram histogram = take(START, HistogramRequest.FORCED);

		assertThat(histogram.pause()).isEqualTo(Duration.ofMillis(20));
		assertThat(histogram.wall()).isEqualTo(Duration.ofMillis(40));
		assertThat(this.histograms.forecast().pause()).isEqualTo(Duration.ofMillis(21));
	}

	@Test
	void settingsOutOfRangeAreRefused() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new HistogramSettings(Duration.ofMinutes(1), Duration.ofMillis(1), 1))
			.withMessage("kept must be 2 to 100, found 1");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new HistogramSettings(Duration.ofMinutes(-1), Duration.ofMillis(1), 2));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new HistogramSettings(Duration.ofMinutes(1), Duration.ZERO, 2));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.histograms.growing(1))
			.withMessage("observations must be 2 to 99, found 1");
	}

	private ClassHistogram take(Instant now, HistogramRequest request) {
		return this.histograms.take(now, request);
	}

	private static ClassCount count(ClassHistogram histogram, String name) {
		return histogram.classes()
			.stream()
			.filter((count) -> count.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("expected " + name));
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Counted(int number, @Nullable Object other) {

		Counted(int number) {
			this(number, null);
		}

	}

}
