package io.tidemark.sample;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the running service says of itself under changing load from its start on, when
 * nothing leaks: a short cut of half an hour at the defaults, which
 * {@code benchmarks/live-leaks} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tidemark.budget.cpu-share=1.0", "tidemark.budget.pause=1m", "tidemark.leaks.interval=2s",
				"tidemark.leaks.judge-interval=2s", "tidemark.metrics.groups.interval=1s" })
class HealthyLoadIT {

	private static final Duration LONG = Duration.ofSeconds(200);

	@LocalServerPort
	private int port;

	@Test
	void nobodyIsAccusedWhileTheServiceWarmsUpUnderLoad() throws Exception {
		RestClient service = ServiceClient.on(this.port);
		await().atMost(LONG).until(() -> Verdicts.of(service).all().size() > 20);

		try (ChangingLoad load = new ChangingLoad(service)) {
			await().pollInterval(Duration.ofSeconds(1))
				.during(LONG)
				.atMost(LONG.multipliedBy(2))
				.failFast(() -> assertThat(Verdicts.of(service).accusing()).isEmpty())
				.until(() -> true);
		}
	}

}
