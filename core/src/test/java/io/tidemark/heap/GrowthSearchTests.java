package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import io.tidemark.origin.OriginFrameFinder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthSearchTests {

	private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private static final String JDK = "java.base@17.0.15";

	private static final int LOOKS = 500;

	private static final OriginFrameFinder FINDER = new OriginFrameFinder(List.of("com.example.shop"));

	private final List<Observation> kept = new ArrayList<>();

	@Test
	void aClassThatGrewInEachOfThreeIsToldWithItsRate() {
		observe(order(10_000));
		observe(order(12_000));
		observe(order(14_000));
		observe(order(16_000));

		assertThat(search())
			.containsExactly(new GrowingClass("com.example.Order", 3, 6_000, 600_000, 16_000, 1_200_000, List.of(), 1));
	}

	@Test
	void threeHistogramsAreTooFewToHaveGrownInThree() {
		observe(order(10_000));
		observe(order(12_000));
		observe(order(14_000));

		assertThat(search()).isEmpty();
		assertThat(new GrowthSearch(2, FINDER).search(this.kept)).hasSize(1);
	}

	@Test
	void aClassThatStoodStillOrShrankOnceDoesNotGrow() {
		observe(order(10_000), item(10_000));
		observe(order(12_000), item(12_000));
		observe(order(12_000), item(11_000));
		observe(order(16_000), item(16_000));

		assertThat(search()).isEmpty();
	}

	@Test
	void aClassThatGrewInLeapsIsNotSteady() {
		observe(order(10_000));
		observe(order(10_100));
		observe(order(10_200));
		observe(order(20_000));

		assertThat(search()).isEmpty();
	}

	@Test
	void longerStepsMayGainMore() {
		observe(0, order(10_000));
		observe(10, order(11_000));
		observe(20, order(12_000));
		observe(120, order(22_000));

		assertThat(search()).extracting(GrowingClass::bytesPerHour).containsExactly(600_000.0);
	}

	@Test
	void aClassThatShrankMoreThanItGrewIsChurn() {
		observe(order(60_000));
		observe(order(10_000));
		observe(order(12_000));
		observe(order(14_000));
		observe(order(16_000));

		assertThat(search()).isEmpty();
	}

	@Test
	void aFewKilobytesAreNotWorthAWord() {
		for (int i = 0; i < 4; i++) {
			observe(order(100 + 100 * i));
		}

		assertThat(search()).isEmpty();
	}

	@Test
	void aClassThatWasNotThereGrewFromNothing() {
		observe(item(1));
		observe(item(1), order(2_000));
		observe(item(1), order(4_000));
		observe(item(1), order(6_000));

		assertThat(search()).extracting(GrowingClass::instancesGained).containsExactly(6_000L);
	}

	@Test
	void arraysAndClassesOfTheJdkAreCreditedToTheClassThatExplainsThem() {
		for (int i = 0; i < 4; i++) {
			observe(order(1_000 * i), count("byte[]", JDK, 5_000 + 2_000 * i, 100),
					count("java.util.HashMap$Node", JDK, 700 + 1_000 * i, 32),
					count("com.example.Order[]", null, 500 * i, 56),
					count("char[]", JDK, i * i * 2_000 + i * 2_000, 20));
		}

		GrowingClass order = search().get(0);

		assertThat(order.name()).isEqualTo("com.example.Order");
		assertThat(order.explains()).containsExactly("byte[]", "java.util.HashMap$Node", "com.example.Order[]");
		assertThat(order.bytesGained()).isEqualTo(3_000 * 100 + 6_000 * 100 + 3_000 * 32 + 1_500 * 56);
		assertThat(search()).extracting(GrowingClass::name).containsExactly("com.example.Order", "char[]");
	}

	@Test
	void anArrayIsAlsoCreditedWhenItsBytesKeepTheRatio() {
		int[] arrays = { 0, 400, 500, 1_600 };
		for (int i = 0; i < 4; i++) {
			observe(order(1_000 * i), new ClassCount("byte[]", JDK, 1, arrays[i], 1_000_000L * i));
		}

		assertThat(search()).extracting(GrowingClass::explains).containsExactly(List.of("byte[]"));
	}

	@Test
	void theReasonWhoseRatioIsNearestToOneForOneGetsTheCredit() {
		for (int i = 0; i < 4; i++) {
			observe(order(1_000 * i), count("com.example.Batch", null, 10 * i, 9_000),
					count("byte[]", JDK, 1_000 * i, 900));
		}

		assertThat(search()).extracting(GrowingClass::name).containsExactly("com.example.Order", "com.example.Batch");
		assertThat(search().get(0).explains()).containsExactly("byte[]");
	}

	@Test
	void aSmallReasonIsToldBecauseOfWhatItExplains() {
		for (int i = 0; i < 4; i++) {
			observe(count("com.example.Session", null, 200 * i, 24), count("byte[]", JDK, 200 * i, 1_000));
		}

		assertThat(search()).extracting(GrowingClass::name).containsExactly("com.example.Session");
	}

	@Test
	void theApplicationExplainsBeforeLibrariesHoweverSmallItIsAndTidemarkNothing() {
		for (int i = 0; i < 4; i++) {
			observe(count("byte[]", JDK, 1_000 + 600 * i, 65_536), count("com.example.shop.Upload", null, 600 * i, 24),
					count("com.example.lib.Entry", null, 601 * i, 400),
					count("io.tidemark.snapshot.Frame", null, 600 * i, 300));
		}

		assertThat(search()).first()
			.satisfies((it) -> assertThat(it.name()).isEqualTo("com.example.shop.Upload"))
			.satisfies((it) -> assertThat(it.explains()).containsExactly("byte[]"));
	}

	@Test
	void aLibraryExplainsAHundredTimesWhatItGainedAtMost() {
		for (int i = 0; i < 4; i++) {
			observe(count("byte[]", JDK, 1_000 + 600 * i, 65_536), count("org.lib.Number", null, 600 * i, 24));
		}

		assertThat(search()).extracting(GrowingClass::name).containsExactly("byte[]");
		this.kept.clear();
		for (int i = 0; i < 4; i++) {
			observe(count("byte[]", JDK, 1_000 + 600 * i, 2_400), count("org.lib.Number", null, 600 * i, 24));
		}

		assertThat(search()).extracting(GrowingClass::name).containsExactly("org.lib.Number");
	}

	/** Direct buffers on ZGC beside values that a database caches. */
	@Test
	void whatHoldsNothingIsNotExplainedByAClassThatHasManyForEachOfIt() {
		for (int i = 0; i < 4; i++) {
			observe(count("java.nio.DirectByteBuffer", JDK, 4_000 * i, 64),
					count("java.nio.DirectByteBuffer$Deallocator", JDK, 4_000 * i, 32),
					count("org.lib.Number", null, 33_000 * i, 24), count("java.util.ArrayList", JDK, 3_300 * i, 24));
		}

		assertThat(search()).extracting(GrowingClass::name)
			.containsExactly("org.lib.Number", "java.nio.DirectByteBuffer");
		assertThat(search().get(0).explains()).containsExactly("java.util.ArrayList");
	}

	@Test
	void withoutAnotherReasonWhatTidemarkKeepsIsNone() {
		for (int i = 0; i < 4; i++) {
			observe(count("byte[]", JDK, 1_000 + 600 * i, 65_536),
					count("io.tidemark.snapshot.Frame", null, 600 * i, 300));
		}

		assertThat(search()).extracting(GrowingClass::name).containsExactly("byte[]", "io.tidemark.snapshot.Frame");
	}

	@Test
	void ofClassesOfTheJdkAloneTheOneWithMostBytesExplainsTheOthers() {
		for (int i = 0; i < 4; i++) {
			observe(count("java.lang.String", JDK, 1_000 * i, 24), count("byte[]", JDK, 1_000 * i, 900),
					count("java.util.concurrent.ConcurrentHashMap$Node", JDK, 1_000 * i, 32));
		}

		assertThat(search()).hasSize(1);
		assertThat(search().get(0).name()).isEqualTo("byte[]");
		assertThat(search().get(0).explains()).containsExactly("java.util.concurrent.ConcurrentHashMap$Node",
				"java.lang.String");
	}

	@Test
	void aClassThatComesFromEverMoreLoadersGrowsHoweverSmallItIs() {
		for (int i = 0; i < 4; i++) {
			observe(new ClassCount("com.example.Plugin", null, 1 + i, 1 + i, 16 + 16 * i));
		}

		assertThat(search()).extracting(GrowingClass::loaders).containsExactly(4);
	}

	@Test
	void deadSpaceAndOurOwnCountsNeverGrow() {
		for (int i = 0; i < 4; i++) {
			observe(count("jdk.internal.vm.FillerElement[]", JDK, 1_000 * i, 900),
					count("io.tidemark.heap.ClassCount", null, 10_000 * i, 40),
					count("io.tidemark.heap.HistogramTable$Row", null, 10_000 * i, 40));
		}

		assertThat(search()).isEmpty();
	}

	@Test
	void histogramsWithoutACollectionBetweenThemAreOneObservation() {
		for (int i = 0; i < 6; i++) {
			add(i, true, (i < 3) ? 1 : i, null, order(2_000 * i));
		}

		assertThat(GrowthSearch.comparable(this.kept)).extracting((kept) -> kept.histogram().id())
			.containsExactly("h2", "h3", "h4", "h5");
	}

	@Test
	void aHistogramWithGarbageIsNotComparedWithAnEarlierOneWithout() {
		add(0, true, 0, null, order(1));
		add(1, false, 1, null, order(1));
		add(2, true, 2, null, order(1));
		add(3, false, 3, null, order(1));

		assertThat(GrowthSearch.comparable(this.kept)).extracting((kept) -> kept.histogram().id())
			.containsExactly("h0", "h2", "h3");
	}

	@Test
	void histogramsOfOneMomentAreNotCompared() {
		add(0, false, 0, null, order(1));
		add(0, false, 1, null, order(1));

		assertThat(GrowthSearch.comparable(this.kept)).hasSize(1);
	}

	@Test
	void noClassGrowsInGarbageWhileTheLiveSetStays() {
		for (int i = 0; i < 4; i++) {
			add(i, true, i, live(50_000_000, i), order(10_000 * i));
		}

		assertThat(search()).isEmpty();
	}

	@Test
	void noClassGrowsInGarbageWhileTheLiveSetIsNotKnown() {
		for (int i = 0; i < 4; i++) {
			add(i, true, i, live(-1, 0), order(10_000 * i));
		}

		assertThat(search()).isEmpty();
	}

	@Test
	void aClassThatGainedFarMoreThanTheLiveSetIsGarbageAndOneThatGainedFarLessNotTheReason() {
		for (int i = 0; i < 4; i++) {
			add(i, true, i, live(50_000_000 + i * 1_000_000, i), order(10_000 * i), item(60_000 * i),
					count("com.example.Line", null, 1_000 * i, 33));
		}

		assertThat(search()).extracting(GrowingClass::name).containsExactly("com.example.Order");
	}

	@Test
	void noClassGrowsInGarbageWhileOnlyAnOldTellOfTheLiveSetIsKnown() {
		for (int i = 0; i < 4; i++) {
			add(i, true, i, live(50_000_000, 0), order(10_000 * i));
		}

		assertThat(search()).isEmpty();
	}

	@Test
	void theLiveSetMayBeKnownFromTheSecondHistogramOn() {
		for (int i = 0; i < 4; i++) {
			add(i, true, i, live((i == 0) ? -1 : 50_000_000 + i * 1_000_000, i), order(10_000 * i));
		}

		assertThat(search()).hasSize(1);
	}

	@Test
	void theRateOfTheLiveSetMayBeKnownFromBeforeTheWindow() {
		for (int i = 0; i < 6; i++) {
			add(i, true, i, (i < 2) ? live(49_000_000, 0) : live(50_000_000, 2), order(10_000 * i));
		}

		assertThat(search()).hasSize(1);
	}

	@Test
	void tellsOfOneCycleSayNothingOfARate() {
		for (int i = 0; i < 4; i++) {
			LiveSet told = new LiveSet(50_000_000 + 900_000 * i, -1, START.plusMillis(100 * i), "simulated", null);
			add(i, true, i, told, order(10_000 * i));
		}

		assertThat(search()).isEmpty();
	}

	@Test
	void theLatestTellsCountWhenTheLiveSetStoodStillForLong() {
		add(0, true, 0, live(50_000_000, 0), order(10_000));
		add(1_000, true, 1, live(50_000_000, 1_000), order(10_000));
		for (int i = 1; i < 5; i++) {
			add(1_000 + i, true, 1 + i, live(50_000_000 + i * 1_000_000, 1_000 + i), order(10_000 * i));
		}

		assertThat(search()).hasSize(1);
	}

	@Test
	void withoutGarbageTheLiveSetIsNotAsked() {
		for (int i = 0; i < 4; i++) {
			add(i, false, i, live(-1, 0), order(10_000 * i));
		}

		assertThat(search()).hasSize(1);
	}

	@Test
	void aHealthyServiceUnderChurnHasNoGrowingClassInMostLooks() {
		assertThat(looksThatFindSomething(SimulatedHeap::new)).isLessThan(LOOKS / 20);
		assertThat(looksThatFindSomething((seed) -> new SimulatedHeap(seed).young(20_000_000))).isLessThan(LOOKS / 20);
	}

	@Test
	void aHealthyServiceWhoseLiveSetIsWatchedHasHardlyEverAGrowingClass() {
		assertThat(looksThatFindSomething((seed) -> new SimulatedHeap(seed).knowingItsLiveSet()))
			.isLessThan(LOOKS / 50);
		assertThat(looksThatFindSomething((seed) -> new SimulatedHeap(seed).old(30_000_000, 50).knowingItsLiveSet()))
			.isLessThan(LOOKS / 50);
	}

	@Test
	void aLeakOfOneMegabyteInTenMinutesIsFoundInTheChurn() {
		int found = 0;
		for (int seed = 0; seed < LOOKS; seed++) {
			List<Observation> kept = new SimulatedHeap(seed).leak("com.example.Session", 20_000).observe(6);
			found += new GrowthSearch(3, FINDER).search(kept).stream().anyMatch((it) -> it.name().endsWith("Session"))
					? 1 : 0;
		}

		assertThat(found).isGreaterThan(LOOKS * 95 / 100);
	}

	@Test
	void withoutGarbageWhatALeakIsMadeOfIsAlwaysCreditedToIt() {
		for (int seed = 0; seed < LOOKS; seed++) {
			List<Observation> kept = new SimulatedHeap(seed).withoutGarbage()
				.leak("com.example.Session", 1_000)
				.leak("byte[]", 20_000)
				.observe(4);

			assertThat(new GrowthSearch(3, FINDER).search(kept)).singleElement()
				.satisfies((it) -> assertThat(it.name()).isEqualTo("com.example.Session"))
				.satisfies((it) -> assertThat(it.explains()).containsExactly("byte[]"));
		}
	}

	private static int looksThatFindSomething(LongFunction<SimulatedHeap> heaps) {
		int found = 0;
		for (int seed = 0; seed < LOOKS; seed++) {
			found += new GrowthSearch(3, FINDER).search(heaps.apply(seed).observe(6)).isEmpty() ? 0 : 1;
		}
		return found;
	}

	private List<GrowingClass> search() {
		return new GrowthSearch(3, FINDER).search(this.kept);
	}

	private static ClassCount order(int instances) {
		return count("com.example.Order", null, instances, 100);
	}

	private static ClassCount item(int instances) {
		return count("com.example.Item", null, instances, 100);
	}

	private static ClassCount count(String name, @Nullable String module, int instances, int size) {
		return new ClassCount(name, module, 1, instances, (long) instances * size);
	}

	private static LiveSet live(long bytes, int number) {
		return (bytes < 0) ? new LiveSet(-1, -1, null, "", "Not known yet.")
				: new LiveSet(bytes, bytes, START.plus(Duration.ofMinutes(10L * number)), "simulated", null);
	}

	private void observe(ClassCount... counts) {
		observe(10 * this.kept.size(), counts);
	}

	private void observe(int minute, ClassCount... counts) {
		addAt(minute, true, this.kept.size(), null, counts);
	}

	private void add(int number, boolean garbage, int collections, @Nullable LiveSet live, ClassCount... counts) {
		addAt(10 * number, garbage, collections, live, counts);
	}

	private void addAt(int minute, boolean garbage, int collections, @Nullable LiveSet live, ClassCount... counts) {
		ClassHistogram histogram = new ClassHistogram("h" + this.kept.size(), START.plus(Duration.ofMinutes(minute)),
				List.of(counts), 1_000_000, 60_000_000, 0, !garbage, Duration.ZERO, Duration.ZERO);
		this.kept.add(new Observation(histogram, garbage, collections, live));
	}

}
