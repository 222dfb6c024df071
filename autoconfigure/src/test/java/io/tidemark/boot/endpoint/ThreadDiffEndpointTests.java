package io.tidemark.boot.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint over a real socket, on both web stacks, on the application's port and on
 * one of its own.
 */
@ParameterizedClass(name = "{0}, separate port {1}")
@MethodSource("stacks")
class ThreadDiffEndpointTests {

	private static final String BROWSER = ServedEndpoint.BROWSER;

	private static final Map<String, ConfigurableApplicationContext> applications = new HashMap<>();

	private final ServedEndpoint endpoint;

	private final CountDownLatch released = new CountDownLatch(1);

	private final List<Thread> leaked = new ArrayList<>();

	ThreadDiffEndpointTests(String stack, boolean separatePort) throws Exception {
		ConfigurableApplicationContext application = applications.computeIfAbsent(stack + separatePort,
				(key) -> start(stack, separatePort));
		this.endpoint = ServedEndpoint.of(application, separatePort, "threaddiff");
		while (get("").statusCode() == 404) {
			// the baseline is taken by a thread of its own when the application is ready
			Thread.onSpinWait();
		}
	}

	private static ConfigurableApplicationContext start(String stack, boolean separatePort) {
		return ServedEndpoint.start(Application.class, stack, separatePort,
				"--management.endpoints.web.exposure.include=threaddiff",
				"--management.endpoint.threaddiff.access=unrestricted", "--tidemark.threads.share=0");
	}

	static Stream<Arguments> stacks() {
		return ServedEndpoint.stacks();
	}

	@AfterEach
	void endThreads() throws InterruptedException {
		this.released.countDown();
		for (Thread thread : this.leaked) {
			thread.join();
		}
		this.leaked.clear();
	}

	@AfterAll
	static void stop() {
		applications.values().forEach(ConfigurableApplicationContext::close);
		applications.clear();
	}

	@Test
	void aProgramGetsJson() throws Exception {
		HttpResponse<String> answer = get("");

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(contentType(answer)).startsWith("application/json");
		JsonNode json = json(answer);
		assertThat(json.propertyNames()).contains("from", "to", "started", "ended", "unchanged", "omitted", "groups",
				"cost");
		assertThat(json.at("/from/baseline").asBoolean()).isTrue();
	}

	@Test
	void aBrowserGetsThePage() throws Exception {
		HttpResponse<String> answer = get("", "Accept", BROWSER);

		assertThat(contentType(answer)).isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(answer.body()).startsWithIgnoringCase("<!doctype html>").contains("Take a baseline");
	}

	@Test
	void textIsThereForTerminals() throws Exception {
		assertThat(contentType(get("", "Accept", "text/plain"))).isEqualToIgnoringCase("text/plain;charset=UTF-8");
	}

	@Test
	void theFormatParameterOverridesAccept() throws Exception {
		assertThat(contentType(get("?format=json", "Accept", BROWSER))).startsWith("application/json");
		assertThat(contentType(get("?format=html", "Accept", "application/json"))).startsWith("text/html");
		assertThat(contentType(get("?format=text"))).startsWith("text/plain");
	}

	@Test
	void picturesAreThereByParameterOnly() throws Exception {
		HttpResponse<String> folded = get("?format=folded", "Accept", "application/json");
		HttpResponse<String> flameGraph = get("?format=flamegraph");

		assertThat(contentType(folded)).isEqualToIgnoringCase("text/plain;charset=UTF-8");
		assertThat(folded.body()).containsPattern("(?m)^main;\\S+ \\d \\d$");
		assertThat(contentType(flameGraph)).isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(flameGraph.body()).containsPattern("<h1>Threads from s\\d+ \\(baseline\\) to s\\d+</h1>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "text/html", "text/*", "*/*", "text/html, text/plain", "text/plain, */*",
			"application/*", BROWSER })
	void noAcceptedTypeChoosesAPictureOrAProfile(String accept) throws Exception {
		String body = get("", "Accept", accept).body();

		assertThat(body)
			.matches("(?s)(Nothing changed|Nothing grew|\\S+ grew by|No group grew|\\{|(?i:<!doctype html>)).*")
			.doesNotContain("<canvas");
	}

	@Test
	void profileIsBytesByParameterAndByAccept() throws Exception {
		for (HttpResponse<byte[]> answer : List.of(getBytes("?format=pprof", "Accept", BROWSER),
				getBytes("?format=pprof"), getBytes("/now?format=pprof"),
				getBytes("", "Accept", "application/vnd.google.protobuf+gzip"),
				getBytes("/baseline", "Accept", "application/vnd.google.protobuf+gzip"))) {
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("content-type")).hasValue("application/vnd.google.protobuf+gzip");
			try (GZIPInputStream profile = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
				assertThat(new String(profile.readAllBytes(), StandardCharsets.ISO_8859_1)).contains("threads", "pool",
						"wait_reason");
			}
		}
	}

	@Test
	void aSnapshotHasItsPicturesToo() throws Exception {
		assertThat(get("/now?format=folded").body()).containsPattern("(?m)^main;\\S+ 1$");
		assertThat(get("/now?format=flamegraph").body()).containsPattern("<h1>Threads of snapshot s\\d+</h1>");
	}

	@Test
	void aRefusedPictureIsASentence() throws Exception {
		HttpResponse<String> answer = get("/yesterday?format=pprof", "Accept", "application/vnd.google.protobuf+gzip");

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(contentType(answer)).startsWith("text/plain");
		assertThat(answer.body()).startsWith("No snapshot 'yesterday' is kept; known are baseline");
	}

	@Test
	void threadsThatCameAreCountedInTheirFamily() throws Exception {
		assertThat(post("{\"baseline\":true}").statusCode()).isEqualTo(200);
		leak(7, "tenant-worker-");

		JsonNode groups = json(get("")).get("groups");

		assertThat(groups.get(0).get("name").asString()).isEqualTo("tenant-worker-*");
		// two families while the recorder has told the origin of some only
		assertThat(groups.valueStream()
			.filter((group) -> group.get("name").asString().equals("tenant-worker-*"))
			.mapToInt((group) -> group.get("change").asInt())
			.sum()).isEqualTo(7);
	}

	@Test
	void aSnapshotIsKeptUnderItsNameAndForgotten() throws Exception {
		HttpResponse<String> kept = post("{\"name\":\"before-load\"}");
		assertThat(kept.statusCode()).isEqualTo(200);
		assertThat(json(kept).get("name").asString()).isEqualTo("before-load");

		assertThat(json(get("?from=before-load")).at("/from/name").asString()).isEqualTo("before-load");
		assertThat(json(get("/before-load")).get("groups").isArray()).isTrue();
		assertThat(delete("/before-load").statusCode()).isEqualTo(204);
		assertThat(get("/before-load").statusCode()).isEqualTo(404);
	}

	@Test
	void anUnknownSnapshotIsRefusedWithTheKnownOnes() throws Exception {
		HttpResponse<String> answer = get("?from=yesterday");

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(json(answer).get("message").asString())
			.startsWith("No snapshot 'yesterday' is kept; known are baseline");
	}

	@Test
	void fromMustNotBeNewerThanTo() throws Exception {
		post("{\"name\":\"newer\"}");

		HttpResponse<String> answer = get("?from=newer&to=baseline");

		delete("/newer");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).get("message").asString())
			.startsWith("'from' must not be newer than 'to', found from=");
	}

	@Test
	void eachBadParameterIsRefusedWithWhatIsAllowed() throws Exception {
		assertRefused(get("?limit=0"), "'limit' must be a number from 1 to 1000, found '0'");
		assertRefused(get("?limit=many"), "'limit' must be a number from 1 to 1000, found 'many'");
		assertRefused(get("?format=pdf"),
				"'format' must be one of folded, flamegraph, text, pprof, json, html, found 'pdf'");
		assertRefused(post("{\"name\":\"a b\"}"), "A name is 1 to 64 letters, digits, '.', '_' or '-'");
		assertRefused(post("{\"name\":\"now\"}"), "The names baseline, previous, now and s<number> are taken");
		assertRefused(post("{\"baseline\":\"maybe\"}"), "'baseline' must be true or false, found 'maybe'");
		assertRefused(delete("/baseline"), "The baseline cannot be forgotten");
	}

	@Test
	void aRefusalIsPlainTextForABrowser() throws Exception {
		HttpResponse<String> answer = get("?limit=0", "Accept", BROWSER);

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(contentType(answer)).startsWith("text/plain");
		assertThat(answer.body()).isEqualTo("'limit' must be a number from 1 to 1000, found '0'\n");
	}

	@Test
	void previousIsTheSnapshotBeforeTheNewest() throws Exception {
		String first = json(get("")).at("/to/id").asString();

		assertThat(json(get("?from=previous")).at("/from/id").asString()).isEqualTo(first);
	}

	private void assertRefused(HttpResponse<String> answer, String message) {
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).get("message").asString()).startsWith(message);
	}

	private void leak(int threads, String name) {
		for (int i = 0; i < threads; i++) {
			Thread thread = new Thread(this::awaitRelease, name + i);
			thread.start();
			this.leaked.add(thread);
		}
	}

	private void awaitRelease() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return this.endpoint.get(path, headers);
	}

	private HttpResponse<byte[]> getBytes(String path, String... headers) throws IOException, InterruptedException {
		return this.endpoint.send(this.endpoint.request(path, headers).GET(), HttpResponse.BodyHandlers.ofByteArray());
	}

	private HttpResponse<String> post(String body) throws IOException, InterruptedException {
		return this.endpoint.send(this.endpoint.request("", "Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private HttpResponse<String> delete(String path) throws IOException, InterruptedException {
		return this.endpoint.send(this.endpoint.request(path).DELETE());
	}

	private static String contentType(HttpResponse<String> answer) {
		return ServedEndpoint.contentType(answer);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return ServedEndpoint.json(answer);
	}

	@SpringBootApplication
	static class Application {

	}

}
