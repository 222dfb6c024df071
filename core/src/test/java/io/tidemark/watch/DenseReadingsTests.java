package io.tidemark.watch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DenseReadingsTests {

	private final DenseReadings readings = new DenseReadings();

	@Test
	void newest72AreKept() {
		for (int i = 0; i < 1_000; i++) {
			add(1_000L * i, i);
		}

		assertThat(this.readings.size()).isEqualTo(DenseReadings.MOST);
		assertThat(this.readings.places()).isEqualTo(DenseReadings.MOST);
		assertThat(this.readings.levelBefore(DenseReadings.MOST)).isEqualTo(928);
	}

	@Test
	void gapEmptiesItAndFreesItsMemory() {
		for (int i = 0; i < 72; i++) {
			add(1_000L * i, i);
		}
		add(77_000, 500);

		assertThat(this.readings.size()).isEqualTo(1);
		assertThat(this.readings.places()).isEqualTo(4);
	}

	@Test
	void clockThatIsSetBackEmptiesIt() {
		add(10_000, 1);
		add(11_000, 2);
		add(5_000, 3);

		assertThat(this.readings.size()).isEqualTo(1);
	}

	@Test
	void regularReadingInTheSameSecondDoesNotCountTwice() {
		add(10_000, 1);
		add(10_200, 1);

		assertThat(this.readings.size()).isEqualTo(1);
	}

	@Test
	void growthIsTheMeanOfTheStepsWithItsError() {
		add(0, 10);
		add(1_000, 12);
		add(2_000, 16);
		add(3_000, 19);

		assertThat(this.readings.growth(4).perSecond()).isEqualTo(3);
		assertThat(this.readings.growth(4).error()).isCloseTo(1 / Math.sqrt(3), within(1e-9));
		assertThat(this.readings.growth(4).isBeyond(5)).isTrue();
		assertThat(this.readings.growth(4).isBeyond(6)).isFalse();
		assertThat(this.readings.growth(2).isBeyond(1)).isFalse();
	}

	private void add(long millis, double level) {
		this.readings.add(millis, new Reading(level, null, 100, null, FlowCounts.NOT_KNOWN));
	}

}
