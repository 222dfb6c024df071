package io.tidemark.boot.endpoint;

import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.tidemark.report.HeapContext;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may read memory and ask the JVM for more, and what is said where nobody looks at
 * it.
 */
class HeapDiffAccessTests {

	@Test
	void exposureAloneOpensNothing() throws Exception {
		try (ConfigurableApplicationContext application = start()) {
			assertThat(ServedEndpoint.of(application, false, "heapdiff").get("").statusCode()).isEqualTo(404);
			assertThat(application.getBeanNamesForType(HeapDiffEndpoint.class)).isEmpty();
		}
	}

	@Test
	void readOnlyShowsEverythingButTheButtons() throws Exception {
		try (ConfigurableApplicationContext application = start("--management.endpoint.heapdiff.access=read-only")) {
			ServedEndpoint endpoint = ServedEndpoint.of(application, false, "heapdiff");

			assertThat(endpoint.get("", "Accept", ServedEndpoint.BROWSER).body()).contains("Memory")
				.doesNotContain("data-take=");
			assertThat(endpoint
				.send(endpoint.request("", "Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString("{}")))
				.statusCode()).isEqualTo(405);
		}
	}

	@Test
	void memoryThatIsOffHasNoEndpoint() {
		try (ConfigurableApplicationContext application = start("--management.endpoint.heapdiff.access=unrestricted",
				"--tidemark.heap.enabled=false")) {
			assertThat(application.getBeanNamesForType(HeapDiffEndpoint.class)).isEmpty();
		}
	}

	@Test
	void memoryThatNobodyLooksAtIs503() {
		HeapDiffEndpoint unable = new HeapDiffEndpoint(() -> {
			throw new HeapNotWatchedException("Memory is not watched here.");
		}, new HeapPictures(List::of, () -> null, Duration.ofMillis(500), 1, 1),
				(limit) -> new HeapContext(limit, true, List.of(), "heapdiff", null, null), Clock.systemUTC());

		assertThat(unable.diff(HeapDiffFormat.JSON, null, null, null, null, null).getStatus()).isEqualTo(503);
		assertThat(unable.histogram(HeapDiffFormat.HTML, "h1", null, null).getBody())
			.isEqualTo("Memory is not watched here.\n");
		assertThat(unable.take(HeapDiffFormat.HTML, null, null, null, null, null).getStatus()).isEqualTo(503);
	}

	private static ConfigurableApplicationContext start(String... more) {
		String[] arguments = new String[more.length + 2];
		arguments[0] = "--management.endpoints.web.exposure.include=heapdiff";
		arguments[1] = "--tidemark.heap.histogram.automatic=false";
		System.arraycopy(more, 0, arguments, 2, more.length);
		return ServedEndpoint.start(Application.class, "servlet", false, arguments);
	}

	@SpringBootApplication
	static class Application {

	}

}
