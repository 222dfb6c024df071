package io.tidemark.boot.metrics;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.jvm.MemoryPools;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryMetricsTests {

	private final MemoryMetrics metrics = new MemoryMetrics(new MemoryPools());

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void theHeapMaximumIsThatOfTheRuntime() {
		assertThat(this.scrape.value("tidemark_memory_heap_max_bytes")).isEqualTo(Runtime.getRuntime().maxMemory());
		assertThat(this.scrape.value("tidemark_memory_heap_used_bytes")).isBetween(1.0,
				(double) Runtime.getRuntime().maxMemory());
	}

	@Test
	void theSeriesAreNamedAsPromised() {
		collect();

		assertThat(this.scrape.names()).containsExactlyInAnyOrder("tidemark_memory_heap_used_bytes",
				"tidemark_memory_heap_max_bytes", "tidemark_memory_pool_after_gc_bytes");
	}

	@Test
	void onlyPoolsOfTheHeapSayWhatACollectionLeft() {
		collect();

		assertThat(this.scrape.samples("tidemark_memory_pool_after_gc_bytes")).isNotEmpty()
			.allMatch((sample) -> sample.contains("area=\"heap\""));
	}

	@Test
	void aRegistryThatIsBoundTwiceOrUpdatedOftenHasEachSeriesOnce() {
		collect();
		List<String> names = seriesOf(this.scrape);

		collect();

		assertThat(seriesOf(this.scrape)).containsAll(names).doesNotHaveDuplicates();
	}

	@Test
	void noNumberIsNegativeOrNone() {
		collect();

		assertThat(this.scrape.samples()).allMatch((sample) -> sample.matches(".* [0-9][0-9.E]*"));
	}

	@Test
	void eachMeterHasUnitAndDescription() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.metrics.bindTo(registry);
		collect();

		assertThat(registry.getMeters()).extracting(Meter::getId).allSatisfy((id) -> {
			assertThat(id.getBaseUnit()).isEqualTo("bytes");
			assertThat(id.getDescription()).isNotBlank();
		});
	}

	private void collect() {
		System.gc();
		this.metrics.update();
	}

	private static List<String> seriesOf(Scrape scrape) {
		return scrape.samples().stream().map((sample) -> sample.replaceAll(" [^ ]*$", "")).toList();
	}

}
