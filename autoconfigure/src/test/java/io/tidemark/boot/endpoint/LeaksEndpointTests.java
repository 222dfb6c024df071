package io.tidemark.boot.endpoint;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.tidemark.LeakSettings;
import io.tidemark.LeakWatch;
import io.tidemark.Tidemark;
import io.tidemark.boot.autoconfigure.TidemarkLeaksAutoConfiguration;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint over a real socket, on both web stacks, on the application's port and on
 * one of its own. One resource stays, one cannot be read.
 */
@ParameterizedClass(name = "{0}, separate port {1}")
@MethodSource("stacks")
class LeaksEndpointTests {

	private static final Instant NOW = Instant.parse("2026-11-20T23:00:00Z");

	private static final WatchedResource STAYS = WatchedResource.of("orders.open", "orders", () -> 7).withLimit(100);

	private static final WatchedResource UNREADABLE = WatchedResource.of("feeds.<open>", "feeds", () -> Double.NaN);

	private static final Map<String, ConfigurableApplicationContext> applications = new HashMap<>();

	private final ServedEndpoint endpoint;

	LeaksEndpointTests(String stack, boolean separatePort) {
		ConfigurableApplicationContext application = applications.computeIfAbsent(stack + separatePort,
				(key) -> ServedEndpoint.start(Application.class, stack, separatePort,
						"--management.endpoints.web.exposure.include=leaks,threaddiff"));
		this.endpoint = ServedEndpoint.of(application, separatePort, "leaks");
	}

	static Stream<Arguments> stacks() {
		return ServedEndpoint.stacks();
	}

	@AfterAll
	static void stop() {
		applications.values().forEach(ConfigurableApplicationContext::close);
		applications.clear();
	}

	@Test
	void aProgramGetsJson() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("");

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(ServedEndpoint.contentType(answer)).startsWith("application/json");
		JsonNode json = ServedEndpoint.json(answer);
		assertThat(json.propertyNames()).contains("resources", "observer", "watched", "shadow");
		assertThat(json.get("resources").findValuesAsString("name")).contains("orders.open", "feeds.<open>");
	}

	@Test
	void aBrowserGetsThePage() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("", "Accept", ServedEndpoint.BROWSER);

		assertThat(ServedEndpoint.contentType(answer)).isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(answer.body()).startsWithIgnoringCase("<!doctype html>")
			.contains("href=\"leaks/" + STAYS.id() + "\"", "<a href=\"threaddiff\">Thread diff</a>",
					"feeds.&lt;open&gt;");
	}

	@Test
	void textIsThereForTerminals() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("", "Accept", "text/plain");

		assertThat(ServedEndpoint.contentType(answer)).isEqualToIgnoringCase("text/plain;charset=UTF-8");
		assertThat(answer.body()).startsWith("Nothing leaks, as far as can be told; ");
	}

	@Test
	void theFormatParameterOverridesAccept() throws Exception {
		assertThat(ServedEndpoint.contentType(this.endpoint.get("?format=json", "Accept", ServedEndpoint.BROWSER)))
			.startsWith("application/json");
		assertThat(ServedEndpoint.contentType(this.endpoint.get("?format=HTML"))).startsWith("text/html");
		assertThat(ServedEndpoint.contentType(this.endpoint.get("/" + STAYS.id() + "?format=text")))
			.startsWith("text/plain");
	}

	@Test
	void oneVerdictHasItsReadings() throws Exception {
		JsonNode json = ServedEndpoint.json(this.endpoint.get("/" + STAYS.id()));

		assertThat(json.get("name").asString()).isEqualTo("orders.open");
		assertThat(json.get("limit").asInt()).isEqualTo(100);
		assertThat(json.at("/hour/values").size()).isPositive();
		assertThat(json.at("/hour/values/0").asInt()).isEqualTo(7);
	}

	@Test
	void pageOfOneVerdictLeadsBack() throws Exception {
		assertThat(this.endpoint.get("/" + STAYS.id(), "Accept", ServedEndpoint.BROWSER).body())
			.contains("<a href=\"../leaks\">Leaks</a>", "<b>Last hour</b>");
	}

	@Test
	void gradeAndKindAreFilters() throws Exception {
		assertThat(ServedEndpoint.json(this.endpoint.get("?grade=proven&kind=")).get("resources")).isEmpty();
		assertThat(ServedEndpoint.json(this.endpoint.get("?kind=CUSTOM&grade=clear")).get("resources")).hasSize(2);
		assertThat(ServedEndpoint.json(this.endpoint.get("?kind=custom&limit=1")).get("omitted").asInt()).isEqualTo(1);
	}

	@Test
	void eachBadParameterIsRefusedWithWhatIsAllowed() throws Exception {
		assertRefused("?limit=0", "'limit' must be a number from 1 to 1000, found '0'");
		assertRefused("?format=pdf", "'format' must be one of text, json, html, found 'pdf'");
		assertRefused("?grade=bad",
				"'grade' must be one of clear, undecided, watching, suspected, probable, proven, found 'bad'");
		assertRefused("?kind=disk", "'kind' must be one of thread-group, threads, virtual-threads, heap, metaspace, "
				+ "direct-buffers, native, files, executor, pool, custom, found 'disk'");
	}

	@Test
	void anUnknownIdIsRefused() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("/feed");

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(ServedEndpoint.json(answer).get("message").asString())
			.startsWith("No watched resource has the id 'feed'; ");
	}

	@Test
	void aRefusalIsPlainTextForABrowser() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("?limit=0", "Accept", ServedEndpoint.BROWSER);

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(ServedEndpoint.contentType(answer)).startsWith("text/plain");
		assertThat(answer.body()).isEqualTo("'limit' must be a number from 1 to 1000, found '0'\n");
	}

	@Test
	void whatIsWatchedNowhereIs503() {
		LeaksEndpoint unable = new LeaksEndpoint(() -> {
			throw new LeaksNotWatchedException("Leaks are not watched here.");
		}, List::of, () -> EndpointPaths.of("leaks", null), Clock.systemUTC());

		assertThat(unable.leaks(LeaksFormat.JSON, null, null, null, null).getStatus()).isEqualTo(503);
		assertThat(unable.leak(LeaksFormat.HTML, "a", null).getBody()).isEqualTo("Leaks are not watched here.\n");
	}

	@Test
	void pagesFindEachOtherUnderAnyPath() {
		assertThat(EndpointPaths.of("leaks", "threaddiff")).isEqualTo(new EndpointPaths("leaks", "threaddiff"));
		assertThat(EndpointPaths.of("my/leaks", "threaddiff")).isEqualTo(new EndpointPaths("leaks", "../threaddiff"));
		assertThat(EndpointPaths.of("leaks", null).neighbour()).isNull();
	}

	private void assertRefused(String query, String message) throws Exception {
		HttpResponse<String> answer = this.endpoint.get(query);

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(ServedEndpoint.json(answer).get("message").asString()).isEqualTo(message);
	}

	/** Its readings and verdicts are its own: nothing reads or judges beside them. */
	@SpringBootApplication(exclude = TidemarkLeaksAutoConfiguration.class)
	static class Application {

		@Bean
		LeakWatch leakWatch(Tidemark tidemark) {
			WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 512);
			resources.add(STAYS);
			resources.add(UNREADABLE);
			LeakWatch watch = new LeakWatch(tidemark, resources, LeakSettings.DEFAULT);
			for (int i = 0; i < 90; i++) {
				watch.read(NOW.plusSeconds(10L * i));
			}
			watch.judge(NOW.plusSeconds(900));
			return watch;
		}

	}

}
