package io.tidemark.benchmarks.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Prometheus in a process of its own, on a free port of the loopback interface. Ends
 * with this process at the latest.
 */
final class PrometheusServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final Path file;

	private final String address;

	private final Process process;

	private PrometheusServer(Path folder, String configuration) throws IOException {
		this.file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
		int port = freePort();
		this.address = "http://127.0.0.1:" + port;
		this.process = new ProcessBuilder("prometheus", "--config.file=" + this.file,
				"--storage.tsdb.path=" + folder.resolve("data"), "--storage.tsdb.retention.time=30d",
				"--web.listen-address=127.0.0.1:" + port, "--web.enable-remote-write-receiver",
				"--web.enable-lifecycle", "--log.level=warn")
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("prometheus.log").toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	/**
	 * Starts it and returns when it is ready.
	 * @param folder where its data are, from an earlier start too
	 * @param configuration text of its configuration
	 */
	static PrometheusServer start(Path folder, String configuration) throws IOException, InterruptedException {
		PrometheusServer server = new PrometheusServer(folder, configuration);
		try {
			server.awaitReadiness(folder);
			return server;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	private void awaitReadiness(Path folder) throws IOException, InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!isReady()) {
			if (!this.process.isAlive() || System.nanoTime() > end) {
				throw new IllegalStateException(
						"Prometheus is not ready; it said: " + Files.readString(folder.resolve("prometheus.log")));
			}
			TimeUnit.MILLISECONDS.sleep(50);
		}
	}

	private boolean isReady() throws InterruptedException {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create(this.address + "/-/ready")).build();
			return this.client.send(request, BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false; // it does not listen yet
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Scrapes and evaluates nothing any more, so that all CPU time it then takes is that
	 * of questions.
	 */
	void rest() throws IOException, InterruptedException {
		Files.writeString(this.file, PrometheusConfiguration.idle().text());
		checked(this.client.send(
				HttpRequest.newBuilder(URI.create(this.address + "/-/reload")).POST(BodyPublishers.noBody()).build(),
				BodyHandlers.ofString()));
	}

	/** CPU time that it took since it started, in steps of ten milliseconds. */
	double cpuSeconds() throws IOException, InterruptedException {
		return itself().value("process_cpu_seconds_total");
	}

	/** Takes samples of the past. */
	void write(RemoteWriteRequest request) throws IOException, InterruptedException {
		checked(this.client.send(HttpRequest.newBuilder(URI.create(this.address + "/api/v1/write"))
			.header("Content-Encoding", "snappy")
			.header("Content-Type", "application/x-protobuf")
			.header("X-Prometheus-Remote-Write-Version", "0.1.0")
			.POST(BodyPublishers.ofByteArray(request.body()))
			.build(), BodyHandlers.ofString()));
	}

	/**
	 * Asks its API.
	 * @return what the answer has as data
	 */
	JsonNode ask(String path, Map<String, String> parameters) throws IOException, InterruptedException {
		return JSON.readTree(text(path, parameters)).path("data");
	}

	/** The same, as text. */
	String text(String path, Map<String, String> parameters) throws IOException, InterruptedException {
		String form = parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return checked(this.client.send(
				HttpRequest.newBuilder(URI.create(this.address + path + "?" + form)).timeout(PATIENCE).build(),
				BodyHandlers.ofString()));
	}

	/** What it says of itself. */
	Scrape itself() throws IOException, InterruptedException {
		return Scrape.parse(text("/metrics", Map.of()));
	}

	private static String checked(HttpResponse<String> response) {
		if (response.statusCode() / 100 != 2) {
			throw new IllegalStateException("Expected Prometheus to answer %s with 2xx, found %d: %s"
				.formatted(response.uri().getPath(), response.statusCode(), response.body()));
		}
		return response.body();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
