package io.tidemark.boot.metrics;

import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.heap.HeapRates;
import io.tidemark.heap.LiveSetWatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class HeapMetricsTests {

	private static final Instant NOW = Instant.now();

	private final LiveSetWatch live = LiveSetWatch.listen();

	private final HeapRates rates = HeapRates.listen();

	private final HeapMetrics metrics = new HeapMetrics(this.live, this.rates);

	private final Scrape scrape = new Scrape(this.metrics);

	@AfterEach
	void close() {
		this.live.close();
		this.rates.close();
	}

	@Test
	void whatIsNotKnownHasNoSeries() {
		assertThat(this.scrape.names()).containsExactly("tidemark_memory_allocated_bytes_total");
	}

	@Test
	void theSeriesBeginWhenTheyAreKnown() {
		awaitCollection();

		assertThat(this.scrape.names()).contains("tidemark_memory_heap_live_bytes",
				"tidemark_memory_heap_live_age_seconds", "tidemark_memory_allocated_bytes_total",
				"tidemark_gc_cpu_share_ratio");
		assertThat(this.scrape.value("tidemark_memory_heap_live_bytes")).isBetween(1e6,
				(double) Runtime.getRuntime().maxMemory());
		assertThat(this.scrape.samples()).allMatch((sample) -> sample.matches(".* [0-9][0-9.E-]*"));
	}

	@Test
	void whatIsNoLongerReadEndsAndWhatWasCountedStays() {
		awaitCollection();

		this.metrics.clear();

		assertThat(this.metrics.live()).isNegative();
		assertThat(this.scrape.names()).contains("tidemark_memory_allocated_bytes_total")
			.doesNotContain("tidemark_memory_heap_live_bytes", "tidemark_memory_heap_live_age_seconds",
					"tidemark_gc_cpu_share_ratio");
	}

	@Test
	void theShareSaysWhatItIsOf() {
		awaitCollection();

		assertThat(this.scrape.samples("tidemark_gc_cpu_share_ratio")).singleElement()
			.asString()
			.matches("tidemark_gc_cpu_share_ratio\\{basis=\"(cpu|pauses)\"} .*");
		assertThat(this.scrape.value("tidemark_gc_cpu_share_ratio")).isBetween(0.0, 1.0);
	}

	@Test
	void aScrapeReadsWhatTheLastUpdateKept() {
		awaitCollection();
		double before = this.scrape.value("tidemark_memory_allocated_bytes_total");

		this.scrape.samples(); // allocates a lot

		assertThat(this.scrape.value("tidemark_memory_allocated_bytes_total")).isEqualTo(before);
	}

	@Test
	void nothingIsRegisteredTwice(CapturedOutput output) {
		awaitCollection();
		this.metrics.update(NOW.plusSeconds(3_600));
		this.metrics.bindTo(new SimpleMeterRegistry());

		assertThat(output).doesNotContain("has been already registered");
	}

	private void awaitCollection() {
		Instant[] now = { NOW };
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			System.gc();
			now[0] = now[0].plusSeconds(2);
			this.metrics.update(now[0]);
			return this.scrape.names().contains("tidemark_memory_heap_live_bytes")
					&& this.scrape.names().contains("tidemark_gc_cpu_share_ratio");
		});
	}

}
