package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.tidemark.origin.ExecutorReading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExecutorMetricsTests {

	private final ExecutorMetrics metrics = new ExecutorMetrics(true);

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void nothingIsSaidBeforeTheFirstUpdate() {
		assertThat(this.scrape.samples()).isEmpty();
	}

	@Test
	void aPoolTellsItsThreadsAndItsQueue() {
		this.metrics.update(List.of(new PoolReading("orders", 3, 8, 12, 100)), List.of(task("orders", 3, false)));

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(
				"tidemark_executor_active_threads{name=\"orders\"} 3.0",
				"tidemark_executor_max_threads{name=\"orders\"} 8.0",
				"tidemark_executor_queued_tasks{name=\"orders\"} 12.0",
				"tidemark_executor_queue_capacity_tasks{name=\"orders\"} 100.0",
				"tidemark_virtual_threads_live_threads 0.0");
	}

	@Test
	void whatHasNoBoundHasNoSeriesForIt() {
		this.metrics.update(List.of(new PoolReading("fork-join", 3, Double.NaN, 0, Double.NaN)), List.of());

		assertThat(this.scrape.names()).containsExactlyInAnyOrder("tidemark_executor_active_threads",
				"tidemark_executor_queued_tasks", "tidemark_virtual_threads_live_threads");
	}

	@Test
	void anExecutorOfVirtualThreadsTellsItsTasksAndNothingThatItHasNot() {
		this.metrics.update(List.of(), List.of(task("tomcat", 5_000, true), task("orders", 2, true)));

		assertThat(this.scrape.samples()).containsExactlyInAnyOrder(
				"tidemark_executor_tasks_running_tasks{executor=\"tomcat\"} 5000.0",
				"tidemark_executor_tasks_running_tasks{executor=\"orders\"} 2.0",
				"tidemark_virtual_threads_live_threads 5002.0");
	}

	@Test
	void whereTheJvmHasNoVirtualThreadsNobodyCountsThem() {
		ExecutorMetrics old = new ExecutorMetrics(false);
		Scrape scrape = new Scrape(old);

		old.update(List.of(), List.of());

		assertThat(scrape.samples()).isEmpty();
	}

	@Test
	void executorsBeyondTheBoundShareOneRow() {
		this.metrics.update(idle(ExecutorMetrics.NAMED + 3), List.of());

		assertThat(this.scrape.samples("tidemark_executor_active_threads")).hasSize(ExecutorMetrics.NAMED + 1)
			.contains("tidemark_executor_active_threads{name=\"other\"} 3.0");
		assertThat(this.scrape.samples("tidemark_executor_max_threads"))
			.contains("tidemark_executor_max_threads{name=\"other\"} 12.0");
	}

	@Test
	void aSaturatedPoolIsSeenAmongManyThatAreNot() {
		List<PoolReading> pools = idle(20);
		this.metrics.update(pools, List.of());
		pools.set(19, new PoolReading("pool-t", 4, 4, 7, 10));

		this.metrics.update(pools, List.of());

		assertThat(this.scrape.samples()).contains("tidemark_executor_queued_tasks{name=\"pool-t\"} 7.0");
	}

	@Test
	void aPoolKeepsItsRowWhenItIsNoLongerSaturated() {
		List<PoolReading> pools = idle(20);
		pools.set(19, new PoolReading("pool-t", 4, 4, 7, 10));
		this.metrics.update(pools, List.of());

		this.metrics.update(idle(20), List.of());

		assertThat(this.scrape.samples()).contains("tidemark_executor_queued_tasks{name=\"pool-t\"} 0.0");
	}

	@Test
	void theWebServerHasAlwaysARowOfItsOwn() {
		List<PoolReading> busy = new ArrayList<>();
		IntStream.range(0, 20).forEach((i) -> busy.add(new PoolReading("pool-" + i, 4, 4, 7, 10)));

		this.metrics.update(busy, List.of(task("tomcat", 9, true)));

		assertThat(this.scrape.samples()).contains("tidemark_executor_tasks_running_tasks{executor=\"tomcat\"} 9.0");
	}

	@Test
	void theSeriesOfAnExecutorThatIsGoneEnd() {
		this.metrics.update(idle(2), List.of(task("tomcat", 9, true)));

		this.metrics.update(List.of(), List.of());

		assertThat(this.scrape.samples()).containsExactly("tidemark_virtual_threads_live_threads 0.0");
	}

	private static List<PoolReading> idle(int pools) {
		List<PoolReading> readings = new ArrayList<>();
		IntStream.range(0, pools)
			.forEach((i) -> readings.add(new PoolReading("pool-" + (char) ('a' + i), 1, 4, 0, 10)));
		return readings;
	}

	private static ExecutorReading task(String name, int running, boolean virtual) {
		return new ExecutorReading(name, running, 0, name, virtual);
	}

}
