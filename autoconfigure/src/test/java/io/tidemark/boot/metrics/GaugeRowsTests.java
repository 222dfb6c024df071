package io.tidemark.boot.metrics;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GaugeRowsTests {

	private static final Tags ONE = Tags.of("name", "one");

	private static final Tags TWO = Tags.of("name", "two");

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final GaugeRows rows = new GaugeRows(TidemarkMeter.EXECUTOR_QUEUED, this.registry);

	@Test
	void rowsBeginChangeAndEnd() {
		this.rows.show(Map.of(ONE, 1, TWO, 2));
		this.rows.show(Map.of(TWO, 3.5));

		assertThat(this.registry.find("tidemark.executor.queued").gauges()).singleElement()
			.satisfies((gauge) -> assertThat(gauge.value()).isEqualTo(3.5));

		this.rows.show(Map.of());
		assertThat(this.registry.find("tidemark.executor.queued").gauges()).isEmpty();
		assertThat(this.registry.scrape()).isEmpty();
	}

	@Test
	void whatBeginsAgainHasItsNewValue() {
		this.rows.show(Map.of(ONE, 1));
		this.rows.show(Map.of());
		this.rows.show(Map.of(ONE, 2));

		assertThat(this.registry.get("tidemark.executor.queued").gauge().value()).isEqualTo(2);
	}

	@Test
	void aScrapeBesideChangesFindsEachSeriesOnce() throws InterruptedException {
		AtomicBoolean ended = new AtomicBoolean();
		Thread changes = new Thread(() -> {
			for (int i = 0; !ended.get(); i++) {
				this.rows.show(Map.of(ONE, i));
			}
		});
		this.rows.show(Map.of(ONE, 0));
		changes.start();
		try {
			for (int i = 0; i < 20_000; i++) {
				assertThat(this.registry.scrape()).containsOnlyOnce("tidemark_executor_queued_tasks{name=\"one\"}");
			}
		}
		finally {
			ended.set(true);
			changes.join();
		}
	}

}
