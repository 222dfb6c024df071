package io.tidemark.jvm;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryPoolsTests {

	private final MemoryPools memory = new MemoryPools();

	@Test
	void theHeapIsSmallerThanItsMaximum() {
		assertThat(this.memory.heapUsed()).isBetween(1L, this.memory.heapMax());
	}

	@Test
	void thePoolsLieInBothAreas() {
		assertThat(this.memory.pools()).extracting(MemoryPool::area).contains(MemoryArea.HEAP, MemoryArea.NONHEAP);
	}

	@Test
	void noPoolIsNegative() {
		assertThat(this.memory.pools()).allSatisfy((pool) -> {
			assertThat(pool.used()).isNotNegative();
			assertThat(pool.committed()).isGreaterThanOrEqualTo(pool.used());
			assertThat(pool.max()).satisfiesAnyOf((max) -> assertThat(max).isNull(),
					(max) -> assertThat(max).isNotNegative());
		});
	}

	@Test
	void metaspaceHasNoMaximumUnlessItIsLimited() {
		assertThat(this.memory.pools()).filteredOn((pool) -> pool.name().equals("Metaspace"))
			.singleElement()
			.satisfies((pool) -> {
				assertThat(pool.max()).isNull();
				assertThat(pool.afterGc()).isNull();
			});
	}

	@Test
	void usageAfterCollectionIsKnownOnceAllIsCollected() {
		System.gc();

		assertThat(this.memory.pools()).filteredOn((pool) -> pool.area() == MemoryArea.HEAP)
			.anySatisfy((pool) -> assertThat(pool.afterGc()).isPositive());
	}

}
