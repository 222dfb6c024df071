package io.tidemark.heap;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LiveSetEnvelopeTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	/** What is built up before is no live set yet. */
	private static final Instant BUILT = Instant.ofEpochMilli(8_000);

	private static final long MB = 1_000_000;

	private final LiveSetEnvelope full = new LiveSetEnvelope(new FullSignal(), "the old generation was not collected");

	@ParameterizedTest
	@ValueSource(strings = { "g1-17", "g1-25", "parallel-17", "parallel-25", "serial-17", "serial-25", "z-17", "z-25",
			"shenandoah-17", "shenandoah-25" })
	void theFloorIsTheLiveSetWithinATenthAfterACollectionThatTells(String name) throws IOException {
		RecordedCollections recorded = RecordedCollections.of(name);
		LiveSetEnvelope envelope = LiveSetWatch.envelope(recorded.collectors());
		int told = 0;
		for (int i = 0; i < recorded.collections().size(); i++) {
			HeapCollection collection = recorded.collections().get(i);
			envelope.add(collection);
			LiveSet live = envelope.at(collection.end());
			if (collection.end().isAfter(BUILT) && collection.end().equals(live.measured())) {
				told++;
				assertThat((double) live.bytes() / recorded.live().get(i)).as("%s at %s", live, collection.end())
					.isBetween(0.9, 1.1);
			}
		}
		assertThat(told).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "z-17-release", "shenandoah-17-release", "shenandoah-25-release" })
	void aReleaseOfAThirdIsSeenInTimeOnABusyMachine(String name) throws IOException {
		RecordedCollections recorded = RecordedCollections.of(name);
		LiveSetEnvelope envelope = LiveSetWatch.envelope(recorded.collectors());
		Instant released = Instant.ofEpochMilli(20_500);
		for (int i = 0; i < recorded.collections().size(); i++) {
			HeapCollection collection = recorded.collections().get(i);
			envelope.add(collection);
			if (collection.end().isAfter(released.plusSeconds(5))) {
				assertThat((double) envelope.at(collection.end()).bytes() / recorded.live().get(i))
					.as("at %s", collection.end())
					.isBetween(0.9, 1.1);
			}
		}
	}

	@Test
	void nothingIsKnownBeforeACollectionTells() {
		this.full.add(young(60, 100));

		LiveSet live = this.full.at(START);

		assertThat(live.bytes()).isEqualTo(-1);
		assertThat(live.reading()).isEqualTo(-1);
		assertThat(live.measured()).isNull();
		assertThat(live.newest()).isEqualTo(100 * MB);
		assertThat(live.unknown()).isEqualTo("It is not known yet: the old generation was not collected");
	}

	@Test
	void aReleaseIsSeenWithTheNextFullCollection() {
		this.full.add(full(0, 400));
		this.full.add(full(60, 150));

		assertThat(this.full.at(at(60)).reading()).isEqualTo(150 * MB);
	}

	@Test
	void aReadingIsHeldForThreeTimesTheUsualDistance() {
		this.full.add(full(0, 100));
		this.full.add(full(600, 110));
		this.full.add(young(1200, 300));

		assertThat(this.full.at(at(600 + 1_800)).reading()).isEqualTo(110 * MB);
		LiveSet stale = this.full.at(at(600 + 1_801));
		assertThat(stale.reading()).isEqualTo(-1);
		assertThat(stale.bytes()).isEqualTo(110 * MB);
		assertThat(stale.unknown())
			.isEqualTo("It is not known since 10:10:00 UTC: the old generation was not collected");
	}

	@Test
	void whatWasSeenWhileTheServiceStartedIsNoFloorForLong() {
		this.full.add(full(3, 20));
		this.full.add(young(40, 120));

		assertThat(this.full.at(at(60)).reading()).isEqualTo(20 * MB);
		assertThat(this.full.at(at(64)).unknown()).startsWith("It is not known since 10:00:03 UTC");
	}

	@Test
	void aReadingIsHeldForAsLongAsNothingIsAdded() {
		this.full.add(full(0, 100));
		this.full.add(young(36_000, 109));
		assertThat(this.full.at(at(36_000)).reading()).isEqualTo(100 * MB);

		this.full.add(young(36_010, 111));
		assertThat(this.full.at(at(36_010)).reading()).isEqualTo(-1);
	}

	@Test
	void aG1ThatCollectsOnlyTheYoungGenerationSaysSinceWhenNothingIsKnown() {
		LiveSetEnvelope g1 = LiveSetWatch.envelope(List.of("G1 Young Generation", "G1 Old Generation"));
		for (int i = 0; i < 100; i++) {
			g1.add(g1(i * 10, 100 + i, 100 + i, 0));
		}
		assertThat(g1.at(at(1_000)).unknown()).isEqualTo("It is not known yet: G1 collected only the young generation");

		g1.add(g1(1_000, 150, 152, 0)); // shrank by 49 MB since the one before
		assertThat(g1.at(at(1_000)).reading()).isEqualTo(Math.round(155 * MB * 0.95));
		for (int i = 1; i < 100; i++) {
			g1.add(g1(1_000 + i * 10, 152 + i, 153 + i, 0));
		}
		assertThat(g1.at(at(2_000)).unknown()).startsWith("It is not known since 10:16:40 UTC: G1 collected only");
	}

	@Test
	void mixedCollectionsLowerTheFloorOfTheirCycle() {
		LiveSetEnvelope g1 = LiveSetWatch.envelope(List.of("G1 Young Generation"));
		g1.add(g1(0, 500, 500, 0));
		g1.add(g1(10, 450, 450, 0));
		g1.add(g1(20, 450, 400, 400));
		g1.add(g1(30, 400, 350, 350));

		assertThat(g1.at(at(30)).reading()).isEqualTo(Math.round(355 * MB * 0.95));
		assertThat(g1.at(at(30)).source()).isEqualTo("G1 Old Gen after a mixed collection");
	}

	@Test
	void theCycleBeforeCountsUntilMixedCollectionsCouldFollow() {
		LiveSetEnvelope g1 = LiveSetWatch.envelope(List.of("G1 Young Generation"));
		g1.add(g1(0, 500, 500, 0));
		g1.add(g1(10, 300, 300, 0));
		for (int i = 0; i < 10; i++) {
			g1.add(g1(20 + i, 300 + i, 301 + i, 0));
		}
		g1.add(g1(100, 305, 305, 0));
		assertThat(g1.at(at(100)).reading()).isEqualTo(Math.round(305 * MB * 0.95));

		g1.add(g1(110, 306, 306, 0));
		assertThat(g1.at(at(110)).reading()).isEqualTo(Math.round(310 * MB * 0.95));
	}

	@Test
	void theFloorRisesWhereCyclesFollowEachOtherAtOnce() {
		LiveSetEnvelope g1 = LiveSetWatch.envelope(List.of("G1 Young Generation", "G1 Concurrent GC"));
		for (int cycle = 0; cycle < 10; cycle++) {
			long old = 500 + cycle * 20;
			g1.add(g1(cycle * 10, old, old, 0));
			g1.add(concurrent(cycle * 10 + 4, old)); // Remark
			g1.add(concurrent(cycle * 10 + 5, old)); // Cleanup
		}

		// the cycle before counts, because mixed collections may follow
		assertThat(g1.at(at(95)).reading()).isEqualTo(Math.round((500 + 8 * 20 + 5) * MB * 0.95));
	}

	@Test
	void anOutlierOfACycleMovesNothing() {
		LiveSetEnvelope zgc = LiveSetWatch.envelope(List.of("ZGC Cycles", "ZGC Pauses"));
		for (int i = 0; i < 10; i++) {
			zgc.add(cycle(i, 200, (i == 8) ? 900 : 100));
		}

		assertThat(zgc.at(at(9)).reading()).isEqualTo(90 * MB);
	}

	@Test
	void aReleaseIsSeenAfterThreeCycles() {
		LiveSetEnvelope zgc = LiveSetWatch.envelope(List.of("ZGC Cycles", "ZGC Pauses"));
		for (int i = 0; i < 8; i++) {
			zgc.add(cycle(i, 200, (i < 5) ? 100 : 40));
		}

		assertThat(zgc.at(at(7)).reading()).isEqualTo(Math.round(40 * MB * 0.9));
	}

	@Test
	void whatIsAllocatedWhileACycleRunsIsTakenAway() {
		LiveSetEnvelope shenandoah = LiveSetWatch.envelope(List.of("Shenandoah Cycles", "Shenandoah Pauses"));
		shenandoah.add(cycle(0, 300, 160, 0));
		shenandoah.add(cycle(10, 300, 160, 200 * MB));

		// 140 MB came between the cycles, so 60 MB while the second one ran
		assertThat(shenandoah.at(at(10)).reading()).isEqualTo(100 * MB);
	}

	@Test
	void beansOfPausesTellNothing() {
		LiveSetEnvelope zgc = LiveSetWatch.envelope(List.of("ZGC Cycles", "ZGC Pauses"));
		for (int i = 0; i < 5; i++) {
			zgc.add(new HeapCollection("ZGC Pauses", "end of GC pause", "Allocation Rate", at(i), Duration.ZERO,
					List.of(new PoolChange("ZHeap", 0, 0, 0)), -1));
		}

		assertThat(zgc.at(at(5)).bytes()).isEqualTo(-1);
		assertThat(zgc.at(at(5)).newest()).isEqualTo(-1);
	}

	private static HeapCollection full(long second, long after) {
		return collection("PS MarkSweep", "end of major GC", second, new PoolChange("PS Old Gen", 0, after * MB, 0),
				new PoolChange("PS Eden Space", 0, 0, 0));
	}

	private static HeapCollection young(long second, long old) {
		return collection("PS Scavenge", "end of minor GC", second, new PoolChange("PS Old Gen", 0, old * MB, 0),
				new PoolChange("PS Eden Space", 0, 0, 0));
	}

	/** With 10 MB of survivors. */
	private static HeapCollection g1(long second, long before, long after, long collected) {
		return collection("G1 Young Generation", "end of minor GC", second,
				new PoolChange("G1 Old Gen", before * MB, after * MB, collected * MB),
				new PoolChange("G1 Survivor Space", 10 * MB, 10 * MB, 10 * MB));
	}

	private static HeapCollection concurrent(long second, long old) {
		return collection("G1 Concurrent GC", "end of concurrent GC pause", second,
				new PoolChange("G1 Old Gen", old * MB, old * MB, old * MB),
				new PoolChange("G1 Survivor Space", 10 * MB, 10 * MB, 10 * MB));
	}

	private static HeapCollection cycle(long second, long before, long after) {
		return cycle(second, before, after, -1);
	}

	private static HeapCollection cycle(long second, long before, long after, long allocated) {
		return new HeapCollection((allocated >= 0) ? "Shenandoah Cycles" : "ZGC Cycles", "end of GC cycle", "Proactive",
				at(second), Duration.ZERO, List.of(new PoolChange("Heap", before * MB, after * MB, after * MB)),
				allocated);
	}

	private static HeapCollection collection(String collector, String action, long second, PoolChange... pools) {
		return new HeapCollection(collector, action, "Allocation Failure", at(second), Duration.ZERO, List.of(pools),
				-1);
	}

	private static Instant at(long second) {
		return START.plusSeconds(second);
	}

}
