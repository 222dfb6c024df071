package io.tidemark.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.JsonPath;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.yaml.snakeyaml.Yaml;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The image of the sample as {@code kubernetes/deployment.yaml} would run it, as far as
 * Docker can: its user, its environment, a read-only root file system and volumes of the
 * same size, no capabilities, the same memory.
 */
@EnabledIf(value = "mustRun", disabledReason = "Docker does not run or has no image " + SampleContainerIT.IMAGE
		+ "; sample-service/image/build-image builds it")
class SampleContainerIT {

	static final String IMAGE = "tidemark/sample-service:debian";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final DockerCommand docker = new DockerCommand(Map.of());

	private final RestClient http = RestClient.builder().defaultStatusHandler((status) -> true, (request, answer) -> {
	}).build();

	private final String name = "tidemark-it-" + UUID.randomUUID();

	private final PodTemplateSpec pod = new ObjectMapper()
		.convertValue(new Yaml()
			.loadAll(GeneratedManifests.read(GeneratedManifests.repository().resolve("kubernetes/deployment.yaml")))
			.iterator()
			.next(), Deployment.class)
		.getSpec()
		.getTemplate();

	@BeforeEach
	void start() throws IOException, InterruptedException {
		docker("network", "create", this.name);
		List<String> command = new ArrayList<>(List.of("docker", "run", "-d", "--name", this.name, "--network",
				this.name, "-p", "127.0.0.1::8080", "-p", "127.0.0.1::8081", "--read-only", "--cap-drop", "ALL",
				"--security-opt", "no-new-privileges"));
		command.addAll(List.of("--user", user(this.pod.getSpec()), "--memory", String
			.valueOf(container().getResources().getLimits().get("memory").getNumericalAmount().longValueExact())));
		container().getVolumeMounts().forEach((mount) -> command.addAll(List.of("--tmpfs", tmpfs(mount))));
		environment().forEach((variable, value) -> command.addAll(List.of("--env", variable + "=" + value)));
		command.add(IMAGE);
		this.docker.run(PATIENCE, command);
	}

	@AfterEach
	void remove() throws IOException, InterruptedException {
		docker("rm", "-f", this.name);
		docker("network", "rm", this.name);
	}

	@Test
	void serveOnAReadOnlyRootAsNobodyInParticularAndEndBySigterm() throws IOException, InterruptedException {
		int service = port("8080");
		int management = port("8081");

		await("readiness").atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> status(service, "/livez") == 200 && status(service, "/readyz") == 200);
		assertThat(status(service, "/actuator/prometheus")).isEqualTo(404);
		assertThat(status(management, "/actuator/leaks")).isEqualTo(200);
		assertThat(status(management, "/actuator/threaddiff")).isEqualTo(200);
		await("the flight recorder").atMost(PATIENCE)
			.until(() -> works(management).contains("origins") && get(management, "/actuator/prometheus")
				.contains("version=\"" + environment().get("SPRING_APPLICATION_VERSION") + "\""));
		this.http.post()
			.uri("http://127.0.0.1:" + service + "/leaks/executor-per-request?times=7")
			.retrieve()
			.body(String.class);
		await("who started the threads").atMost(PATIENCE)
			.untilAsserted(() -> assertThat(get(management, "/actuator/threaddiff"))
				.contains("io.tidemark.sample.leaks.ExecutorPerRequest"));
		await("files in the volume").atMost(PATIENCE).until(() -> filesBytes(management) > 0);

		docker("stop", "-t", String.valueOf(this.pod.getSpec().getTerminationGracePeriodSeconds()), this.name);
		assertThat(docker("inspect", "--format", "{{.State.ExitCode}} {{.State.OOMKilled}}", this.name))
			.as("143 is the end by SIGTERM, 137 that by force")
			.isEqualToIgnoringNewLines("143 false");
	}

	private List<String> works(int management) {
		return JsonPath.read(get(management, "/actuator/leaks"), "$.observer[?(@.works == true)].part");
	}

	private double filesBytes(int management) {
		return get(management, "/actuator/prometheus").lines()
			.filter((line) -> line.startsWith("tidemark_observer_files_bytes "))
			.mapToDouble((line) -> Double.parseDouble(line.replaceFirst(".* ", "")))
			.sum();
	}

	private Container container() {
		return this.pod.getSpec().getContainers().get(0);
	}

	private static String user(PodSpec pod) {
		return pod.getSecurityContext().getRunAsUser() + ":" + pod.getSecurityContext().getRunAsGroup();
	}

	private String tmpfs(VolumeMount mount) {
		return this.pod.getSpec()
			.getVolumes()
			.stream()
			.filter((volume) -> volume.getName().equals(mount.getName()))
			.map((volume) -> volume.getEmptyDir().getSizeLimit().getNumericalAmount())
			.map((bytes) -> mount.getMountPath() + ":mode=1777,size=" + bytes.longValueExact())
			.findFirst()
			.orElseThrow();
	}

	private Map<String, String> environment() {
		ObjectMeta metadata = this.pod.getMetadata();
		Map<String, String> environment = new LinkedHashMap<>();
		container().getEnv()
			.forEach((variable) -> environment.put(variable.getName(),
					(variable.getValue() != null) ? variable.getValue()
							: metadata.getLabels()
								.get(variable.getValueFrom()
									.getFieldRef()
									.getFieldPath()
									.replaceAll("metadata\\.labels\\['(.*)']", "$1"))));
		return environment;
	}

	private int port(String ofContainer) throws IOException, InterruptedException {
		return Integer.parseInt(docker("port", this.name, ofContainer).strip().replaceFirst("(?s).*:", ""));
	}

	private int status(int port, String path) {
		HttpStatusCode status = this.http.get()
			.uri("http://127.0.0.1:" + port + path)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode();
		return status.value();
	}

	private String get(int port, String path) {
		return String.valueOf(this.http.get().uri("http://127.0.0.1:" + port + path).retrieve().body(String.class));
	}

	private String docker(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("docker"));
		command.addAll(List.of(arguments));
		return this.docker.run(PATIENCE, command);
	}

	static boolean mustRun() {
		return DockerCommand.mustRunWith(IMAGE);
	}

}
