package io.tidemark.boot.resources;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestBurstsTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final RequestBursts bursts = new RequestBursts(() -> this.registry, 10);

	private final List<String> told = new ArrayList<>();

	private int now;

	@Test
	void tenTimesAsManyRequestsAsUsualAreABurst() {
		look(12, 20);
		look(1, 300);
		look(3, 20);

		assertThat(this.told).containsExactly("a burst of requests to GET /orders");
	}

	@Test
	void moreLoadIsNoBurst() {
		look(12, 20);
		look(12, 150);

		assertThat(this.told).isEmpty();
	}

	@Test
	void theFirstRequestsAreNoBurst() {
		look(1, 5_000);

		assertThat(this.told).isEmpty();
	}

	@Test
	void endpointsAreBounded() {
		for (int endpoint = 0; endpoint < 1_000; endpoint++) {
			this.registry.timer("http.server.requests", "method", "GET", "uri", "/" + endpoint)
				.record(Duration.ofMillis(1));
		}
		look(12, 20);

		assertThat(this.bursts.size()).isEqualTo(RequestBursts.MOST);
	}

	@Test
	void withoutARegistryThereAreNone() {
		new RequestBursts(() -> null, 10).look(START, (when, what) -> this.told.add(what));

		assertThat(this.told).isEmpty();
	}

	private void look(int times, int requests) {
		for (int i = 0; i < times; i++) {
			for (int request = 0; request < requests; request++) {
				this.registry.timer("http.server.requests", "method", "GET", "uri", "/orders")
					.record(Duration.ofMillis(1));
			}
			this.bursts.look(START.plusSeconds(10L * this.now++), (when, what) -> this.told.add(what));
		}
	}

}
