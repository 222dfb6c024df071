package io.tidemark.sample.dashboards;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code prometheus} of the system, with the rules of this repository. */
final class Prometheus implements AutoCloseable {

	/** A step of what a panel draws, and how many of them are looked at. */
	private static final int STEP = 5;

	private static final int STEPS = 4;

	private final JsonMapper mapper = new JsonMapper();

	private final Child server;

	private Prometheus(Child server) {
		this.server = server;
	}

	static boolean isInstalled() {
		try {
			Process version = new ProcessBuilder("prometheus", "--version")
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			return version.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue() == 0;
		}
		catch (IOException | CompletionException ex) {
			return false;
		}
	}

	/**
	 * Scrapes these services every two seconds, as job {@code sample}.
	 * @param services addresses
	 * @param folder for what it keeps
	 */
	static Prometheus start(Collection<String> services, Path folder) throws IOException {
		Path configuration = folder.resolve("prometheus.yml");
		Files.writeString(configuration, """
				global: { scrape_interval: 2s, evaluation_interval: 1m }
				rule_files: ["%s"]
				scrape_configs:
				  - job_name: sample
				    metrics_path: /actuator/prometheus
				    static_configs: [{ targets: [%s] }]
				""".formatted(Repository.file("prometheus/rules/*.yml"),
				services.stream().map((service) -> '"' + service + '"').collect(Collectors.joining(", "))));
		int port = Child.freePort();
		return new Prometheus(Child.start(List.of("prometheus", "--config.file=" + configuration,
				"--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port), port,
				folder.resolve("prometheus.log")));
	}

	/**
	 * The series that an expression has now; an exception tells what is wrong with it.
	 */
	List<Series> now(String expression) {
		return series(this.server.get("/api/v1/query?query=" + encoded(expression)), expression);
	}

	/** The same over the last points that a panel draws. */
	List<Series> drawn(String expression) {
		long end = Instant.now().getEpochSecond();
		return series(this.server.get("/api/v1/query_range?query=" + encoded(expression) + "&start="
				+ (end - STEP * STEPS) + "&end=" + end + "&step=" + STEP), expression);
	}

	/** The values that a variable offers. */
	List<String> labelValues(String selector, String label) {
		JsonNode answer = this.mapper.readTree(this.server
			.get("/api/v1/label/" + label + "/values?match[]=".replace("[]", "%5B%5D") + encoded(selector)));
		return answer.path("data").valueStream().map(JsonNode::asString).toList();
	}

	private List<Series> series(String answer, String expression) {
		JsonNode json = this.mapper.readTree(answer);
		if (!json.path("status").asString("").equals("success")) {
			throw new IllegalArgumentException(json.path("error").asString(answer) + ", found " + expression);
		}
		return json.at("/data/result").valueStream().map(Prometheus::series).toList();
	}

	private static Series series(JsonNode series) {
		Stream<JsonNode> points = series.has("values") ? series.path("values").valueStream()
				: Stream.of(series.path("value"));
		return new Series(series.path("metric").toString(), series.at("/metric/instance").asString(""),
				points.map((point) -> Double.valueOf(point.get(1).asString().replace("Inf", "Infinity"))).toList());
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * One line of a panel.
	 *
	 * @param labels as JSON
	 * @param instance empty where instances are added up
	 * @param values the last one is that of now
	 */
	record Series(String labels, String instance, List<Double> values) {

		double last() {
			return this.values.get(this.values.size() - 1);
		}

		boolean finite() {
			return this.values.stream().allMatch(Double::isFinite);
		}

	}

}
