package io.tidemark.sample.leaks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.management.ObjectName;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.sample.ServiceClient;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every scenario over HTTP on the running service. Leaked threads are counted by
 * identity, so that what other tests left cannot be taken for them.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LeakScenarioTests {

	private static final int TIMES = 6;

	@LocalServerPort
	private int port;

	@Autowired
	private List<LeakScenario> scenarios;

	@Autowired
	private HikariDataSource dataSource;

	@AfterEach
	void releaseAll() {
		this.scenarios.forEach((scenario) -> change(HttpMethod.DELETE, "/leaks/" + scenario.id()));
	}

	@ParameterizedTest
	@MethodSource("ids")
	void faultsAreHeldUntilTheyAreReleased(String id) {
		assumeSupported(id);
		Set<Thread> before = liveThreads();

		Leaks.State state = change(HttpMethod.POST, "/leaks/" + id + "?times=" + TIMES);

		assertThat(state.held()).isEqualTo(TIMES);
		Set<Thread> leaked = newThreads(before, state.threadNames());
		assertThat(leaked).hasSize(state.virtual() ? 0 : TIMES * state.threadsPerFault());
		assertThat(change(HttpMethod.DELETE, "/leaks/" + id).held()).isZero();
		await().until(() -> leaked.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void faultIsCommittedOnceWhenNothingIsSaidAboutTimes() {
		assertThat(change(HttpMethod.POST, "/leaks/static-cache").held()).isEqualTo(1);
		assertThat(change(HttpMethod.POST, "/leaks/static-cache").held()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("ids")
	void repairedTwinHoldsNothingAndLeavesNoThread(String id) {
		assumeSupported(id);
		Set<Thread> before = liveThreads();

		Leaks.State state = change(HttpMethod.POST, "/repaired/" + id + "?times=" + (TIMES * 2));

		assertThat(state.held()).isZero();
		await().until(() -> newThreads(before, state.threadNames()).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "sse-never-completed", "websocket-map-never-cleaned", "response-not-closed",
			"lost-connection", "static-cache" })
	void faultThatIsNotAboutThreadsBringsNoNewFamilyOfThreads(String id) {
		Set<String> before = families(liveThreads());

		Leaks.State state = change(HttpMethod.POST, "/leaks/" + id + "?times=" + TIMES);

		assertThat(state.leaksThreads()).isFalse();
		assertThat(families(liveThreads()))
			.filteredOn((family) -> family.startsWith("WebSocket")
					|| this.scenarios.stream().anyMatch((scenario) -> family.equals(scenario.threadNames())))
			.allSatisfy((family) -> assertThat(before).contains(family));
	}

	/** This is how whoever looks for the creator finds the scenario. */
	@Test
	void leakedThreadsAreStartedByTheClassOfTheScenario(@TempDir Path directory) throws IOException {
		List<LeakScenario> leakingThreads = this.scenarios.stream()
			.filter((scenario) -> scenario.threadNames() != null && !scenario.virtual())
			.toList();
		Path file = directory.resolve("starts.jfr");

		try (Recording recording = new Recording()) {
			recording.enable("jdk.ThreadStart").withStackTrace();
			recording.start();
			leakingThreads.forEach((scenario) -> change(HttpMethod.POST, "/leaks/" + scenario.id() + "?times=2"));
			recording.stop();
			recording.dump(file);
		}

		List<RecordedEvent> starts = RecordingFile.readAllEvents(file) // those of other
																		// recordings, too
			.stream()
			.filter((event) -> event.getEventType().getName().equals("jdk.ThreadStart"))
			.toList();
		assertThat(leakingThreads).hasSize(10).allSatisfy((scenario) -> {
			List<RecordedEvent> own = starts.stream()
				.filter((start) -> family(start.getThread("thread").getJavaName()).equals(scenario.threadNames()))
				.toList();
			assertThat(own).hasSize(2 * scenario.threadsPerFault())
				.allSatisfy((start) -> assertThat(start.getStackTrace().getFrames())
					.anyMatch((frame) -> frame.getMethod().getType().getName().equals(scenario.getClass().getName())));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "cached-pool", "lock-convoy", "stuck-request" })
	void faultsAreCommittedAgainAfterARelease(String id) {
		change(HttpMethod.POST, "/leaks/" + id);
		change(HttpMethod.DELETE, "/leaks/" + id);

		Set<Thread> before = liveThreads();
		Leaks.State state = change(HttpMethod.POST, "/leaks/" + id + "?times=2");

		assertThat(state.held()).isEqualTo(2);
		assertThat(newThreads(before, state.threadNames())).hasSize(2 * state.threadsPerFault());
	}

	@Test
	void repairedTwinDoesItsWorkBesideTheFault() {
		for (String id : List.of("cached-pool", "deadlock", "latch-never-counted", "lock-convoy", "stuck-request",
				"swallowed-interrupt")) {
			change(HttpMethod.POST, "/leaks/" + id);

			assertThat(change(HttpMethod.POST, "/repaired/" + id + "?times=2").held()).isEqualTo(1);
		}
	}

	@Test
	void everyReaderOfTheConvoyWaitsForTheSameWriter() {
		Set<Thread> before = liveThreads();

		change(HttpMethod.POST, "/leaks/lock-convoy?times=" + TIMES);

		Set<Thread> readers = newThreads(before, "price-list-reader-*");
		await().untilAsserted(() -> assertThat(readers).extracting((reader) -> info(reader).getLockOwnerName())
			.hasSize(TIMES)
			.containsOnly("price-list-writer"));
		change(HttpMethod.DELETE, "/leaks/lock-convoy");
		assertThat(newThreads(before, "price-list-writer")).isEmpty();
	}

	@Test
	void theJvmFindsBothThreadsOfADeadlockUntilItIsReleased() {
		change(HttpMethod.POST, "/leaks/deadlock?times=2");

		assertThat(deadlocked()).hasSize(4).allMatch((name) -> name.startsWith("stock-transfer-"));
		change(HttpMethod.DELETE, "/leaks/deadlock");
		assertThat(deadlocked()).isEmpty();
	}

	@Test
	void workerThatSwallowsItsInterruptGoesOnToUseTheProcessor() {
		Set<Thread> before = liveThreads();

		change(HttpMethod.POST, "/leaks/swallowed-interrupt?times=10");

		Set<Thread> pollers = newThreads(before, "rate-poller-*");
		assertThat(pollers).hasSize(10).allSatisfy((poller) -> {
			long used = cpuNanos(poller);
			await().until(() -> cpuNanos(poller) > used);
		});
	}

	@Test
	void latchStandsAtOneForEver() {
		Set<Thread> before = liveThreads();

		change(HttpMethod.POST, "/leaks/latch-never-counted?times=" + TIMES);

		await().untilAsserted(() -> assertThat(newThreads(before, "invoice-batch-*")).hasSize(TIMES)
			.allMatch((thread) -> info(thread).getLockName().contains("CountDownLatch")));
	}

	@Test
	void requestIsStuckInTheServersOwnThread(@TempDir Path directory) throws Exception {
		change(HttpMethod.POST, "/leaks/stuck-request?times=" + TIMES);

		assertThat(threadsIn(".StuckRequest.report(", directory)).hasSize(TIMES);
		change(HttpMethod.DELETE, "/leaks/stuck-request");
		assertThat(threadsIn(".StuckRequest.report(", directory)).isEmpty();
	}

	@Test
	void reportThatNobodyAskedForIsAnsweredWithASentence() {
		ResponseEntity<ProblemDetail> answer = refused("GET /leaks/stuck-request/report/0");

		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(answer.getBody().getDetail()).isEqualTo("Unknown report 0: POST /leaks/stuck-request asks for one");
	}

	@ParameterizedTest
	@CsvSource({ "virtual-thread-parked, .VirtualThreadParked$Waiting.forConfirmation(",
			"virtual-thread-parked-raw, .VirtualThreadParkedRaw$Subscriber.handleMessages(" })
	void fiveThousandVirtualThreadsAreParkedUntilTheyAreReleased(String id, String frame, @TempDir Path directory)
			throws Exception {
		assumeSupported(id);

		Leaks.State state = change(HttpMethod.POST, "/leaks/" + id + "?times=5000");

		assertThat(state.held()).isEqualTo(5_000);
		assertThat(threadsIn(frame, directory)).hasSize(5_000);
		assertThat(change(HttpMethod.DELETE, "/leaks/" + id).held()).isZero();
		assertThat(threadsIn(frame, directory)).isEmpty();
	}

	@Test
	void virtualThreadsAreHadWhereTheJvmAndTheConfigurationHaveThem(@Autowired Environment environment) {
		int jdk = Runtime.version().feature();
		String missing = "expected JDK 21 or newer for virtual threads, found " + jdk;

		assertThat(change(HttpMethod.GET, "/leaks/virtual-thread-parked-raw").unsupported())
			.isEqualTo((jdk < 21) ? missing : null);
		String managed = change(HttpMethod.GET, "/leaks/virtual-thread-parked").unsupported();
		if (Threading.VIRTUAL.isActive(environment)) {
			assertThat(managed).isNull();
		}
		else {
			assertThat(managed).isEqualTo((jdk < 21) ? missing
					: "expected a task executor with virtual threads, found one with platform threads; set spring.threads.virtual.enabled=true");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "virtual-thread-parked", "virtual-thread-parked-raw" })
	void scenarioThatCannotBeHadIsRefusedWithTheReason(String id) {
		String reason = change(HttpMethod.GET, "/leaks/" + id).unsupported();
		assumeTrue(reason != null, "It can be had here");

		for (String path : List.of("/leaks/", "/repaired/")) {
			ResponseEntity<ProblemDetail> answer = refused("POST " + path + id);

			assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
			assertThat(answer.getBody().getDetail()).isEqualTo("Scenario " + id + ": " + reason);
		}
	}

	@Test
	void fiveSourcesOfTasksAreMoreThanTheExecutorCanDo(
			@Autowired @Qualifier("thumbnailExecutor") ThreadPoolTaskExecutor executor) {
		change(HttpMethod.POST, "/leaks/task-flood?times=5");

		await().until(() -> executor.getQueueSize() > 500);
		change(HttpMethod.DELETE, "/leaks/task-flood");
		await().until(() -> executor.getActiveCount() == 0);
		assertThat(executor.getQueueSize()).isZero();
	}

	@Test
	void connectionsLeaveThePoolAndComeBack() {
		change(HttpMethod.POST, "/leaks/lost-connection?times=8");

		assertThat(this.dataSource.getHikariPoolMXBean().getActiveConnections()).isGreaterThanOrEqualTo(8);
		ResponseEntity<String> order = ServiceClient.on(this.port)
			.post()
			.uri("/orders")
			.body(Map.of("product", "tea", "quantity", 1))
			.retrieve()
			.toEntity(String.class);
		assertThat(order.getStatusCode()).isEqualTo(HttpStatus.CREATED);
		change(HttpMethod.DELETE, "/leaks/lost-connection");
		await().until(() -> this.dataSource.getHikariPoolMXBean().getActiveConnections() == 0);
	}

	@Test
	void repairedTwinsForgetWhatTheFaultyOnesKeep(@Autowired SseNeverCompleted sse,
			@Autowired WebSocketMapNeverCleaned webSocket, @Autowired StaticCache cache) {
		await().until(() -> webSocket.heldByRepaired() == 1); // the one that stays

		change(HttpMethod.POST, "/repaired/sse-never-completed?times=20");
		change(HttpMethod.POST, "/repaired/websocket-map-never-cleaned?times=20");
		change(HttpMethod.POST, "/repaired/static-cache?times=20");

		await().until(() -> sse.heldByRepaired() == 0);
		await().until(() -> webSocket.heldByRepaired() == 1);
		assertThat(cache.heldByRepaired()).isEqualTo(StaticCache.KEPT);
	}

	@Test
	void listNamesEveryScenarioWithItsCapAndWhatIsWrong() {
		Leaks.State[] states = ServiceClient.on(this.port)
			.get()
			.uri("/leaks")
			.retrieve()
			.requiredBody(Leaks.State[].class);

		assertThat(states).extracting(Leaks.State::id).containsExactlyElementsOf(ids());
		assertThat(states).allSatisfy((state) -> {
			assertThat(state.wrong()).endsWith(".");
			assertThat(state.leaksThreads()).isEqualTo(state.threadNames() != null);
			assertThat(state.leaksThreads()).isEqualTo(state.threadsPerFault() > 0);
			assertThat(state.cap()).isEqualTo(switch (state.id()) {
				case "lost-connection" -> 8;
				case "deadlock", "swallowed-interrupt", "task-flood" -> 10;
				case "stuck-request" -> 100;
				case "cached-pool", "http-client-per-call" -> 200;
				case "virtual-thread-parked", "virtual-thread-parked-raw" -> 10_000;
				case "class-loader", "closed-over-payload", "direct-buffer", "listener-never-removed",
						"session-hoarding", "static-cache", "string-intern", "thread-local", "unbounded-queue" ->
					2_000;
				default -> 500;
			});
		});
	}

	@Test
	void documentationNamesEveryScenarioWithItsThreadsAndItsCap() throws IOException {
		List<List<String>> documented = Files.readAllLines(Path.of("../docs/sample-leaks.md"))
			.stream()
			.dropWhile((line) -> !line.startsWith("| scenario | leaks | threads | they wait for | at most |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> line.replace("`", "").replace(",", "").split(" *\\| *"))
			.map((cells) -> List.of(cells[1], cells[3], cells[5]))
			.toList();

		assertThat(documented).containsExactlyElementsOf(
				Stream.of(ServiceClient.on(this.port).get().uri("/leaks").retrieve().requiredBody(Leaks.State[].class))
					.map((state) -> List.of(state.id(), Objects.requireNonNullElse(state.threadNames(), ""),
							String.valueOf(state.cap())))
					.toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /leaks/nope", "POST /repaired/nope", "DELETE /leaks/nope", "GET /leaks/nope" })
	void unknownScenarioIsAnsweredWithTheKnownOnes(String call) {
		ResponseEntity<ProblemDetail> answer = refused(call);

		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(answer.getBody().getDetail())
			.startsWith("Unknown scenario 'nope': expected one of blocked-handoff, cached-pool,");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "501", "many", "2.5", "99999999999" })
	void timesOutOfRangeAreRefused(String times) {
		for (String path : List.of("/leaks", "/repaired")) {
			ResponseEntity<ProblemDetail> answer = refused("POST " + path + "/forgotten-timer?times=" + times);

			assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
			assertThat(answer.getBody().getDetail())
				.startsWith("Parameter 'times': expected a whole number from 1 to 500 (")
				.endsWith("found '" + times + "'");
		}
	}

	@Test
	void faultsBeyondTheCapAreRefusedAndCommitNone() {
		change(HttpMethod.POST, "/leaks/lost-connection?times=6");

		ResponseEntity<ProblemDetail> answer = refused("POST /leaks/lost-connection?times=3");

		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
		assertThat(answer.getBody().getDetail()).isEqualTo(
				"Scenario lost-connection: expected at most 8 faults held at a time, found 6 held and 3 more asked for; DELETE /leaks/lost-connection releases them");
		assertThat(change(HttpMethod.GET, "/leaks/lost-connection").held()).isEqualTo(6);
	}

	private void assumeSupported(String id) {
		String unsupported = change(HttpMethod.GET, "/leaks/" + id).unsupported();
		assumeTrue(unsupported == null, unsupported);
	}

	private Leaks.State change(HttpMethod method, String uri) {
		return ServiceClient.on(this.port).method(method).uri(uri).retrieve().requiredBody(Leaks.State.class);
	}

	private ResponseEntity<ProblemDetail> refused(String call) {
		String[] parts = call.split(" ");
		return ServiceClient.on(this.port)
			.method(HttpMethod.valueOf(parts[0]))
			.uri(parts[1])
			.retrieve()
			.toEntity(ProblemDetail.class);
	}

	static List<String> ids() {
		return List.of("blocked-handoff", "cached-pool", "class-loader", "closed-over-payload", "deadlock",
				"direct-buffer", "executor-per-request", "forgotten-timer", "future-without-timeout",
				"http-client-per-call", "latch-never-counted", "listener-never-removed", "lock-convoy",
				"lost-connection", "response-not-closed", "session-hoarding", "sse-never-completed", "static-cache",
				"string-intern", "stuck-request", "swallowed-interrupt", "task-flood", "thread-local",
				"unbounded-queue", "virtual-thread-parked", "virtual-thread-parked-raw", "websocket-map-never-cleaned");
	}

	private static ThreadInfo info(Thread thread) {
		return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
	}

	private static long cpuNanos(Thread thread) {
		return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
	}

	private static List<String> deadlocked() {
		long[] ids = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
		return (ids != null) ? Stream.of(ManagementFactory.getThreadMXBean().getThreadInfo(ids))
			.map(ThreadInfo::getThreadName)
			.toList() : List.of();
	}

	/**
	 * The frames that contain a text, one for each thread. From JDK 21 on they are from a
	 * dump by the JVM, which has the virtual threads too.
	 */
	private static List<String> threadsIn(String frame, Path directory) throws Exception {
		if (Runtime.version().feature() < 21) {
			return Thread.getAllStackTraces()
				.values()
				.stream()
				.flatMap(Stream::of)
				.map(StackTraceElement::toString)
				.filter((line) -> line.contains(frame))
				.toList();
		}
		Path file = directory.resolve("threads-" + System.nanoTime() + ".txt").toAbsolutePath();
		ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=HotSpotDiagnostic"), "dumpThreads",
					new Object[] { file.toString(), "TEXT_PLAIN" },
					new String[] { String.class.getName(), String.class.getName() });
		try (Stream<String> lines = Files.lines(file)) {
			return lines.filter((line) -> line.contains(frame)).toList();
		}
	}

	private static Set<Thread> liveThreads() {
		return new HashSet<>(Thread.getAllStackTraces().keySet());
	}

	private static Set<Thread> newThreads(Set<Thread> before, @Nullable String family) {
		Set<Thread> threads = liveThreads();
		threads.removeAll(before);
		threads.removeIf((thread) -> !family(thread.getName()).equals(family));
		return threads;
	}

	private static Set<String> families(Set<Thread> threads) {
		return threads.stream().map((thread) -> family(thread.getName())).collect(Collectors.toSet());
	}

	private static String family(String name) {
		return name.replaceAll("\\d+", "*");
	}

}
