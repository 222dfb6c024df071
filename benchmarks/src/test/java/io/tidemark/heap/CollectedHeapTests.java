package io.tidemark.heap;

import java.time.Instant;
import java.util.SplittableRandom;

import io.tidemark.heap.CollectedHeap.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CollectedHeapTests {

	private static final double MB = 1e6;

	private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private double seconds;

	@ParameterizedTest
	@EnumSource
	void theEnvelopeReadsTheTruthWithinAQuarter(Collector collector) {
		CollectedHeap heap = heap(collector, 1000, 0.01);

		pass(heap, 3600, 600, 600);

		assertThat(heap.reading() / (600 * MB)).isBetween(0.8, 1.25);
		assertThat(heap.used()).isBetween(600 * MB, 1000 * MB);
	}

	@ParameterizedTest
	@EnumSource
	void whatLeaksIsReadAndFillsTheHeap(Collector collector) {
		CollectedHeap heap = heap(collector, 1000, 0.01);
		pass(heap, 3600, 500, 500);
		double before = heap.reading();

		pass(heap, 3600, 500, 900);

		assertThat(heap.reading()).isGreaterThan(before + 200 * MB);
		assertThat(heap.isFull()).isFalse();
		pass(heap, 100, 900, 990);
		assertThat(heap.isFull()).isTrue();
	}

	@Test
	void aG1WithRoomCollectsOnlyItsYoungGeneration() {
		CollectedHeap heap = heap(Collector.G1_25, 10_000, 1e-5);

		pass(heap, 36_000, 500, 500);

		assertThat(heap.reading()).isEqualTo(-1);
		assertThat(heap.usageAfterCollection()).isNaN();
	}

	@Test
	void parallelTellsSeldom() {
		CollectedHeap heap = heap(Collector.PARALLEL, 1000, 0.001);
		double last = heap.reading();
		int tells = 0;
		for (int i = 0; i < 360; i++) {
			pass(heap, 100, 400, 400);
			tells += (heap.reading() != last) ? 1 : 0;
			last = heap.reading();
		}

		assertThat(tells).isBetween(1, 10);
	}

	private static CollectedHeap heap(Collector collector, double megabytes, double promoted) {
		return CollectedHeap.of(collector, new HeapShape(megabytes * MB, promoted, 0), new SplittableRandom(7));
	}

	private void pass(CollectedHeap heap, int seconds, double from, double to) {
		for (int i = 10; i <= seconds; i += 10) {
			this.seconds += 10;
			heap.step(START.plusSeconds((long) this.seconds), 10, (from + (to - from) * i / seconds) * MB, 10 * MB);
		}
	}

}
