package io.tidemark.boot.resources;

import java.time.Duration;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.logging.LoggingMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.watch.LoadSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MeterLoadsTests {

	private final LoggingMeterRegistry pushing = new LoggingMeterRegistry();

	private final MeterRegistry counting = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final CompositeMeterRegistry composite = new CompositeMeterRegistry(Clock.SYSTEM);

	private final MeterLoads source = new MeterLoads(() -> this.composite);

	@AfterEach
	void close() {
		this.pushing.close();
	}

	@Test
	void theCountsOfAllTimersMakeTheRateAlsoOfThoseThatComeLater() {
		this.composite.add(this.pushing);
		this.composite.add(this.counting);
		request("/orders");
		assertThat(load(LoadSignal.REQUESTS)).isNaN();

		request("/orders");
		request("/products");

		await().until(() -> load(LoadSignal.REQUESTS) > 0);
		await().until(() -> load(LoadSignal.REQUESTS) == 0);
	}

	@Test
	void requestsInProgressAreCounted() {
		this.composite.add(this.counting);
		load(LoadSignal.ACTIVE_REQUESTS);
		LongTaskTimer timer = LongTaskTimer.builder("http.server.requests.active").register(this.composite);

		LongTaskTimer.Sample first = timer.start();
		timer.start();

		assertThat(load(LoadSignal.ACTIVE_REQUESTS)).isEqualTo(2);
		first.stop();
		assertThat(load(LoadSignal.ACTIVE_REQUESTS)).isEqualTo(1);
	}

	@Test
	void whereOnlyRegistriesPushTheLoadIsNotKnown() {
		this.composite.add(this.pushing);
		request("/orders");

		assertThat(this.source.loads()).isEmpty();
	}

	@Test
	void aRegistryThatComesLaterIsFound() {
		assertThat(this.source.loads()).isEmpty();

		this.composite.add(this.counting);

		assertThat(this.source.loads()).hasSize(3);
	}

	private void request(String uri) {
		this.composite.timer("http.server.requests", "uri", uri).record(Duration.ofMillis(1));
	}

	private double load(String name) {
		return this.source.loads()
			.stream()
			.filter((load) -> load.name().equals(name))
			.findFirst()
			.orElseThrow()
			.reading()
			.getAsDouble();
	}

}
