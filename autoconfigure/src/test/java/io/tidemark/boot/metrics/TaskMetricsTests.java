package io.tidemark.boot.metrics;

import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.origin.ExecutorReading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final TaskMetrics metrics = new TaskMetrics();

	@Test
	void virtualThreadsAreThoseOfTheExecutorsThatHaveThem() {
		this.metrics.bindTo(this.registry);

		this.metrics.update(List.of(reading("tomcat", 5_000, 0, true), reading("orders", 2, 7, false)));

		assertThat(gauge("tidemark.virtual.threads.live", "tomcat")).isEqualTo(5_000);
		assertThat(this.registry.find("tidemark.virtual.threads.live").tag("executor", "orders").gauge()).isNull();
		assertThat(gauge("tidemark.executor.tasks.running", "orders")).isEqualTo(2);
		assertThat(gauge("tidemark.executor.tasks.queued", "orders")).isEqualTo(7);
	}

	@Test
	void executorsBeyondTheBoundShareOneRow() {
		this.metrics.bindTo(this.registry);

		this.metrics.update(IntStream.range(0, TaskMetrics.EXECUTORS + 3)
			.mapToObj((i) -> reading("pool " + (char) ('a' + i), 1, 0, false))
			.toList());

		assertThat(this.registry.find("tidemark.executor.tasks.running").gauges()).hasSize(TaskMetrics.EXECUTORS + 1);
		assertThat(gauge("tidemark.executor.tasks.running", "other")).isEqualTo(3);
	}

	@Test
	void theSeriesOfAnExecutorThatIsGoneEnds() {
		this.metrics.bindTo(this.registry);
		this.metrics.update(List.of(reading("orders", 2, 7, false)));

		this.metrics.update(List.of());

		assertThat(this.registry.find("tidemark.executor.tasks.running").gauges()).isEmpty();
	}

	private double gauge(String name, String executor) {
		return this.registry.get(name).tag("executor", executor).gauge().value();
	}

	private static ExecutorReading reading(String name, int running, int queued, boolean virtual) {
		return new ExecutorReading(name, running, queued, name, virtual);
	}

}
