package io.tidemark.boot.metrics;

import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.ResourceLimit;
import io.tidemark.jvm.ResourceLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimitMetricsTests {

	private final LimitMetrics metrics = new LimitMetrics(new JvmReadings(), new ResourceLimits());

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void whatIsBoundedHasASeriesFromTheFirstReadingOn() {
		this.metrics.update();

		assertThat(this.scrape.samples("tidemark_limit_used_ratio"))
			.extracting((sample) -> sample.replaceAll(".*resource=\"|\".*", ""))
			.contains("threads", "files", "direct-buffers")
			.doesNotContain("heap", "container-memory");
		assertThat(this.scrape.samples()).allMatch((sample) -> Double.parseDouble(sample.replaceAll(".* ", "")) < 1);
	}

	@Test
	void theHeapIsToldWhenItIsKnownWhatLives() {
		this.metrics.heap(-1);
		assertThat(this.scrape.samples()).isEmpty();

		this.metrics.heap(Runtime.getRuntime().maxMemory() / 4);

		assertThat(this.scrape.value("tidemark_limit_used_ratio")).isBetween(0.24, 1.0);
	}

	@Test
	void aContainerIsToldWhereItHasALimit() {
		this.metrics.container(600, null);
		assertThat(this.scrape.samples()).isEmpty();

		this.metrics.container(600, new ResourceLimit("memory.max of the container", 1_000));
		assertThat(this.scrape.samples())
			.containsExactly("tidemark_limit_used_ratio{resource=\"container-memory\"} 0.6");

		this.metrics.container(-1, new ResourceLimit("memory.max of the container", 1_000));
		assertThat(this.scrape.samples()).isEmpty();
	}

}
