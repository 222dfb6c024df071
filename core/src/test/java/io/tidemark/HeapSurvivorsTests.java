package io.tidemark;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapSurvivorsTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final HeapSurvivors survivors = new HeapSurvivors();

	@Test
	void beforeThreeCollectionsNobodyHasSurvived() {
		collectedAfter(0, 100);

		assertThat(this.survivors.allocatedBefore()).isNull();
	}

	@Test
	void whatWasThereBeforeTheLastThreeCollectionsHasSurvived() {
		collectedAfter(0, 100, 200, 300);

		assertThat(this.survivors.allocatedBefore()).isEqualTo(START.plusSeconds(100));
	}

	@Test
	void collectionsOfOneCycleAreOne() {
		collectedAfter(0, 20, 40, 100, 100, 130, 200, 205);

		assertThat(this.survivors.allocatedBefore()).isEqualTo(START);
	}

	private void collectedAfter(int... seconds) {
		for (int second : seconds) {
			this.survivors.collected(START.plusSeconds(second));
		}
	}

}
