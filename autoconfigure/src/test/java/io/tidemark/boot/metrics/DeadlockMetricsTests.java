package io.tidemark.boot.metrics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DeadlockMetricsTests {

	private final DeadlockMetrics metrics = new DeadlockMetrics();

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void nothingIsSaidBeforeSomebodyLooked() {
		assertThat(this.scrape.samples()).isEmpty();
	}

	@Test
	void theLastSearchIsSaid() {
		this.metrics.update(0);
		assertThat(this.scrape.samples()).containsExactly("tidemark_threads_deadlocked_threads 0.0");

		this.metrics.update(2);
		assertThat(this.scrape.samples()).containsExactly("tidemark_threads_deadlocked_threads 2.0");
		assertThat(new Scrape(this.metrics).value("tidemark_threads_deadlocked_threads")).isEqualTo(2);
	}

	@Test
	void clearingEndsTheSeriesUntilSomebodyLooksAgain() {
		this.metrics.update(2);

		this.metrics.clear();

		assertThat(this.scrape.samples()).isEmpty();
		this.metrics.update(3);
		assertThat(this.scrape.value("tidemark_threads_deadlocked_threads")).isEqualTo(3);
	}

	@Test
	void aNegativeNumberIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.metrics.update(-1))
			.withMessage("deadlocked must not be negative, found -1");
	}

}
