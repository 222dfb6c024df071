package io.tidemark.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tidemark.boot.metrics.PoolReading;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExecutorPoolsTests {

	private final WatchedResources watched = new WatchedResources(Duration.ofSeconds(10), 16);

	@Test
	void aPoolIsWhatTellsHowManyThreadsItHas() {
		add("executor.active", "orders", 3, 8);
		add("executor.pool.size", "orders", 5, 8);
		add("executor.queued", "orders", 12, 100);
		add("executor.active", "tomcat", 5_000, Double.NaN);

		assertThat(pools()).containsExactly(new PoolReading("orders", 3, 8, 12, 100));
	}

	@Test
	void whatHasNoBoundHasNone() {
		add("executor.active", "fork-join", 3, Double.NaN);
		add("executor.pool.size", "fork-join", 5, Double.NaN);

		assertThat(pools()).containsExactly(new PoolReading("fork-join", 3, Double.NaN, Double.NaN, Double.NaN));
	}

	@Test
	void whatIsNoExecutorIsNoPool() {
		this.watched.add(WatchedResource.of("executor.pool.size", "threads", () -> 1).withTag("name", "orders"));

		assertThat(pools()).isEmpty();
	}

	private void add(String name, String executor, double value, double limit) {
		this.watched.add(WatchedResource.of(name, "tasks", () -> value)
			.withKind(ResourceKind.EXECUTOR)
			.withTag("name", executor)
			.withLimit(limit));
	}

	private List<PoolReading> pools() {
		this.watched.read(Instant.parse("2026-11-21T15:00:00Z"), List.of());
		return ExecutorPools.of(this.watched.all());
	}

}
