package io.tidemark.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The profiles of a running service that leaks fifty threads, read by the
 * {@code go tool pprof} of the system.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tidemark.budget.pause=1m", "tidemark.budget.cpu-share=1.0" })
@EnabledIf(value = "goExistsOrMustExist", disabledReason = PprofIT.NO_GO)
class PprofIT {

	static final String NO_GO = "The profiles were not read: there is no go on the PATH (Debian: golang-go).";

	private static final String PARK = "jdk.internal.misc.Unsafe.park";

	private static final String CREATOR = "io\\.tidemark\\.sample\\.leaks\\.ExecutorPerRequest\\.commit\\(ExecutorPerRequest\\.java:\\d+\\)";

	@TempDir
	private Path folder;

	@LocalServerPort
	private int port;

	private RestClient service;

	@BeforeAll
	static void goIsThere() {
		assertThat(goExists()).as(NO_GO).isTrue();
	}

	@BeforeEach
	void leakFiftyThreads() {
		this.service = ServiceClient.on(this.port);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> get("/actuator/threaddiff?format=json"),
					(json) -> json.contains("\"part\":\"origins\",\"works\":true"));
		this.service.post()
			.uri("/actuator/threaddiff")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"baseline\":true}")
			.retrieve()
			.toBodilessEntity();
		this.service.post().uri("/leaks/executor-per-request?times=50").retrieve().toBodilessEntity();
		// The recorder tells who started a thread up to a second late
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.until(() -> get("/actuator/threaddiff?format=json"), (json) -> json.contains("\"threads\":50}"));
	}

	@AfterEach
	void release() {
		this.service.delete().uri("/leaks/executor-per-request").retrieve().toBodilessEntity();
	}

	@Test
	void topOfASnapshotCountsEveryThread() throws IOException {
		Path now = profile("now", "/actuator/threaddiff/now?format=pprof");

		String top = pprof("-top", now);

		assertThat(top).contains("Type: threads", "Threads of snapshot s");
		String threads = top.replaceFirst("(?s).*\\((\\d+) platform threads.*", "$1");
		assertThat(top).containsPattern("Showing nodes accounting for .* of " + threads + " total");
		assertThat(flat(top, PARK)).isGreaterThanOrEqualTo(50);
	}

	@Test
	void tagsTellPoolStateWaitReasonAndCreator() throws IOException {
		String tags = pprof("-tags", profile("now", "/actuator/threaddiff/now?format=pprof"));

		assertThat(tags).contains(" pool: Total", " state: Total", " wait_reason: Total", " virtual: Total")
			.containsPattern("50\\.0 \\([ .\\d]+%\\): pool-\\*-thread-\\*")
			.containsPattern("50\\.0 \\([ .\\d]+%\\): " + CREATOR);
	}

	@Test
	void creatorCanBecomeTheRootAndTheFocus() throws IOException {
		Path now = profile("now", "/actuator/threaddiff/now?format=pprof");

		assertThat(pprof("-top", "-cum", "-tagroot=creator", now))
			.containsPattern("(?m)^ +0 +0% +[.\\d]+% +50 +[.\\d]+% +" + CREATOR + "$");
		assertThat(pprof("-traces", "-tagfocus=creator=ExecutorPerRequest", now))
			.containsPattern("(?m)^ +50 +" + PARK + "$")
			.containsPattern("(?m)^ *pool: +pool-\\*-thread-\\*$")
			.containsOnlyOnce(PARK);
	}

	@Test
	void profileOfADiffIsTheDifferenceOfTwoProfiles() throws IOException {
		Path baseline = profile("baseline", "/actuator/threaddiff/baseline?format=pprof");
		post("{\"name\":\"leaking\"}");
		Path now = profile("now", "/actuator/threaddiff/leaking?format=pprof");
		Path diff = profile("diff", "/actuator/threaddiff?to=leaking&format=pprof");
		this.service.delete().uri("/actuator/threaddiff/leaking").retrieve().toBodilessEntity();

		String focus = "-tagfocus=pool=^pool-";
		assertThat(flat(pprof("-top", focus, "-diff_base=" + baseline, now), PARK)).isEqualTo(50);
		assertThat(flat(pprof("-top", focus, diff), PARK)).isEqualTo(50);
	}

	@Test
	void threadsThatAreGoneAreNegative() throws IOException {
		post("{\"name\":\"leaking\"}");
		release();
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(flat(pprof("-top", "-tagfocus=pool=^pool-",
					profile("gone", "/actuator/threaddiff?from=leaking&format=pprof")), PARK))
				.isEqualTo(-50));
		this.service.delete().uri("/actuator/threaddiff/leaking").retrieve().toBodilessEntity();
	}

	@Test
	void rawProfileHasOneSampleTypeAndFilesAndLines() throws IOException {
		String raw = pprof("-raw", profile("now", "/actuator/threaddiff/now?format=pprof"));

		assertThat(raw).contains("threads/count[dflt]", "Comment: Threads of snapshot s", "[FN][FL][LN]")
			.containsPattern(
					"java\\.util\\.concurrent\\.ThreadPoolExecutor\\.getTask " + "ThreadPoolExecutor\\.java:\\d+")
			.doesNotContain("Duration:");
	}

	@Test
	void serviceIsReadByItsAddress() throws IOException {
		String top = pprof("-top", "http://127.0.0.1:" + this.port + "/actuator/threaddiff/now?format=pprof");

		assertThat(flat(top, PARK)).isGreaterThanOrEqualTo(50);
	}

	private Path profile(String name, String path) throws IOException {
		byte[] bytes = this.service.get().uri(path).retrieve().body(byte[].class);
		assertThat(bytes).isNotNull();
		return Files.write(this.folder.resolve(name + ".pb.gz"), bytes);
	}

	private String get(String path) {
		return String.valueOf(this.service.get().uri(path).retrieve().body(String.class));
	}

	private void post(String json) {
		this.service.post()
			.uri("/actuator/threaddiff")
			.contentType(MediaType.APPLICATION_JSON)
			.body(json)
			.retrieve()
			.toBodilessEntity();
	}

	/**
	 * Threads at this function itself, in the output of {@code -top}; 0 if it is not
	 * there.
	 */
	private static int flat(String top, String function) {
		return top.lines()
			.filter((line) -> line.endsWith("  " + function))
			.map((line) -> Integer.parseInt(line.strip().split(" +")[0]))
			.findFirst()
			.orElse(0);
	}

	private String pprof(Object... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
		for (Object argument : arguments) {
			command.add(argument.toString());
		}
		Path output = this.folder.resolve("output.txt");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		builder.environment().put("PPROF_TMPDIR", this.folder.toString());
		Process process = builder.start();
		process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
		String text = Files.readString(output, StandardCharsets.UTF_8);
		assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
		return text;
	}

	/** Whether the tests run: where tools are required they do, to fail without them. */
	static boolean goExistsOrMustExist() {
		return "true".equals(System.getenv("TIDEMARK_REQUIRE_TOOLS")) || goExists();
	}

	private static boolean goExists() {
		try {
			Process version = new ProcessBuilder("go", "version").redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			return version.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue() == 0;
		}
		catch (IOException | CompletionException ex) {
			return false;
		}
	}

}
