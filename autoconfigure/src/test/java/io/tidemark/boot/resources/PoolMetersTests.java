package io.tidemark.boot.resources;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.watch.PoolCounts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PoolMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final PoolMeters meters = new PoolMeters(() -> this.registry);

	@Test
	void cacheOfCaffeineTellsItsHitsAndMisses() {
		Cache<Integer, Integer> cache = Caffeine.newBuilder().recordStats().build();
		CaffeineCacheMetrics.monitor(this.registry, cache, "orders");
		for (int i = 0; i < 10; i++) {
			cache.get(i % 4, (key) -> key);
		}

		assertThat(this.meters.counts()).containsExactly(new PoolCounts("cache", "orders", 6, 4));
	}

	@Test
	void cachesOfTwoManagersAreTwo() {
		for (String manager : new String[] { "one", "two" }) {
			for (String result : new String[] { "hit", "miss" }) {
				this.registry.counter("cache.gets", "cache", "orders", "cache.manager", manager, "result", result)
					.increment(3);
			}
		}

		assertThat(this.meters.counts()).extracting(PoolCounts::name)
			.containsExactlyInAnyOrder("one.orders", "two.orders");
	}

	@Test
	void connectionThatHadToBeMadeIsAMiss() {
		for (int i = 0; i < 10; i++) {
			this.registry.timer("hikaricp.connections.acquire", "pool", "main").record(Duration.ofMillis(1));
		}
		this.registry.timer("hikaricp.connections.creation", "pool", "main").record(Duration.ofMillis(1));

		assertThat(this.meters.counts()).containsExactly(new PoolCounts("connections", "main", 9, 1));
	}

	@Test
	void whereNobodyMeasuresThereIsNothing() {
		assertThat(this.meters.counts()).isEmpty();
		assertThat(new PoolMeters(() -> null).counts()).isEmpty();
	}

	@Test
	void cacheWithoutStatisticsHasNoMisses() {
		this.registry.counter("cache.gets", "cache", "orders", "result", "hit").increment();

		assertThat(this.meters.counts()).isEmpty();
	}

}
