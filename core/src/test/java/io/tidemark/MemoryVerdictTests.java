package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.StackGrouper;
import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationLine.Source;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.ResourceLimits;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import io.tidemark.snapshot.Frame;
import io.tidemark.trend.Rise;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Signal;
import io.tidemark.watch.JvmResources;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.StuckSettings;
import io.tidemark.watch.StuckThreads;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A simulated heap of 50 MB and a clock that is told to go.
 */
class MemoryVerdictTests {

	private static final Instant READY = Instant.parse("2026-11-21T12:00:00Z");

	private static final int MINUTE = 60;

	private static final double HEAP = 50e6;

	private static final HeapSuspects FOUND = new HeapSuspects(READY,
			List.of(new GrowingClass("byte[]", 2, 400, 41_000_000, 900, 60e6, List.of(), 1)),
			List.of(new AllocationLine(new Frame("com.example.Cache", "commit", "Cache.java", 55), null, "byte[]", 20,
					0.71, null, null, List.of(), List.of(), Source.OLD_OBJECTS)),
			null, null, null);

	private final WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 16);

	private final LeakWatch watch = new LeakWatch(tidemark(), this.resources, LeakSettings.DEFAULT);

	private @Nullable HeapSuspects suspects;

	private @Nullable String drift;

	private @Nullable String unknown;

	private double live;

	private int now;

	MemoryVerdictTests() {
		this.resources.add(new JvmResources(new JvmReadings(), new ResourceLimits()).heap(() -> (long) this.live));
		this.watch.ready(READY);
		this.watch.heap(new Planted());
	}

	@Test
	void aLeakIsWatchedForItsGrowthAndProbableWhenOthersAgree() {
		run(30 * MINUTE, MemoryVerdictTests::leak);
		assertThat(heap().grade()).isEqualTo(Grade.WATCHING);
		assertThat(heap().suspects()).isNull();

		this.suspects = FOUND;
		run(MINUTE, MemoryVerdictTests::leak);

		assertThat(heap().grade()).isEqualTo(Grade.PROBABLE);
		assertThat(heap().judgement().signals()).containsExactlyInAnyOrder(Signal.GROWTH, Signal.HISTOGRAM,
				Signal.OLD_OBJECTS);
		assertThat(heap().suspects()).isEqualTo(FOUND);
		assertThat(heap().advice()).contains("byte[]", "com.example.Cache.commit(Cache.java:55)");
	}

	@Test
	void aTwinThatStaysIsClearWhateverOthersFound() {
		this.suspects = FOUND;

		run(60 * MINUTE, (second) -> HEAP + 1e6 * (second / 10 % 3));

		assertThat(heap().grade()).isEqualTo(Grade.CLEAR);
		assertThat(heap().suspects()).isNull();
	}

	@Test
	void whoseFloorIsNotKnownIsUndecidedWithTheReason() {
		run(5 * MINUTE, (second) -> HEAP);
		this.unknown = "It is not known since 12:05: G1 collected only the young generation";

		run(10 * MINUTE, (second) -> -1);

		assertThat(heap().grade()).isEqualTo(Grade.UNDECIDED);
		assertThat(heap().judgement().reason()).isEqualTo(this.unknown + ".");
	}

	@Test
	void moreThanTheLoadNeededIsSuspected() {
		this.drift = "The live heap is 38 % above what this load needed before.";

		run(15 * MINUTE, (second) -> HEAP);

		assertThat(heap().grade()).isEqualTo(Grade.SUSPECTED);
		assertThat(heap().judgement().reason()).isEqualTo(this.drift);
	}

	@Test
	void whatIsKnownOfTheHeapSaysNothingOfOtherThings() {
		this.resources.add(WatchedResource.of("orders.open", "orders", () -> leak(this.now)));
		this.suspects = FOUND;
		this.drift = "The live heap is 38 % above what this load needed before.";

		run(30 * MINUTE, (second) -> HEAP);

		assertThat(this.watch.verdicts()).filteredOn((verdict) -> verdict.name().equals("orders.open"))
			.singleElement()
			.satisfies((verdict) -> {
				assertThat(verdict.grade()).isEqualTo(Grade.SUSPECTED);
				assertThat(verdict.judgement().signals()).containsExactly(Signal.GROWTH);
				assertThat(verdict.suspects()).isNull();
			});
	}

	private static double leak(int second) {
		return HEAP + 60e6 * (second / 30 * 30) / 3600;
	}

	private void run(int seconds, IntToDoubleFunction heap) {
		for (int end = this.now + seconds; this.now < end; this.now += 10) {
			Instant time = READY.plusSeconds(this.now);
			this.live = heap.applyAsDouble(this.now);
			this.watch.read(time);
			this.watch.judge(time);
		}
	}

	private LeakVerdict heap() {
		return this.watch.verdicts()
			.stream()
			.filter((verdict) -> verdict.kind() == ResourceKind.HEAP)
			.findFirst()
			.orElseThrow();
	}

	private static Tidemark tidemark() {
		return new Tidemark(new ThreadCapturer(JvmFeatures.current()),
				new OriginRecorder(OriginSettings.DEFAULT,
						new FlightRecorderGuard(new FileLimits(1 << 26, 1 << 26, null))),
				new StackGrouper(), new SnapshotStore(4), ExpectedThreads.standard(),
				new StuckThreads(StuckSettings.DEFAULT), new SubmittedTasks(TaskSettings.DEFAULT), Map::of);
	}

	/** Says what was planted. */
	private final class Planted implements HeapWitness {

		@Override
		public @Nullable HeapSuspects suspects(ResourceKind kind) {
			return (kind == ResourceKind.HEAP) ? MemoryVerdictTests.this.suspects : null;
		}

		@Override
		public @Nullable String drift() {
			return MemoryVerdictTests.this.drift;
		}

		@Override
		public @Nullable Rise rise() {
			return null;
		}

		@Override
		public @Nullable String unknown() {
			return MemoryVerdictTests.this.unknown;
		}

	}

}
