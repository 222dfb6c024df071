package io.tidemark.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.yaml.snakeyaml.Yaml;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code docker-compose.yml} brought up with local images, all but Grafana, whose image
 * cannot be made here.
 */
@EnabledIf(value = "mustRun", disabledReason = "Docker does not run or lacks images; prometheus/image/build-image and "
		+ "sample-service/image/build-image build them")
class ComposeContainerIT {

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final List<String> COMPOSE = List.of("docker-compose", "-p", "tidemark-it", "-f",
			"docker-compose.yml", "-f", "docker-compose.local.yml");

	private static final Map<String, String> PORTS = Map.of("SERVICE_PORT", freePort(), "NEXT_PORT", freePort(),
			"PROMETHEUS_PORT", freePort(), "ALERTMANAGER_PORT", freePort(), "GRAFANA_PORT", freePort());

	private static final DockerCommand DOCKER = new DockerCommand(PORTS);

	private final RestClient http = RestClient.create();

	@BeforeAll
	static void bringUp() throws IOException, InterruptedException {
		compose("up", "-d", "--no-build", "alertmanager", "prometheus");
	}

	@AfterAll
	static void takeDown() throws IOException, InterruptedException {
		compose("down", "-v", "-t", "10");
	}

	@Test
	void everyServiceIsHealthy() {
		for (String service : List.of("service", "service-next", "prometheus", "alertmanager")) {
			await(service).atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(
								DOCKER.run(PATIENCE,
										List.of("docker", "inspect", "--format", "{{.State.Health.Status}}",
												compose("ps", "-q", service).strip())))
							.isEqualToIgnoringNewLines("healthy"));
		}
	}

	@Test
	void prometheusScrapesBothInstancesWhichSayDifferentVersions() {
		await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(prometheus("/api/v1/targets", "$.data.activeTargets[?(@.health == 'up')].labels.instance"))
				.containsExactlyInAnyOrder("service:8080", "service-next:8080");
			assertThat(prometheus("/api/v1/label/version/values?match[]=tidemark_application_info", "$.data[*]"))
				.containsExactly("0.1.0", "0.2.0");
		});
	}

	@Test
	void prometheusHasEveryRule() {
		assertThat(prometheus("/api/v1/rules", "$.data.groups[*].rules[*].name"))
			.containsExactlyInAnyOrderElementsOf(new GeneratedManifests(GeneratedManifests.repository()).ruleFiles()
				.stream()
				.flatMap(ComposeContainerIT::ruleNames)
				.toList());
	}

	@Test
	void prometheusKnowsTheAlertmanagerAndThatIsReady() {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(prometheus("/api/v1/alertmanagers", "$.data.activeAlertmanagers[*].url"))
				.containsExactly("http://alertmanager:9093/api/v2/alerts"));
		assertThat(get("ALERTMANAGER_PORT", "/-/ready")).startsWith("OK");
	}

	@Test
	void anInstanceKeepsItsFilesInABoundedFileSystemAndRecordsOrigins() {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(get("NEXT_PORT", "/actuator/prometheus"))
				.contains("tidemark_observer_part{part=\"origins\"} 1.0"));
	}

	private List<String> prometheus(String path, String found) {
		return JsonPath.read(get("PROMETHEUS_PORT", path), found);
	}

	private String get(String port, String path) {
		String answer = this.http.get().uri("http://127.0.0.1:" + PORTS.get(port) + path).retrieve().body(String.class);
		return String.valueOf(answer);
	}

	@SuppressWarnings("unchecked")
	private static Stream<String> ruleNames(Path file) {
		Map<String, List<Map<String, Object>>> content = new Yaml().load(GeneratedManifests.read(file));
		return content.get("groups")
			.stream()
			.flatMap((group) -> ((List<Map<String, String>>) group.get("rules")).stream())
			.map((rule) -> rule.getOrDefault("alert", rule.get("record")));
	}

	private static String compose(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(COMPOSE);
		command.addAll(List.of(arguments));
		return DOCKER.run(PATIENCE, command);
	}

	static boolean mustRun() {
		return DockerCommand.mustRunWith("tidemark/sample-service:debian", "tidemark/prometheus:debian",
				"tidemark/alertmanager:debian");
	}

	private static String freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return String.valueOf(socket.getLocalPort());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
