package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PoolFlowTests {

	private final PoolFlow flow = new PoolFlow();

	@Test
	void whatComesBetweenTwoCollectionsIsAllocated() {
		this.flow.add(young(100, 0, 10, 12));
		this.flow.add(young(80, 0, 12, 15));

		assertThat(this.flow.allocated()).isEqualTo(80);
	}

	@Test
	void whatACollectionAddsToTheOldGenerationIsPromoted() {
		this.flow.add(young(100, 0, 10, 12));
		this.flow.add(young(80, 0, 12, 15));
		this.flow.add(young(80, 0, 15, 9)); // a mixed one

		assertThat(this.flow.promoted()).isEqualTo(5);
	}

	@Test
	void whatGoesToTheOldGenerationOfG1BesideCollectionsIsHumongous() {
		this.flow.add(young(100, 0, 10, 12));
		this.flow.add(young(80, 0, 32, 32));
		this.flow.add(young(80, 0, 30, 30)); // a concurrent cycle freed some

		assertThat(this.flow.humongous()).isEqualTo(20);
	}

	@Test
	void aHeapWithoutGenerationsPromotesNothing() {
		this.flow.add(cycle(100, 40, -1));

		assertThat(this.flow.promoted()).isEqualTo(-1);
		assertThat(this.flow.humongous()).isEqualTo(-1);
	}

	@Test
	void whatIsAllocatedWhileACycleRunsCounts() {
		this.flow.add(cycle(100, 40, 1_000));
		this.flow.add(cycle(100, 60, 1_090));

		assertThat(this.flow.allocated()).isEqualTo(90);
	}

	private static HeapCollection young(long edenBefore, long edenAfter, long oldBefore, long oldAfter) {
		return collection("G1 Young Generation", -1, new PoolChange("G1 Eden Space", edenBefore, edenAfter, 0),
				new PoolChange("G1 Old Gen", oldBefore, oldAfter, 0));
	}

	private static HeapCollection cycle(long before, long after, long allocated) {
		return collection("ZGC Cycles", allocated, new PoolChange("ZHeap", before, after, after));
	}

	private static HeapCollection collection(String collector, long allocated, PoolChange... pools) {
		return new HeapCollection(collector, "end of GC", "Allocation Rate", Instant.EPOCH, Duration.ZERO,
				List.of(pools), allocated);
	}

}
