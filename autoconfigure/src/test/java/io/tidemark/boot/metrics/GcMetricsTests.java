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
		assertThat(this.scrape.names()).containsExactlyInAnyOrder("tidemark_gc_pause_seconds_count",
				"tidemark_gc_pause_seconds_sum", "tidemark_gc_pause_seconds_max", "tidemark_gc_pause_share_ratio");
		for (String collector : this.pauses.collectors()) {
			assertThat(this.scrape.samples("tidemark_gc_pause_seconds_count"))
				.anyMatch((sample) -> sample.contains("{collector=\"" + collector + "\"}"));
		}
	}

	@Test
	void aCollectionIsCounted() throws InterruptedException {
		Scrape other = new Scrape(new GcMetrics(this.pauses));
		CountDownLatch heard = new CountDownLatch(1);
		this.pauses.handTo((pause) -> heard.countDown());

		System.gc();

		assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.scrape.samples("tidemark_gc_pause_seconds_count")).anyMatch((sample) -> !sample.endsWith(" 0"));
		assertThat(other.samples("tidemark_gc_pause_seconds_count")).anyMatch((sample) -> !sample.endsWith(" 0"));
		assertThat(this.scrape.value("tidemark_gc_pause_share_ratio")).isBetween(0.0, 1.0);
	}

}
