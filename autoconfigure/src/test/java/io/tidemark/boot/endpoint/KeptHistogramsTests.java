package io.tidemark.boot.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.HistogramDiff;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeptHistogramsTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	/** The second was taken after the clock had been set back by an hour. */
	private final KeptHistograms kept = new KeptHistograms(
			List.of(histogram("h2", START.minusSeconds(3_000)), histogram("h1", START)));

	@Test
	void theFirstOneIsOlderWhateverTheClockSaid() {
		HistogramDiff diff = this.kept.diff(null, null, List.of());

		assertThat(diff).isNotNull();
		assertThat(diff.from().id()).isEqualTo("h1");
		assertThat(diff.to().id()).isEqualTo("h2");
	}

	@Test
	void aDifferenceGoesFromTheOlderToTheNewer() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.kept.diff("h2", "h1", List.of()))
			.withMessageStartingWith("'from' must not be newer than 'to', found from=h2");
	}

	private static ClassHistogram histogram(String id, Instant time) {
		return new ClassHistogram(id, time, List.of(), 0, 0, 0, false, Duration.ZERO, Duration.ZERO);
	}

}
