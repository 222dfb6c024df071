package io.tidemark.boot.resources;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.watch.WatchedResource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeterGaugesTests {

	private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private double open = 7;

	@Test
	void aGaugeIsWatchedWithItsTagsFromWhenItAppears() {
		MeterGauges source = source("orders.open{shop=a} | orders | 100");
		assertThat(source.resources()).isEmpty();
		assertThat(source.blind()).containsExactly(new BlindSource("gauge 'orders.open{shop=a} | orders | 100'",
				"no meter has this name and these tags so far"));

		gauge("orders.open", "a");
		gauge("orders.open", "b");

		assertThat(source.resources()).singleElement().satisfies((resource) -> {
			assertThat(resource.name()).isEqualTo("orders.open");
			assertThat(resource.tags()).isEqualTo(Map.of("shop", "a", "region", "north"));
			assertThat(resource.unit()).isEqualTo("orders");
			assertThat(resource.limit().getAsDouble()).isEqualTo(100);
			assertThat(resource.reading().getAsDouble()).isEqualTo(7);
		});
		assertThat(source.blind()).isEmpty();
	}

	@Test
	void anEntryThatFitsSeveralWatchesEachWithTheUnitOfTheMeter() {
		gauge("orders.open", "a");
		gauge("orders.open", "b");

		assertThat(source("orders.open", "orders.open{shop=a}").resources()).hasSize(2)
			.extracting(WatchedResource::unit)
			.containsOnly("parcels");
	}

	@Test
	void aGaugeThatIsRegisteredAnewIsReadByTheResourceThatIsKnown() {
		gauge("orders.open", "a");
		MeterGauges source = source("orders.open");
		WatchedResource known = source.resources().get(0);

		this.registry.clear();
		Gauge.builder("orders.open", () -> 8).tags("shop", "a", "region", "north").register(this.registry);
		source.resources();

		assertThat(known.reading().getAsDouble()).isEqualTo(8);
	}

	@Test
	void aGaugeWhoseObjectIsGoneIsMissing() {
		Gauge.builder("orders.open", () -> null).register(this.registry);

		assertThat(source("orders.open").resources().get(0).reading().getAsDouble()).isNaN();
	}

	@Test
	void aMeterThatIsNoGaugeIsBlind() {
		this.registry.counter("orders.made");
		MeterGauges source = source("orders.made");

		assertThat(source.resources()).isEmpty();
		assertThat(source.blind())
			.containsExactly(new BlindSource("gauge 'orders.made'", "expected a gauge, found a meter of type COUNTER"));
	}

	@Test
	void moreThanFiftyGaugesAreCutAndSaidSo() {
		for (int i = 0; i < 60; i++) {
			gauge("orders.open", "shop-" + i);
		}
		MeterGauges source = source("orders.open");

		assertThat(source.resources()).hasSize(MeterGauges.MOST);
		assertThat(source.blind()).contains(
				new BlindSource("gauge 'orders.open'", "of the gauges that fit the entries the first 50 are watched"));
	}

	@Test
	void aGaugeOfSeveralRegistriesIsOne() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(this.registry);
		composite.add(new SimpleMeterRegistry());
		composite.gauge("orders.open", this, (self) -> self.open);

		assertThat(new MeterGauges(() -> composite, GaugeEntry.parse("gauges", List.of("orders.open"))).resources())
			.singleElement()
			.satisfies((resource) -> assertThat(resource.reading().getAsDouble()).isEqualTo(7));
	}

	private void gauge(String name, String shop) {
		Gauge.builder(name, () -> this.open)
			.baseUnit("parcels")
			.tags("shop", shop, "region", "north")
			.register(this.registry);
	}

	private MeterGauges source(String... entries) {
		return new MeterGauges(() -> this.registry, GaugeEntry.parse("gauges", List.of(entries)));
	}

}
