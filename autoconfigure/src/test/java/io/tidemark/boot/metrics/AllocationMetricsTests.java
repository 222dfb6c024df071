package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.heap.AllocationShare;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AllocationMetricsTests {

	private static final String RATE = "tidemark.memory.allocation.rate";

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final AllocationMetrics metrics = new AllocationMetrics(2);

	AllocationMetricsTests() {
		this.metrics.bindTo(this.registry);
	}

	@Test
	void nothingIsThereBeforeTheFirstUpdate() {
		this.metrics.update(List.of(), List.of());

		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void ratesThatAreNotKnownAreNotShown() {
		this.metrics.update(List.of(share("com.example.a", -1), share("other", -1)), List.of());

		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void largestPackagesHaveRowsAndTheRestIsOther() {
		update("a", 50, "b", 30, "c", 15, "other", 5);

		assertThat(rate("a")).isEqualTo(50);
		assertThat(rate("b")).isEqualTo(30);
		assertThat(rate("other")).isEqualTo(20);
		assertThat(names()).containsExactlyInAnyOrder("a", "b", "other");
	}

	@Test
	void rowIsHeldWhenItsPackageFallsBehind() {
		update("a", 50, "b", 30, "c", 15, "other", 0);
		update("a", 50, "c", 31, "b", 30, "other", 0);

		assertThat(names()).containsExactlyInAnyOrder("a", "b", "other");
		assertThat(rate("b")).isEqualTo(30);
		assertThat(rate("other")).isEqualTo(31);
	}

	@Test
	void rowIsGivenAwayWhenItsPackageStaysBehind() {
		update("a", 50, "b", 30, "c", 15, "other", 0);
		for (int i = 0; i <= AllocationRows.HELD_UPDATES; i++) {
			update("a", 50, "c", 31, "b", 30, "other", 0);
		}

		assertThat(names()).containsExactlyInAnyOrder("a", "c", "other");
	}

	@Test
	void endpointsAreAMeterOfTheirOwn() {
		this.metrics.update(List.of(), List.of(share("GET /orders/{id}", 7), share("other", 3)));

		assertThat(this.registry.get("tidemark.memory.allocation.endpoint.rate")
			.tag("endpoint", "GET /orders/{id}")
			.gauge()
			.value()).isEqualTo(7);
	}

	@Test
	void allSeriesEndWhenNobodySamples() {
		update("a", 50, "other", 0);

		this.metrics.clear();

		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void limitMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> new AllocationMetrics(0))
			.withMessage("limit must be at least 1, found 0");
	}

	private void update(Object... namesAndRates) {
		List<AllocationShare> shares = new ArrayList<>();
		for (int i = 0; i < namesAndRates.length; i += 2) {
			shares.add(share((String) namesAndRates[i], (Integer) namesAndRates[i + 1]));
		}
		this.metrics.update(shares, List.of());
	}

	private double rate(String name) {
		return this.registry.get(RATE).tag("package", name).gauge().value();
	}

	private List<String> names() {
		return this.registry.find(RATE).gauges().stream().map((gauge) -> gauge.getId().getTag("package")).toList();
	}

	private static AllocationShare share(String name, double rate) {
		return new AllocationShare(name, rate, 0.5, null);
	}

}
