package io.tidemark.boot.endpoint;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint over a real socket, on both web stacks, on the application's port and on
 * one of its own. Each has a histogram that was forced; none is taken by itself.
 */
@ParameterizedClass(name = "{0}, separate port {1}")
@MethodSource("stacks")
class HeapDiffEndpointTests {

	private static final Map<String, ConfigurableApplicationContext> applications = new HashMap<>();

	private final ServedEndpoint endpoint;

	HeapDiffEndpointTests(String stack, boolean separatePort) throws Exception {
		String key = stack + separatePort;
		boolean first = !applications.containsKey(key);
		ConfigurableApplicationContext application = applications.computeIfAbsent(key,
				(absent) -> ServedEndpoint.start(Application.class, stack, separatePort,
						"--management.endpoints.web.exposure.include=heapdiff,leaks,threaddiff",
						"--management.endpoint.heapdiff.access=unrestricted",
						"--tidemark.heap.histogram.automatic=false"));
		this.endpoint = ServedEndpoint.of(application, separatePort, "heapdiff");
		if (first) {
			sayThatThereIsNoneYet();
			assertThat(post("{\"force\":true}").statusCode()).isEqualTo(200);
		}
	}

	static Stream<Arguments> stacks() {
		return ServedEndpoint.stacks();
	}

	@AfterAll
	static void stop() {
		applications.values().forEach(ConfigurableApplicationContext::close);
		applications.clear();
	}

	/** Before the first histogram, which only the first test of an application sees. */
	private void sayThatThereIsNoneYet() throws Exception {
		JsonNode json = ServedEndpoint.json(this.endpoint.get(""));
		assertThat(json.get("from").isNull()).isTrue();
		assertThat(json.get("missing").asString())
			.startsWith("No histogram has been taken yet; POST {} takes one, which stops the service for about ");
		assertThat(json.at("/cost/forecastMillis").asDouble()).isPositive();
		assertThat(this.endpoint.get("/newest").statusCode()).isEqualTo(404);
		assertThat(ServedEndpoint.json(this.endpoint.get("?format=folded")).get("message").asString())
			.startsWith("Nobody has asked for what stays yet; ");
	}

	@Test
	void aProgramGetsJson() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("");

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(ServedEndpoint.contentType(answer)).startsWith("application/json");
		assertThat(ServedEndpoint.json(answer).propertyNames()).contains("from", "to", "classes", "packages", "growing",
				"live", "expected", "lines", "allocation", "oldObjects", "kept", "cost");
	}

	@Test
	void aBrowserGetsThePageWithItsButtons() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("", "Accept", ServedEndpoint.BROWSER);

		assertThat(ServedEndpoint.contentType(answer)).isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(answer.body()).contains("<a href=\"leaks\">Leaks</a>", "<a href=\"threaddiff\">Thread diff</a>",
				"<a href=\"heapdiff/h1\"", "data-take=\"{&quot;force&quot;:true}\"");
	}

	@Test
	void textIsThereForTerminals() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("", "Accept", "text/plain");

		assertThat(ServedEndpoint.contentType(answer)).isEqualToIgnoringCase("text/plain;charset=UTF-8");
		assertThat(answer.body()).contains("\nlives ", "what it costs to ask for more");
	}

	@Test
	void formatParameterOverridesAccept() throws Exception {
		assertThat(ServedEndpoint.contentType(this.endpoint.get("?format=json", "Accept", ServedEndpoint.BROWSER)))
			.startsWith("application/json");
		assertThat(ServedEndpoint.contentType(this.endpoint.get("/h1?format=text"))).startsWith("text/plain");
	}

	@Test
	void oneHistogramHasItsClasses() throws Exception {
		JsonNode json = ServedEndpoint.json(this.endpoint.get("/baseline?limit=2"));

		assertThat(json.get("id").asString()).isEqualTo("h1");
		assertThat(json.get("classes")).hasSize(2);
		assertThat(json.get("omitted").asInt()).isPositive();
		assertThat(json.at("/classes/0/bytes").asLong()).isGreaterThanOrEqualTo(json.at("/classes/1/bytes").asLong());
		assertThat(this.endpoint.get("/h1", "Accept", ServedEndpoint.BROWSER).body())
			.contains("<a href=\"../heapdiff\">Memory</a> / histogram h1");
	}

	@Test
	void budgetRefusesTheNextHistogramWithTheTimeToWait() throws Exception {
		HttpResponse<String> answer = post("{}");

		assertThat(answer.statusCode()).isEqualTo(429);
		JsonNode json = ServedEndpoint.json(answer);
		assertThat(json.get("waitSeconds").asInt()).isBetween(1, 600);
		assertThat(json.get("message").asString()).contains("or at once if it is forced");
	}

	@Test
	void forceTakesOneAllTheSameAndAnswersWithTheDifferenceAndItsCost() throws Exception {
		JsonNode json = ServedEndpoint.json(post("{\"force\":true}"));

		assertThat(json.at("/from/id").asString()).isEqualTo("h1");
		assertThat(json.at("/to/id").asString()).isNotEqualTo("h1");
		assertThat(json.at("/to/id").asString()).isEqualTo(json.at("/kept/0/id").asString());
		assertThat(json.at("/cost/lastWallMillis").asDouble()).isPositive();
		assertThat(json.at("/cost/waitSeconds").asInt()).isPositive();
	}

	@Test
	void survivorsAreAskedForWithoutAHistogram() throws Exception {
		String newest = ServedEndpoint.json(this.endpoint.get("")).at("/kept/0/id").asString();

		JsonNode json = ServedEndpoint.json(post("{\"oldObjects\":true}"));

		assertThat(json.at("/kept/0/id").asString()).isEqualTo(newest);
		assertThat(json.at("/profiler/time").asString()).isNotEmpty();
		assertThat(this.endpoint.get("?format=folded").statusCode()).isEqualTo(200);
		assertThat(this.endpoint.get("?format=flamegraph&weight=bytes").body())
			.contains("<h1>Where what stays was allocated</h1>");
	}

	@Test
	void anUnknownHistogramIsRefusedWithTheKnownOnes() throws Exception {
		for (String path : new String[] { "/h99", "?from=h99", "?to=h99" }) {
			HttpResponse<String> answer = this.endpoint.get(path);

			assertThat(answer.statusCode()).isEqualTo(404);
			assertThat(ServedEndpoint.json(answer).get("message").asString())
				.startsWith("No histogram 'h99' is kept; known are baseline, previous, newest, h");
		}
	}

	@Test
	void fromMustNotBeNewerThanTo() throws Exception {
		post("{\"force\":true}");

		HttpResponse<String> answer = this.endpoint.get("?from=newest&to=baseline");

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(ServedEndpoint.json(answer).get("message").asString())
			.startsWith("'from' must not be newer than 'to', found from=h");
	}

	@Test
	void eachBadParameterIsRefusedWithWhatIsAllowed() throws Exception {
		assertRefused(this.endpoint.get("?limit=0"), "'limit' must be a number from 1 to 1000, found '0'");
		assertRefused(this.endpoint.get("?format=pdf"),
				"'format' must be one of folded, flamegraph, text, json, html, found 'pdf'");
		assertRefused(this.endpoint.get("?weight=age"), "'weight' must be one of samples, bytes, found 'age'");
		assertRefused(this.endpoint.get("/h1?format=folded"),
				"A histogram has no stacks: 'format' must be one of text, json, html, found 'folded'");
		assertRefused(post("{\"force\":\"yes\"}"), "'force' must be true or false, found 'yes'");
		assertRefused(post("{\"collect\":\"1\"}"), "'collect' must be true or false, found '1'");
		assertRefused(post("{\"oldObjects\":\"x\"}"), "'oldObjects' must be true or false, found 'x'");
		assertRefused(post("{\"paths\":\"x\"}"), "'paths' must be true or false, found 'x'");
		assertRefused(post("{\"histogram\":\"x\"}"), "'histogram' must be true or false, found 'x'");
	}

	@Test
	void aRefusalIsPlainTextForABrowser() throws Exception {
		HttpResponse<String> answer = this.endpoint.get("?limit=0", "Accept", ServedEndpoint.BROWSER);

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(ServedEndpoint.contentType(answer)).startsWith("text/plain");
		assertThat(answer.body()).isEqualTo("'limit' must be a number from 1 to 1000, found '0'\n");
	}

	private static void assertRefused(HttpResponse<String> answer, String message) {
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(ServedEndpoint.json(answer).get("message").asString()).isEqualTo(message);
	}

	private HttpResponse<String> post(String body) throws IOException, InterruptedException {
		return this.endpoint.send(this.endpoint.request("", "Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	@SpringBootApplication
	static class Application {

	}

}
