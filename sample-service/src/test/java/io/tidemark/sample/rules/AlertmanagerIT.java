package io.tidemark.sample.rules;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real Alertmanager with the configuration of this repository is sent the alerts that
 * one leak raises, and asked which of them it would tell.
 */
@EnabledIf(value = "programExistsOrMustExist", disabledReason = AlertmanagerIT.NO_PROGRAM)
class AlertmanagerIT {

	private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

	static final String NO_PROGRAM = "No prometheus-alertmanager; apt-get install prometheus-alertmanager";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final RestClient HTTP = RestClient.create();

	private static final int PORT = freePort();

	private static Process alertmanager;

	@BeforeAll
	static void startAlertmanager(@TempDir Path storage) throws IOException {
		assertThat(PROGRAM).as(NO_PROGRAM).isExecutable();
		Path configuration = Path.of("").toAbsolutePath().getParent().resolve("prometheus/alertmanager.yml");
		alertmanager = new ProcessBuilder(PROGRAM.toString(), "--config.file=" + configuration,
				"--storage.path=" + storage, "--cluster.listen-address=", "--web.listen-address=127.0.0.1:" + PORT)
			.redirectErrorStream(true)
			.redirectOutput(Files.createTempFile(storage, "alertmanager", ".log").toFile())
			.start();
		await().atMost(PATIENCE)
			.ignoreExceptionsInstanceOf(RestClientException.class)
			.until(() -> told("nobody"), List::isEmpty);
	}

	@AfterAll
	static void stopAlertmanager() throws InterruptedException {
		if (alertmanager != null) {
			alertmanager.destroy();
			alertmanager.waitFor(10, TimeUnit.SECONDS);
		}
	}

	/**
	 * The first is the one that is told; an alert is written as name/kind/further labels.
	 */
	@ParameterizedTest
	@CsvSource(
			textBlock = """
					the verdicts on one leak of threads, TidemarkLeakProbable/thread-group, TidemarkLeakSuspected/thread-group TidemarkLeakProbable/threads TidemarkLeakSuspected/native TidemarkThreadGroupGrowing TidemarkStuckThreads TidemarkMemoryOutsideHeapRising//memory=unaccounted
					a leak of threads that is near the limit, TidemarkThreadLimitNear//resource=threads, TidemarkLeakProbable/thread-group TidemarkLeakProbable/threads TidemarkLeakSuspected/native TidemarkThreadGroupGrowing
					the same with a verdict on the limit, TidemarkResourceLimitNear/threads, TidemarkThreadLimitNear//resource=threads TidemarkLeakProbable/thread-group TidemarkLeakProbable/threads TidemarkThreadGroupGrowing
					a suspicion, TidemarkLeakSuspected/thread-group, TidemarkLeakSuspected/threads TidemarkThreadGroupGrowing TidemarkThreadsWaitForOneThing//reason=lock
					a deadlock, TidemarkDeadlock, TidemarkLeakProbable/thread-group/grade=proven TidemarkStuckThreads TidemarkThreadsWaitForOneThing//reason=lock
					virtual threads, TidemarkLeakProbable/virtual-threads, TidemarkVirtualThreadLeak TidemarkLeakSuspected/virtual-threads
					virtual threads without verdicts, TidemarkThreadGroupGrowing, TidemarkVirtualThreadLeak
					lost connections, TidemarkPoolStarvation//pool=HikariPool-1, TidemarkLeakProbable/pool TidemarkResourceLimitNear/pool TidemarkExecutorSaturated//name=tomcat TidemarkStuckThreads TidemarkThreadsWaitForOneThing//reason=database-connection
					a queue that fills, TidemarkResourceLimitNear/executor, TidemarkLeakSuspected/executor TidemarkExecutorSaturated//name=orders
					a full heap, TidemarkHeapFloorNearMaximum//resource=heap, TidemarkLeakProbable/heap TidemarkHeapFloorRising TidemarkMemoryDrift TidemarkGcShareHigh//basis=cpu TidemarkGcPauseP99High
					a full heap with a verdict, TidemarkResourceLimitNear/heap, TidemarkHeapFloorNearMaximum//resource=heap TidemarkLeakProbable/heap TidemarkGcShareHigh//basis=cpu
					a slow leak of heap, TidemarkHeapFloorRising, TidemarkMemoryDrift
					a suspicion on the heap, TidemarkLeakSuspected/heap, TidemarkHeapFloorRising TidemarkMemoryDrift
					native memory, TidemarkContainerLimitNear//resource=container-memory, TidemarkLeakProbable/native TidemarkMemoryOutsideHeapRising//memory=unaccounted TidemarkMemoryOutsideHeapRising//memory=direct-buffers
					native memory with a verdict, TidemarkResourceLimitNear/native, TidemarkContainerLimitNear//resource=container-memory TidemarkLeakProbable/native TidemarkMemoryOutsideHeapRising//memory=unaccounted
					class loaders, TidemarkLeakProbable/metaspace, TidemarkMetaspaceRising
					files, TidemarkOpenFilesNearLimit//resource=files, TidemarkLeakProbable/files TidemarkLeakSuspected/files
					files with a verdict, TidemarkResourceLimitNear/files, TidemarkOpenFilesNearLimit//resource=files TidemarkLeakProbable/files
					""")
	void oneLeakIsOneMessage(String leak, String told, String heldBack) {
		send(leak, Stream.concat(Stream.of(told), Stream.of(heldBack.split(" "))).toList());

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(leak)).containsExactly(told.split("/")[0]));
	}

	@Test
	void anotherInstanceAndAnotherKindAreToldBesideIt() {
		send("one", List.of("TidemarkLeakProbable/thread-group/grade=probable", "TidemarkLeakSuspected/heap",
				"TidemarkDeadlock"));
		send("other", List.of("TidemarkThreadGroupGrowing", "TidemarkLeakSuspected/threads"));

		await().atMost(PATIENCE).until(() -> told("other").size() == 1 && told("one").size() == 3);
		assertThat(told("one")).containsExactlyInAnyOrder("TidemarkLeakProbable", "TidemarkLeakSuspected",
				"TidemarkDeadlock");
	}

	private static void send(String instance, List<String> alerts) {
		HTTP.post()
			.uri("http://127.0.0.1:{port}/api/v2/alerts", PORT)
			.contentType(MediaType.APPLICATION_JSON)
			.body(alerts.stream().map((alert) -> Map.of("labels", labels(instance, alert))).toList())
			.retrieve()
			.toBodilessEntity();
	}

	/** Of {@code name/kind/label=value}, the last two of which may be missing. */
	private static Map<String, String> labels(String instance, String alert) {
		String[] parts = alert.split("/");
		Map<String, String> labels = new TreeMap<>(Map.of("alertname", parts[0], "job", "shop", "instance", instance));
		if (parts.length > 1 && !parts[1].isEmpty()) {
			labels.putAll(Map.of("kind", parts[1], "name", "leak of " + parts[1], "origin", "com.example.Orders",
					"unit", "things"));
		}
		if (parts.length > 2) {
			String[] label = parts[2].split("=");
			labels.put(label[0], label[1]);
		}
		return labels;
	}

	/** Names of the alerts of an instance that nothing holds back. */
	private static List<String> told(String instance) {
		String answer = HTTP.get()
			.uri("http://127.0.0.1:{port}/api/v2/alerts?inhibited=false&filter=instance={instance}", PORT,
					"\"" + instance + "\"")
			.retrieve()
			.body(String.class);
		return JsonPath.read(answer, "$[*].labels.alertname");
	}

	static boolean programExistsOrMustExist() {
		return Boolean.parseBoolean(System.getenv("TIDEMARK_REQUIRE_TOOLS")) || Files.isExecutable(PROGRAM);
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
