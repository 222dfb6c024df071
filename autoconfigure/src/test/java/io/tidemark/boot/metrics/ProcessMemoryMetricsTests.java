package io.tidemark.boot.metrics;

import java.util.List;
import java.util.stream.IntStream;

import io.tidemark.jvm.ContainerMemory;
import io.tidemark.jvm.JvmMemory;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.MemoryStalls;
import io.tidemark.jvm.ProcessMemory;
import io.tidemark.jvm.ResourceLimit;
import io.tidemark.jvm.UnaccountedMemory;
import io.tidemark.watch.PoolRatio;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link ProcessMemoryMetrics} and {@link PoolMetrics}. */
class ProcessMemoryMetricsTests {

	private static final JvmMemory JVM = new JvmMemory(1, 2, 3, 4, 5, 60, 60, 240, 9, 10, 20, 1_000);

	private final ProcessMemoryMetrics memory = new ProcessMemoryMetrics();

	private final PoolMetrics pools = new PoolMetrics();

	private final Scrape scrape = new Scrape(this.memory, this.pools);

	@Test
	void nothingIsSaidBeforeTheFirstReading() {
		assertThat(this.scrape.samples()).isEmpty();
	}

	@Test
	void whatIsKnownHasASeries() {
		this.memory.update(new ProcessMemory(300, 200, 100, 0, 0), new UnaccountedMemory(50, 40, 100, true, -1, null),
				new ContainerMemory(700, 600, 100, 0, new ResourceLimit("memory.max of the container", 1_000), 0),
				new MemoryStalls(0.25, 0.125, 1, 1, true), JVM);

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder("tidemark_process_memory_rss_bytes 300.0",
				"tidemark_process_memory_unaccounted_bytes 50.0", "tidemark_container_memory_used_bytes 700.0",
				"tidemark_container_memory_working_set_bytes 600.0", "tidemark_container_memory_limit_bytes 1000.0",
				"tidemark_container_memory_pressure_ratio 0.25", "tidemark_memory_stacks_bytes 20000.0",
				"tidemark_memory_code_cache_share_ratio 0.25");
	}

	@Test
	void whatIsNotKnownHasNoneAndLosesTheOneItHad() {
		whatIsKnownHasASeries();
		this.memory.update(ProcessMemory.UNKNOWN, new UnaccountedMemory(-1, -1, -1, false, -1, "no"),
				ContainerMemory.UNKNOWN, new MemoryStalls(0.5, 0.5, 1, 1, false), JVM);

		assertThat(this.scrape.names()).containsExactlyInAnyOrder("tidemark_memory_stacks_bytes",
				"tidemark_memory_code_cache_share_ratio");

		this.memory.clear();
		assertThat(this.scrape.samples()).isEmpty();
	}

	@Test
	void runningJvmHasNoNegativeNumber() {
		MemoryReadings readings = new MemoryReadings();
		this.memory.update(readings.process(), readings.unaccounted(), readings.container(), readings.stalls(),
				readings.jvm());

		assertThat(this.scrape.samples()).isNotEmpty().allMatch((sample) -> sample.matches(".* [0-9][0-9.E-]*"));
	}

	@Test
	void hitRatiosAreBoundedAndTheLowestOfTheOthersIsTold() {
		List<PoolRatio> ratios = IntStream.range(0, 30)
			.mapToObj((i) -> new PoolRatio("cache", "c" + i, 1 - i / 100.0, 0.9, (i == 0) ? "It fell." : null))
			.toList();
		this.pools.update(ratios);

		assertThat(this.scrape.samples("tidemark_pool_hit_ratio")).hasSize(PoolMetrics.ROWS + 1)
			.contains("tidemark_pool_hit_ratio{kind=\"other\",pool=\"other\"} 0.71");
		assertThat(this.scrape.value("tidemark_pool_suspicious_pools")).isEqualTo(1);
	}

	@Test
	void ratioThatIsNotKnownHasNoSeries() {
		this.pools.update(List.of(new PoolRatio("cache", "orders", Double.NaN, Double.NaN, null)));

		assertThat(this.scrape.samples()).isEmpty();
	}

}
