package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObserverMetricsTests {

	private final List<PartReading> parts = new ArrayList<>(
			List.of(new PartReading("origins", true, Duration.ofMillis(1500), Duration.ZERO, 0),
					new PartReading("deadlocks", false, Duration.ZERO, Duration.ofMillis(250), 3)));

	private final ObserverMetrics metrics = new ObserverMetrics(() -> this.parts, () -> 4096);

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void theSeriesAreNamedAsPromised() {
		assertThat(this.scrape.samples()).containsExactlyInAnyOrder("tidemark_observer_part{part=\"origins\"} 1.0",
				"tidemark_observer_part{part=\"deadlocks\"} 0.0", "tidemark_observer_cpu_seconds_total 1.5",
				"tidemark_observer_pause_seconds_total 0.25", "tidemark_observer_failures_total 3.0",
				"tidemark_observer_files_bytes 4096.0");
	}

	@Test
	void aPartThatStepsDownReadsZero() {
		this.parts.set(0, new PartReading("origins", false, Duration.ofSeconds(2), Duration.ZERO, 1));
		this.metrics.update();

		assertThat(this.scrape.samples()).contains("tidemark_observer_part{part=\"origins\"} 0.0",
				"tidemark_observer_cpu_seconds_total 2.0", "tidemark_observer_failures_total 4.0");
	}

	@Test
	void theCountersStayWhenNobodyElseHoldsWhatTheyComeFrom() {
		Scrape lonely = new Scrape(new ObserverMetrics(() -> List.copyOf(this.parts), () -> 1));

		System.gc();

		assertThat(lonely.samples()).contains("tidemark_observer_cpu_seconds_total 1.5");
	}

}
