package io.tidemark.boot.metrics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StuckMetricsTests {

	private final StuckMetrics metrics = new StuckMetrics();

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void nothingIsSaidWhileNobodyLooks() {
		this.metrics.update(-1);

		assertThat(this.scrape.samples()).isEmpty();
	}

	@Test
	void theLastLookIsSaidUntilNobodyLooksAnyMore() {
		this.metrics.update(0);
		assertThat(this.scrape.samples()).containsExactly("tidemark_threads_stuck_threads 0.0");

		this.metrics.update(12);
		assertThat(this.scrape.value("tidemark_threads_stuck_threads")).isEqualTo(12);

		this.metrics.update(-1);
		assertThat(this.scrape.samples()).isEmpty();
	}

}
