package io.tidemark.boot.metrics;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.tidemark.capture.ThreadCount;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadMetricsTests {

	private final AtomicInteger passes = new AtomicInteger();

	private final ThreadCounts threads = new ThreadCounts(this::pass, () -> 99, () -> 0);

	private final Scrape scrape = new Scrape(new ThreadMetrics(this.threads));

	@Test
	void theSeriesAreNamedAsPromised() {
		assertThat(this.scrape.samples()).containsExactlyInAnyOrder("tidemark_threads_live_threads 12.0",
				"tidemark_threads_started_threads_total 99.0");
	}

	@Test
	void oneScrapeMakesOnePass() {
		this.scrape.samples();

		assertThat(this.passes).hasValue(1);
	}

	@Test
	void theNumbersStayWhenNobodyElseHoldsWhatTheyComeFrom() {
		Scrape lonely = new Scrape(new ThreadMetrics(new ThreadCounts(this::pass, () -> 99, () -> 0)));

		System.gc();

		assertThat(lonely.value("tidemark_threads_live_threads")).isEqualTo(12);
		assertThat(lonely.value("tidemark_threads_started_threads_total")).isEqualTo(99);
	}

	private ThreadCount pass() {
		this.passes.incrementAndGet();
		return new ThreadCount(12, 9,
				Map.of(Thread.State.RUNNABLE, 5, Thread.State.WAITING, 4, Thread.State.TIMED_WAITING, 3));
	}

}
