package io.tidemark.benchmarks.leakbench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BoundsTests {

	@Test
	void zeroEventsAllowThree() {
		assertThat(Bounds.mostEvents(0)).isCloseTo(2.996, within(0.001));
	}

	@Test
	void oneEventAllowsNearlyFive() {
		assertThat(Bounds.mostEvents(1)).isCloseTo(4.744, within(0.001));
	}

	@Test
	void manyEventsAllowFewMore() {
		assertThat(Bounds.mostEvents(1_000)).isBetween(1_040.0, 1_060.0);
	}

	@Test
	void aShareHasTheIntervalOfWilson() {
		assertThat(Bounds.lowest(8, 10)).isCloseTo(0.490, within(0.001));
		assertThat(Bounds.highest(8, 10)).isCloseTo(0.943, within(0.001));
	}

	@Test
	void allOfManyIsNotAll() {
		assertThat(Bounds.lowest(1_000, 1_000)).isBetween(0.996, 0.997);
		assertThat(Bounds.highest(1_000, 1_000)).isCloseTo(1, within(1e-9));
	}

}
