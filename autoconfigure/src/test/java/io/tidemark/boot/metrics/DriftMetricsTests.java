package io.tidemark.boot.metrics;

import java.time.Duration;
import java.time.Instant;

import io.tidemark.trend.DriftBand;
import io.tidemark.trend.DriftLoad;
import io.tidemark.trend.DriftReading;
import io.tidemark.trend.DriftState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DriftMetricsTests {

	private static final DriftBand BAND = new DriftBand(100_000_000, 95_000_000, 106_000_000);

	private final DriftMetrics metrics = new DriftMetrics();

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void whileItLearnsThereIsLoadOnly() {
		this.metrics.update(reading(null, DriftState.LEARNING, new DriftLoad(20, 150, 3, 40, Double.NaN)));

		assertThat(this.scrape.names()).containsExactlyInAnyOrder("tidemark_load_requests",
				"tidemark_load_latency_seconds", "tidemark_load_active_requests");
		assertThat(this.scrape.value("tidemark_load_latency_seconds")).isEqualTo(0.15);
	}

	@Test
	void theBandIsToldWhenItIsKnown() {
		this.metrics.update(reading(BAND, DriftState.WITHIN, DriftLoad.UNKNOWN));

		assertThat(this.scrape.value("tidemark_memory_expected_bytes")).isEqualTo(1e8);
		assertThat(this.scrape.value("tidemark_memory_expected_low_bytes")).isEqualTo(9.5e7);
		assertThat(this.scrape.value("tidemark_memory_expected_high_bytes")).isEqualTo(1.06e8);
		assertThat(this.scrape.value("tidemark_memory_drift_ratio")).isEqualTo(1.2);
		assertThat(this.scrape.value("tidemark_memory_drift_intervals")).isZero();
	}

	@Test
	void aDriftIsToldByItsIntervals() {
		this.metrics.update(reading(BAND, DriftState.ABOVE, DriftLoad.UNKNOWN));

		assertThat(this.scrape.value("tidemark_memory_drift_intervals")).isEqualTo(7);
	}

	@Test
	void aSeriesEndsWhileItsValueIsNotKnown() {
		this.metrics.update(reading(BAND, DriftState.WITHIN, new DriftLoad(20, 150, 3, 40, 5)));
		this.metrics.update(reading(BAND, DriftState.WITHIN, new DriftLoad(0, Double.NaN, 0, 40, 5)));

		assertThat(this.scrape.names()).contains("tidemark_load_requests")
			.doesNotContain("tidemark_load_latency_seconds");

		this.metrics.clear();
		assertThat(this.scrape.names()).isEmpty();
	}

	@Test
	void aRegistryThatComesLaterGetsWhatIsKnown() {
		this.metrics.update(reading(BAND, DriftState.WITHIN, DriftLoad.UNKNOWN));

		assertThat(new Scrape(this.metrics).value("tidemark_memory_expected_bytes")).isEqualTo(1e8);
	}

	private static DriftReading reading(@Nullable DriftBand band, DriftState state, DriftLoad load) {
		return new DriftReading(Instant.EPOCH, 120_000_000, load, band, state, 7, Duration.ZERO);
	}

}
