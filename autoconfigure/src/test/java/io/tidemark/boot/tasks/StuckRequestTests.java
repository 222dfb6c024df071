package io.tidemark.boot.tasks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.tidemark.origin.SubmittedTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A request that hangs is in the report with the pattern of its path, and never with the
 * path.
 */
class StuckRequestTests {

	private static final String SECRET = "4711-secret";

	@Test
	void aStuckRequestIsReportedWithThePatternOfItsPath() throws Exception {
		assertReported("false");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aStuckRequestOnAVirtualThreadIsReportedAndItsThreadCounted() throws Exception {
		assertReported("true");
	}

	private void assertReported(String virtual) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(Shop.class, "--server.port=0",
				"--spring.main.banner-mode=off", "--spring.threads.virtual.enabled=" + virtual,
				"--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"--management.endpoints.web.exposure.include=threaddiff", "--tidemark.threads.stuck.interval=1s",
				"--tidemark.threads.stuck.least=1s", "--tidemark.origin.enabled=false")) {
			Shop shop = context.getBean(Shop.class);
			String root = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
			HttpClient client = HttpClient.newHttpClient();
			client.sendAsync(HttpRequest.newBuilder(URI.create(root + "/shop/" + SECRET)).build(),
					HttpResponse.BodyHandlers.ofString());

			await().untilAsserted(() -> assertThat(context.getBean(RequestsInProgress.class).byThread().values())
				.anySatisfy((request) -> {
					assertThat(request.method()).isEqualTo("GET");
					assertThat(request.path()).isEqualTo("/shop/{id}");
				}));
			if (virtual.equals("true")) {
				assertThat(context.getBean(SubmittedTasks.class).readings()).anySatisfy((reading) -> {
					assertThat(reading.name()).isEqualTo("tomcat");
					assertThat(reading.running()).isEqualTo(1);
				});
			}
			await().atMost(Duration.ofMinutes(1))
				.untilAsserted(
						() -> assertThat(report(client, root)).contains(" in GET /shop/{id}").doesNotContain(SECRET));
			shop.release.countDown();
		}
	}

	private static String report(HttpClient client, String root) throws IOException, InterruptedException {
		return client
			.send(HttpRequest.newBuilder(URI.create(root + "/actuator/threaddiff?format=text")).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@RestController
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		private final CountDownLatch release = new CountDownLatch(1);

		@GetMapping("/shop/{id}")
		String hang(@PathVariable String id) throws InterruptedException {
			this.release.await();
			return id;
		}

	}

}
