package io.tidemark.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link JsonReport}. */
class JsonReportTests {

	private final JsonReport report = new JsonReport();

	@Test
	void diffIsWrittenAsPromised() throws IOException {
		String json = this.report.diff(Incident.diff(), Incident.context());

		assertThat(json).isEqualTo(golden("diff.json"));
	}

	@Test
	void snapshotIsWrittenAsPromised() throws IOException {
		String json = this.report.snapshot(Incident.snapshot(), Incident.context());

		assertThat(json).isEqualTo(golden("snapshot.json"));
	}

	@Test
	void diffHoldsEveryFieldOfTheContract() {
		Set<String> paths = paths(this.report.diff(Incident.diff(), Incident.contextWithoutOrigins()));

		assertThat(paths).contains("from.id", "from.time", "from.platformThreads", "from.virtualThreads", "to.id",
				"to.time", "to.platformThreads", "to.virtualThreads", "started", "ended", "unchanged", "omitted",
				"groups.id", "groups.name", "groups.virtual", "groups.before", "groups.after", "groups.change",
				"groups.expected", "groups.origin.frame", "groups.origin.library", "groups.origin.parent",
				"groups.origin.stack", "groups.origin.threads", "groups.waitReasons.idle-worker",
				"groups.locks.className", "groups.locks.id", "groups.locks.owner", "groups.locks.waiting",
				"groups.ageSeconds.oldest", "groups.ageSeconds.median", "groups.cpuMillis", "groups.allocatedBytes",
				"groups.stacks.fingerprint", "groups.stacks.state", "groups.stacks.waitReason", "groups.stacks.before",
				"groups.stacks.after", "groups.stacks.change", "groups.stacks.frames", "groups.stacks.truncated",
				"groups.stacks.sampleThreads", "cost.wallMillis", "cost.pauseMillis", "cost.method", "observer.part",
				"observer.works", "observer.because", "observer.runs", "observer.wallMillis", "observer.pauseMillis",
				"kept.id", "kept.name", "kept.baseline", "kept.time", "kept.platformThreads", "kept.virtualThreads");
	}

	@Test
	void notesOfAGroupAreWritten() {
		ReportContext context = Incident.context().withNotes(Map.of(Incident.leak().key(), Incident.notes()));

		String json = this.report.diff(Incident.diff(), context);

		assertThat(json).contains("\"container\":\"java.util.concurrent.ThreadPoolExecutor\"")
			.contains("\"expected\":{\"id\":\"any-pool\",\"because\":\"A pool of the JDK.\",\"source\":\"java.base\"}")
			.contains("\"signature\":{\"id\":\"executor-per-call\",\"title\":\"an executor for each call\"")
			.contains("\"running\":18,\"queued\":3}]")
			.contains("\"seconds\":90,\"request\":{\"method\":\"GET\",\"path\":\"/reports/{id}\"}}]")
			.contains("\"history\":{\"seconds\":120,\"sizes\":[0,10,20]}");
	}

	@Test
	void numbersThatAreNotKnownAreAbsent() {
		GroupChange vanished = new GroupChange(Incident.key("gone-*"), 2, 0, 0, 2, null, Map.of(WaitReason.RUNNING, 2),
				null, null, null, null, List.of(), 0);

		Set<String> paths = paths(this.report.diff(Incident.diff(List.of(vanished)), Incident.context()));

		assertThat(paths).contains("groups.origin", "groups.change")
			.doesNotContain("groups.ageSeconds", "groups.cpuMillis", "groups.allocatedBytes");
	}

	@Test
	void groupsKeepTheOrderOfTheDiff() {
		String json = this.report.diff(Incident.diff(), Incident.context());

		assertThat(json).containsSubsequence("pool-*-thread-*", "HikariPool-*:connection-adder", "http-nio-8080-exec-*",
				"\"main\"", "boot-init-*");
	}

	@Test
	void groupsBeyondTheLimitAreCountedAsOmitted() {
		String json = this.report.diff(Incident.diff(), Incident.context(2));

		assertThat(json).contains("\"omitted\":3").contains("HikariPool").doesNotContain("http-nio-8080-exec-*");
	}

	@Test
	void millisecondsHaveAtMostThreeDecimalsAndNoExponent() {
		CaptureCost cost = new CaptureCost(Duration.ofSeconds(100), Duration.ofNanos(1_500_000), Duration.ofNanos(499),
				CaptureMethod.THREAD_MX_BEAN_CHUNKS);
		KeptSnapshot snapshot = new KeptSnapshot("s1", null, false,
				new GroupedSnapshot(Incident.TIME, List.of(), 0, VirtualThreads.NONE, 0, cost));

		String json = this.report.snapshot(snapshot, Incident.context());

		assertThat(json).contains("\"cost\":{\"wallMillis\":100000,\"pauseMillis\":1.5,"
				+ "\"method\":\"thread-mx-bean-chunks\",\"longestPauseMillis\":0}");
	}

	@Test
	void threadsWithoutAFamilyAreCounted() {
		KeptSnapshot snapshot = new KeptSnapshot("s1", null, false,
				new GroupedSnapshot(Incident.TIME, List.of(), 5000, VirtualThreads.NONE, 17, Incident.COST));

		assertThat(this.report.snapshot(snapshot, Incident.context())).contains("\"omittedThreads\":17");
	}

	@Test
	void namesThatLookLikeJsonStayNames() {
		SnapshotDiff diff = Incident
			.diff(List.of(Incident.group("a\",\"change\":99,\"x\":\"\\\n\u0000", null, List.of())));

		String json = this.report.diff(diff, Incident.context());

		assertThat(json).contains("\"name\":\"a\\\",\\\"change\\\":99,\\\"x\\\":\\\"\\\\\\n\\u0000\"");
		assertThat(paths(json)).doesNotContain("groups.x");
	}

	@Test
	void thousandFamiliesOfDeepStacksAreWrittenAsValidJson() {
		SnapshotDiff diff = Incident.diff(IntStream.range(0, 1_000)
			.mapToObj((i) -> Incident.group("family-" + i, Incident.APPLICATION, List.of(deep(i), deep(i + 1_000))))
			.toList());

		String json = this.report.diff(diff, Incident.context(1_000));

		assertThat(paths(json)).contains("groups.stacks.frames");
		assertThat(json).contains("\"name\":\"family-999\"").contains("\"omitted\":0");
	}

	private static StackChange deep(int fingerprint) {
		return new StackChange(new Fingerprint(fingerprint), Thread.State.WAITING, WaitReason.OTHER, 0, 10,
				new StackTrace(Incident.frames("com.example.Deep", 256), true), List.of("a", "b", "c", "d", "e"));
	}

	/** A file next to this class, without its line breaks. */
	static String golden(String name) throws IOException {
		try (InputStream input = JsonReportTests.class.getResourceAsStream(name)) {
			assertThat(input).as(name).isNotNull();
			return new String(input.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\R\\s*", "");
		}
	}

	/** Names of all fields from the root, such as {@code groups.origin.frame}. */
	static Set<String> paths(String json) {
		Set<String> paths = new LinkedHashSet<>();
		List<String> path = new ArrayList<>();
		try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				switch (token) {
					case START_OBJECT -> path.add("");
					case END_OBJECT -> path.remove(path.size() - 1);
					case PROPERTY_NAME -> {
						path.set(path.size() - 1, parser.currentName());
						paths.add(String.join(".", path));
					}
					default -> {
					}
				}
			}
		}
		return paths;
	}

}
