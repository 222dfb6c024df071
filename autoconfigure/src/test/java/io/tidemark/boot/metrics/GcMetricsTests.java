package io.tidemark.boot.metrics;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tidemark.jvm.GcPauses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GcMetricsTests {

	private final GcPauses pauses = GcPauses.listen();

	private final Scrape scrape = new Scrape(new GcMetrics(this.pauses));

	@AfterEach
	void close() {
		this.pauses.close();
	}

	@Test
	void theSeriesAreNamedAsPromisedAndThereFromTheStart() {
		assertThat(this.scrape.names()).containsExactlyInAnyOrder("tidemark_gc_pause_seconds_bucket",
				"tidemark_gc_pause_seconds_count", "tidemark_gc_pause_seconds_sum", "tidemark_gc_pause_seconds_max",
				"tidemark_gc_pause_share_ratio");
		assertThat(this.scrape.samples()).hasSize(GcMetrics.SERIES + 1);
	}

	@Test
	void theBucketsReachFromFiveMillisecondsToTenSeconds() {
		assertThat(this.scrape.samples("tidemark_gc_pause_seconds_bucket"))
			.extracting((sample) -> sample.replaceAll(".*le=\"|\".*", ""))
			.containsExactly("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "3.0", "10.0", "+Inf");
	}

	@Test
	void aCollectionIsCounted() throws InterruptedException {
		Scrape other = new Scrape(new GcMetrics(this.pauses));
		CountDownLatch heard = new CountDownLatch(1);
		this.pauses.handTo((pause) -> heard.countDown());

		System.gc();

		assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.scrape.value("tidemark_gc_pause_seconds_count")).isPositive();
		assertThat(this.scrape.samples("tidemark_gc_pause_seconds_bucket").get(10))
			.endsWith(" " + (long) this.scrape.value("tidemark_gc_pause_seconds_count"));
		assertThat(other.value("tidemark_gc_pause_seconds_count")).isPositive();
		assertThat(this.scrape.value("tidemark_gc_pause_share_ratio")).isBetween(0.0, 1.0);
	}

}
