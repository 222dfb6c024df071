package io.tidemark.snapshot;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitCyclesTests {

	@Test
	void threadsInACycleAreFound() {
		assertThat(WaitCycles.find(Map.of(1L, 2L, 2L, 3L, 3L, 1L, 7L, 8L, 8L, 7L))).containsExactlyInAnyOrder(1L, 2L,
				3L, 7L, 8L);
	}

	@Test
	void whoOnlyWaitsForACycleIsNotInIt() {
		assertThat(WaitCycles.find(Map.of(1L, 2L, 2L, 1L, 3L, 1L, 4L, 3L))).containsExactlyInAnyOrder(1L, 2L);
	}

	@Test
	void aQueueBehindARunningOwnerIsNoCycle() {
		assertThat(WaitCycles.find(Map.of(1L, 9L, 2L, 9L, 3L, 2L))).isEmpty();
	}

	@Test
	void aMillionThreadsAreVisitedOnce() {
		Map<Long, Long> waitsFor = new HashMap<>();
		for (long id = 0; id < 1_000_000; id++) {
			waitsFor.put(id, (id + 1) % 1_000_000);
		}

		assertThat(WaitCycles.find(waitsFor)).hasSize(1_000_000);
	}

}
