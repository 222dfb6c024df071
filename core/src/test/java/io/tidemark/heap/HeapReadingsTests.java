package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link HeapReadings}. */
class HeapReadingsTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	private final HeapReadings readings = new HeapReadings();

	@Test
	void stepHoldsTheLowestAndTheHighestThatWasSeen() {
		add(0, 300, 100);
		add(4, 500, 110);
		add(9, 200, 120);

		HeapHistory hour = this.readings.hour();

		assertThat(hour.from()).isEqualTo(START);
		assertThat(hour.step()).isEqualTo(Duration.ofSeconds(10));
		assertThat(hour.used()).containsExactly(200f);
		assertThat(hour.peaks()).containsExactly(500f);
		assertThat(hour.live()).containsExactly(120f);
	}

	@Test
	void stepsWithoutAReadingAreNotKnown() {
		add(0, 300, 100);
		add(30, 400, 100);

		assertThat(this.readings.hour().used()).containsExactly(300f, Float.NaN, Float.NaN, 400f);
	}

	@Test
	void whatIsNotKnownIsNotANumber() {
		this.readings.add(START, 300, -1, Double.NaN, Double.NaN);

		HeapHistory hour = this.readings.hour();

		assertThat(hour.live()).containsExactly(Float.NaN);
		assertThat(hour.low()).containsExactly(Float.NaN);
		assertThat(hour.high()).containsExactly(Float.NaN);
	}

	@Test
	void aClockThatWasSetBackBeginsAnew() {
		add(0, 300, 100);
		add(-3_600, 400, 100);
		add(-3_590, 500, 100);

		HeapHistory hour = this.readings.hour();

		assertThat(hour.from()).isEqualTo(START.minusSeconds(3_600));
		assertThat(hour.used()).containsExactly(400f, 500f);
	}

	@Test
	void anHourIsRememberedAndNoMore() {
		for (int seconds = 0; seconds < 2 * 3_600; seconds += 5) {
			add(seconds, seconds, 1);
		}

		HeapHistory hour = this.readings.hour();

		assertThat(hour.used()).hasSize(HeapReadings.STEPS).doesNotContain(Float.NaN);
		assertThat(hour.from()).isEqualTo(START.plusSeconds(3_600));
		assertThat(hour.used().get(0)).isEqualTo(3_600f);
	}

	@Test
	void aDayOfSilenceIsForgotten() {
		add(0, 300, 100);
		add(86_400, 400, 100);

		assertThat(this.readings.hour().used()).hasSize(HeapReadings.STEPS).endsWith(400f).doesNotContain(300f);
	}

	@Test
	void aClockThatGoesBackAddsToTheNewestStep() {
		add(20, 300, 100);
		add(0, 200, 100);

		assertThat(this.readings.hour().used()).containsExactly(200f);
	}

	@Test
	void nothingIsKnownBeforeTheFirstReading() {
		assertThat(this.readings.hour().used()).isEmpty();
	}

	private void add(int seconds, long used, long live) {
		this.readings.add(START.plusSeconds(seconds), used, live, 90, 150);
	}

}
