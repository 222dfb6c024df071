package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PauseForecasterTests {

	private static final long GB = 1_000_000_000;

	private final PauseForecaster forecaster = new PauseForecaster(2);

	@Test
	void beforeTheFirstTheHeapIsTakenToBeFullOfSmallObjects() {
		PauseForecast forecast = this.forecaster.forecast(GB * 24 / 25, false, 0);

		assertThat(forecast.pause()).isEqualTo(Duration.ofMillis(361));
		assertThat(forecast.basis()).isEqualTo("40.0 million objects at 9.0 ns each: the worst case of 960 MB of heap "
				+ "in use, since no histogram was taken yet");
	}

	@Test
	void oneWorkerTakesTwiceAsLongAsTwoAndFourAreNotTrustedToBeFaster() {
		assertThat(new PauseForecaster(1).forecast(GB * 24 / 25, false, 0).pause()).isEqualTo(Duration.ofMillis(721));
		assertThat(new PauseForecaster(4).forecast(GB * 24 / 25, false, 0).pause()).isEqualTo(Duration.ofMillis(361));
	}

	@Test
	void aCollectionCostsMore() {
		assertThat(this.forecaster.forecast(GB * 24 / 25, true, 0).pause()).isEqualTo(Duration.ofMillis(1_801));
	}

	@Test
	void theLastHistogramTellsHowManyObjectsThereAreAndWhatOneTakes() {
		this.forecaster.taken(histogram(20_000_000, GB, 240, false), 0, 0);

		PauseForecast forecast = this.forecaster.forecast(2 * GB, false, 0);

		assertThat(forecast.pause()).isEqualTo(Duration.ofMillis(481));
		assertThat(forecast.basis()).isEqualTo("40.0 million objects at 12.0 ns each: histogram h1 had 20.0 million "
				+ "in 1000 MB, now 2000 MB are in use");
	}

	@Test
	void whatACollectionTakesIsLearnedFromOne() {
		this.forecaster.taken(histogram(10_000_000, GB, 300, true), 0, 0);
		this.forecaster.taken(histogram(10_000_000, GB, 50, false), 0, 0);

		assertThat(this.forecaster.forecast(GB, true, 0).pause()).isEqualTo(Duration.ofMillis(301));
		assertThat(this.forecaster.forecast(GB, false, 0).pause()).isEqualTo(Duration.ofMillis(51));
	}

	@Test
	void aMachineThatCountsSlowlyIsTakenToCollectSlowly() {
		this.forecaster.taken(histogram(10_000_000, GB, 180, false), 0, 0);

		assertThat(this.forecaster.forecast(GB, true, 0).pause()).isEqualTo(Duration.ofMillis(901));
	}

	@Test
	void fewObjectsTellWhatTheStopTakesAndNotWhatAnObjectDoes() {
		this.forecaster.taken(histogram(100_000, GB / 100, 11, false), 0, 0);

		assertThat(this.forecaster.forecast(GB / 100, false, 0).pause()).isEqualTo(Duration.ofMillis(11));
		assertThat(this.forecaster.forecast(GB, false, 0).pause()).isEqualTo(Duration.ofNanos(100_100_000));
	}

	@Test
	void whereGarbageIsNotCountedTheHeapIsComparedWithTheHeapOfThen() {
		this.forecaster.taken(histogram(10_000_000, GB, 100, false), 4 * GB, 0);

		assertThat(this.forecaster.forecast(2 * GB, false, 0).pause()).isEqualTo(Duration.ofMillis(51));
	}

	@Test
	void whatABusyMachineTookIsBelievedByHalfAfterTenMinutes() {
		this.forecaster.taken(histogram(100_000, GB / 100, 801, false), 0, 0);
		assertThat(this.forecaster.forecast(GB / 100, false, 0).pause()).isEqualTo(Duration.ofMillis(801));
		assertThat(this.forecaster.forecast(GB / 100, false, 0).basis()).contains("and 800 ms that the last one took");

		long nanos = PauseForecaster.HALF_BELIEVED.toNanos();

		assertThat(this.forecaster.forecast(GB / 100, false, nanos).pause()).isBetween(Duration.ofMillis(400),
				Duration.ofMillis(401));
		this.forecaster.taken(histogram(10_000_000, GB, 290, false), 0, 0);
		assertThat(this.forecaster.forecast(GB, false, nanos).pause()).isEqualTo(Duration.ofMillis(191));
	}

	private static ClassHistogram histogram(long instances, long bytes, int millis, boolean collected) {
		return new ClassHistogram("h1", Instant.EPOCH, List.of(), instances, bytes, 0, collected,
				Duration.ofMillis(millis), Duration.ofMillis(millis));
	}

}
