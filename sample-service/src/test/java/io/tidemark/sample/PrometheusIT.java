package io.tidemark.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real Prometheus, with the configuration and the rules of this repository, scrapes the
 * running sample and is asked what it saw.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf(value = "imageExistsOrMustExist", disabledReason = PrometheusIT.NO_IMAGE)
class PrometheusIT {

	private static final String IMAGE = "tidemark/prometheus:debian";

	static final String NO_IMAGE = "Docker does not run or has no image " + IMAGE
			+ "; prometheus/image/build-image builds it from Debian's Prometheus";

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	/** Threads of executors that the sample's own code started. */
	private static final String POOL_THREADS = """
			sum(tidemark_thread_group_size_threads{group="pool-*-thread-*", origin=~"io[.]tidemark[.]sample[.].+"})""";

	private final RestClient http = RestClient.create();

	private final int prometheusPort = freePort();

	private final GenericContainer<?> prometheus = new GenericContainer<>(DockerImageName.parse(IMAGE));

	@LocalServerPort
	private int servicePort;

	@BeforeAll
	static void dockerHasTheImage() {
		assertThat(imageExists()).as(NO_IMAGE).isTrue();
	}

	@BeforeEach
	void startPrometheus() throws IOException {
		String configuration = Files.readString(prometheusFolder().resolve("prometheus.yml"))
			.replace("\"service:8080\", \"service-next:8080\"", "\"127.0.0.1:" + this.servicePort + "\"")
			.replace("scrape_interval: 15s", "scrape_interval: 1s");
		assertThat(configuration).contains("127.0.0.1:" + this.servicePort, "scrape_interval: 1s");

		// The network of the host: so it reaches the sample on loopback, and needs no
		// helper image to do it.
		this.prometheus.withNetworkMode("host")
			.withCommand("--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus",
					"--web.listen-address=127.0.0.1:" + this.prometheusPort)
			.withCopyToContainer(Transferable.of(configuration), "/etc/prometheus/prometheus.yml")
			.withCopyFileToContainer(MountableFile.forHostPath(prometheusFolder().resolve("rules")),
					"/etc/prometheus/rules")
			.waitingFor(Wait.forLogMessage(".*Server is ready to receive web requests.*\\n", 1))
			.start();
	}

	@AfterEach
	void stopPrometheus() {
		this.prometheus.stop();
		this.http.delete()
			.uri("http://127.0.0.1:{port}/leaks/executor-per-request", this.servicePort)
			.retrieve()
			.toBodilessEntity();
	}

	@Test
	void leakedExecutorsAreSeenInPrometheusWithTheClassThatStartedThem() {
		await().atMost(PATIENCE).until(() -> query("count(tidemark_thread_group_size_threads)") > 0);
		double before = query(POOL_THREADS);

		this.http.post()
			.uri("http://127.0.0.1:{port}/leaks/executor-per-request?times=20", this.servicePort)
			.retrieve()
			.toBodilessEntity();

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(query(POOL_THREADS)).isEqualTo(before + 20));
	}

	@Test
	void theAlertsAreLoaded() {
		assertThat(namesIn("/api/v1/rules?type=alert", "$.data.groups[*].rules[*].name")).contains(
				"TidemarkThreadGroupGrowing", "TidemarkLeakSuspected", "TidemarkLeakProbable",
				"TidemarkResourceLimitNear", "TidemarkDeadlock", "TidemarkAbsent");
	}

	@Test
	void everyRuleIsEvaluatedWithoutAnError() {
		String outcomes = "/api/v1/rules";

		await().atMost(PATIENCE)
			.until(() -> namesIn(outcomes, "$.data.groups[*].rules[?(@.health == 'unknown')].name").isEmpty());
		assertThat(namesIn(outcomes, "$.data.groups[*].rules[?(@.health == 'ok')].name")).hasSizeGreaterThan(50);
		assertThat(namesIn(outcomes, "$.data.groups[*].rules[?(@.health == 'err')].name")).isEmpty();
	}

	/** Value of the first series; 0 when there is none, as after a start. */
	private double query(String expression) {
		String answer = this.http.get()
			.uri("http://127.0.0.1:{port}/api/v1/query?query={query}", this.prometheusPort, expression)
			.retrieve()
			.body(String.class);
		List<String> values = JsonPath.read(answer, "$.data.result[*].value[1]");
		return values.isEmpty() ? 0 : Double.parseDouble(values.get(0));
	}

	private List<String> namesIn(String address, String path) {
		String answer = this.http.get()
			.uri("http://127.0.0.1:" + this.prometheusPort + address)
			.retrieve()
			.body(String.class);
		return JsonPath.read(answer, path);
	}

	static boolean imageExistsOrMustExist() {
		return Boolean.parseBoolean(System.getenv("TIDEMARK_REQUIRE_TOOLS")) || imageExists();
	}

	/**
	 * Asked of Docker's command line, because Testcontainers would look for a registry
	 * first, for minutes where there is none.
	 */
	private static boolean imageExists() {
		try {
			Process inspection = new ProcessBuilder("docker", "image", "inspect", IMAGE)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			return inspection.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue() == 0;
		}
		catch (IOException | CompletionException ex) {
			return false; // no docker command, or it does not answer
		}
	}

	private static Path prometheusFolder() {
		return Path.of("").toAbsolutePath().getParent().resolve("prometheus");
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
