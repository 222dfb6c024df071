package io.tidemark.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
 * The whole road: each scenario that leaks threads is named by the endpoint, with the
 * line of the sample that started them, and its repaired twin leaves nothing.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		// several services share this JVM and so the cost of its recorder
		properties = { "tidemark.budget.cpu-share=1.0", "tidemark.budget.pause=1m" })
class ThreadDiffIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Pattern FRAME = Pattern.compile("(.+)\\.\\w+\\((\\w+\\.java):(\\d+)\\)");

	private RestClient service;

	@LocalServerPort
	private int port;

	/** Scenario, family, and what stands in the line that starts the threads. */
	static Stream<Arguments> threadLeaks() {
		return Stream.of(Arguments.of("executor-per-request", "pool-*-thread-*", "executor.submit("),
				Arguments.of("blocked-handoff", "quote-handoff-*", "thread.start()"),
				Arguments.of("cached-pool", "mail-sender-*", "this.pool.execute("),
				Arguments.of("deadlock", "stock-transfer-*", "thread.start()"),
				Arguments.of("forgotten-timer", "Timer-*", "new Timer()"),
				Arguments.of("future-without-timeout", "supplier-reply-*", "thread.start()"),
				Arguments.of("http-client-per-call", "HttpClient-*-SelectorManager", ".build()"),
				Arguments.of("latch-never-counted", "invoice-batch-*", "thread.start()"),
				Arguments.of("lock-convoy", "price-list-reader-*", "thread.start()"),
				Arguments.of("swallowed-interrupt", "rate-poller-*", "pool.execute("));
	}

	@BeforeEach
	void takeBaseline() {
		this.service = ServiceClient.on(this.port);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(diff().<List<Boolean>>read("$.observer[?(@.part == 'origins')].works"))
				.as(diff().read("$.observer").toString())
				.containsExactly(true));
		ServiceClient.takeBaseline(this.service);
	}

	@AfterEach
	void release() {
		threadLeaks().forEach((
				scenario) -> this.service.delete().uri("/leaks/{id}", scenario.get()[0]).retrieve().toBodilessEntity());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("threadLeaks")
	void theLineThatStartedTheLeakedThreadsIsNamed(String scenario, String family, String line) {
		DocumentContext state = read("/leaks/" + scenario);
		int faults = Math.min(50, state.read("$.cap"));
		int threads = faults * state.<Integer>read("$.threadsPerFault");

		commit("/leaks/" + scenario, faults);

		await().atMost(PATIENCE).untilAsserted(() -> {
			DocumentContext diff = diff();
			assertThat(diff.<String>read("$.groups[0].name")).isEqualTo(family);
			assertThat(diff.<Integer>read("$.groups[0].change")).isEqualTo(threads);
			assertThat(diff.<Object>read("$.groups[0].origin")).as(diff.read("$.observer").toString()).isNotNull();
			assertThat(diff.<Boolean>read("$.groups[0].origin.library")).isFalse();
			assertThat(sourceLine(diff.read("$.groups[0].origin.frame"))).contains(line);
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("threadLeaks")
	void theRepairedTwinLeavesNothing(String scenario, String family) {
		commit("/repaired/" + scenario, 10);

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(
					diff().<List<Integer>>read("$.groups[?(@.name == '" + family + "' && @.change != 0)].change"))
				.isEmpty());
	}

	private void commit(String path, int times) {
		assertThat(this.service.post()
			.uri(path + "?times=" + times)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode()
			.is2xxSuccessful()).isTrue();
	}

	private DocumentContext diff() {
		return read("/actuator/threaddiff");
	}

	private DocumentContext read(String path) {
		return JsonPath
			.parse(this.service.get().uri(path).accept(MediaType.APPLICATION_JSON).retrieve().body(String.class));
	}

	/** The line of our source that a frame names. */
	private static String sourceLine(String frame) throws IOException {
		Matcher matcher = FRAME.matcher(frame);
		assertThat(matcher.matches()).as(frame).isTrue();
		String directory = matcher.group(1).substring(0, matcher.group(1).lastIndexOf('.')).replace('.', '/');
		Path source = Path.of("src/main/java", directory, matcher.group(2));
		return Files.readAllLines(source).get(Integer.parseInt(matcher.group(3)) - 1);
	}

}
