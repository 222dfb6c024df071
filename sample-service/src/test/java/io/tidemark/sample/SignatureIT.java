package io.tidemark.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What kind of mistake each scenario is, and what its threads wait for, as the running
 * service says it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tidemark.budget.cpu-share=1.0", "tidemark.budget.pause=1m",
				// told after seconds rather than a minute
				"tidemark.threads.stuck.interval=1s", "tidemark.threads.stuck.least=3s" })
class SignatureIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private RestClient service;

	@LocalServerPort
	private int port;

	/** Scenario, how often, family, signature, and the wait reason of the threads. */
	static Stream<Arguments> scenarios() {
		return Stream.of(
				Arguments.of("executor-per-request", 20, "pool-*-thread-*", "executor-per-call", "idle-worker"),
				Arguments.of("blocked-handoff", 20, "quote-handoff-*", "blocked-on-dead-queue", "queue-handoff"),
				Arguments.of("forgotten-timer", 20, "Timer-*", "timer-per-call", "timer"),
				Arguments.of("future-without-timeout", 20, "supplier-reply-*", "future-never-completed", "future"),
				Arguments.of("http-client-per-call", 20, "HttpClient-*-SelectorManager", "http-client-per-call",
						"selector"),
				Arguments.of("lock-convoy", 20, "price-list-reader-*", "lock-convoy", "lock"),
				Arguments.of("deadlock", 3, "stock-transfer-*", "deadlock", "deadlock"),
				Arguments.of("cached-pool", 20, "mail-sender-*", "cached-pool-without-limit", "socket-read"),
				Arguments.of("latch-never-counted", 20, "invoice-batch-*", "latch-never-counted", "latch"));
	}

	@BeforeEach
	void takeBaseline() {
		this.service = ServiceClient.on(this.port);
		eventually(() -> assertThat(diff().<List<Boolean>>read("$.observer[?(@.part == 'origins')].works"))
			.containsExactly(true));
		ServiceClient.takeBaseline(this.service);
	}

	@AfterEach
	void release() {
		List<String> ids = JsonPath.parse(this.service.get().uri("/leaks").retrieve().body(String.class))
			.read("$[?(@.held > 0)].id");
		ids.forEach((id) -> this.service.delete().uri("/leaks/{id}", id).retrieve().toBodilessEntity());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("scenarios")
	void theMistakeIsNamed(String scenario, int times, String family, String signature, String reason) {
		commit(scenario, times);

		eventually(() -> {
			DocumentContext group = group(family, diff());
			assertThat(group.<String>read("$.signature.id")).isEqualTo(signature);
			assertThat(group.<Map<String, Integer>>read("$.waitReasons")).containsKey(reason);
		});
	}

	@Test
	void theLockOfAConvoyIsNamedWithItsOwner() {
		commit("lock-convoy", 20);

		eventually(() -> {
			DocumentContext group = group("price-list-reader-*", diff());
			assertThat(group.<String>read("$.locks[0].owner")).isEqualTo("price-list-writer");
			assertThat(group.<Integer>read("$.locks[0].waiting")).isEqualTo(20);
		});
	}

	@Test
	void aStuckRequestIsNamedByItsPattern() {
		commit("stuck-request", 3);

		eventually(() -> {
			String json = diff().jsonString();
			List<String> paths = JsonPath.parse(json).read("$.groups[*].stuck[*].request.path");
			List<String> signatures = JsonPath.parse(json).read("$.groups[*].signature.id");
			assertThat(paths).containsOnly("/leaks/stuck-request/report/{id}").hasSizeGreaterThanOrEqualTo(3);
			assertThat(signatures).contains("stuck-request");
		});
	}

	@Test
	void aLoopThatAnInterruptDoesNotEndIsNamed() {
		commit("swallowed-interrupt", 10);

		eventually(() -> {
			DocumentContext group = group("rate-poller-*", diff());
			assertThat(group.<String>read("$.signature.id")).isEqualTo("swallowed-interrupt");
			assertThat(group.<List<String>>read("$.stuck[*].waitReason")).contains("spinning");
		});
	}

	/** What is not there yet may come: an origin, a third look, a signature. */
	static void eventually(ThrowingRunnable assertion) {
		await().atMost(PATIENCE).ignoreExceptionsInstanceOf(PathNotFoundException.class).untilAsserted(assertion);
	}

	void commit(String scenario, int times) {
		this.service.post().uri("/leaks/{id}?times={times}", scenario, times).retrieve().toBodilessEntity();
	}

	DocumentContext diff() {
		return JsonPath.parse(this.service.get()
			.uri("/actuator/threaddiff")
			.accept(MediaType.APPLICATION_JSON)
			.retrieve()
			.body(String.class));
	}

	/**
	 * The group of this name that grew most: the service has an HTTP client of its own.
	 */
	static DocumentContext group(String family, DocumentContext diff) {
		List<Object> groups = diff.read("$.groups[?(@.name == '" + family + "')]");
		assertThat(groups).as(family).isNotEmpty();
		return JsonPath.parse(groups.get(0));
	}

	RestClient service() {
		return this.service;
	}

}
