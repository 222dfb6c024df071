package io.tidemark.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.VirtualThreads.Answer;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class JsonThreadDumpTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final String PARKED = """
			"stack": ["java.base/java.lang.VirtualThread.park(VirtualThread.java:742)",
			"com.example.Orders.await(Orders.java:%d)", "java.base/java.lang.VirtualThread.run(VirtualThread.java:460)"]""";

	@Test
	void everyThreadOf25IsRead() {
		ParsedDump dump = readResource("25-virtual.json");

		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().time()).isEqualTo("2026-11-21T13:44:48.425313879Z");
		assertThat(dump.snapshot().threads()).hasSize(12).noneMatch(ObservedThread::virtual);
		assertThat(dump.snapshot().folded()).hasSize(7).allMatch(FoldedThreads::virtual);
		assertThat(dump.snapshot().virtualThreads().answer()).isEqualTo(Answer.WHOLE);
		assertThat(dump.snapshot().virtualThreads().count()).isEqualTo(7);
	}

	@Test
	void locksAndTheirOwnersAreReadFrom25() {
		ParsedDump dump = readResource("25-virtual.json");

		assertThat(thread(dump, "plat-blk").state()).isEqualTo(Thread.State.BLOCKED);
		assertThat(thread(dump, "plat-blk").lock()).isEqualTo(lock("java.lang.Object", "@1a482e36", "main"));
		assertThat(folded(dump, "blk").lock()).isEqualTo(lock("java.lang.Object", "@1a482e36", "main"));
		assertThat(thread(dump, "Finalizer").lock())
			.isEqualTo(lock("java.lang.ref.ReferenceQueue$Lock", "@5b8dfcc1", null));
	}

	@Test
	void aThreadBelongsToItsContainer() {
		ParsedDump dump = readResource("25-virtual.json");

		assertThat(thread(dump, "main").container()).isNull();
		assertThat(thread(dump, "pool-1-thread-1").container()).isEqualTo("java.util.concurrent.ThreadPoolExecutor");
		assertThat(thread(dump, "ForkJoinPool-1-worker-1").container()).isEqualTo("ForkJoinPool-1");
		assertThat(dump.snapshot().folded()).extracting(FoldedThreads::container)
			.containsOnlyOnce("java.util.concurrent.ThreadPerTaskExecutor");
	}

	@Test
	void virtualThreadsAndStatesOf21AreToldFromTheStacks() {
		ParsedDump dump = readResource("21-virtual.json");

		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().threads()).extracting(ObservedThread::name, ObservedThread::state)
			.containsExactly(named("main", Thread.State.TIMED_WAITING),
					named("Reference Handler", Thread.State.RUNNABLE), named("Finalizer", Thread.State.WAITING),
					named("Signal Dispatcher", Thread.State.RUNNABLE),
					named("ForkJoinPool-1-worker-1", Thread.State.RUNNABLE));
		assertThat(dump.snapshot().folded()).extracting(FoldedThreads::name, FoldedThreads::state)
			.containsExactly(named("mailer-7", Thread.State.WAITING), named("", Thread.State.RUNNABLE),
					named("", Thread.State.TIMED_WAITING));
		assertThat(dump.snapshot().folded().get(2).threads()).isEqualTo(2);
		assertThat(dump.snapshot().virtualThreads().count()).isEqualTo(4);
	}

	@Test
	void moduleAndClassLoaderAreNoPartOfAFrame() {
		ParsedDump dump = readResource("21-virtual.json");

		assertThat(thread(dump, "main").stack().frames()).containsExactly(
				new Frame("java.lang.Thread", "sleep0", null, Frame.NATIVE_METHOD),
				new Frame("java.lang.Thread", "sleep", "Thread.java", 509),
				new Frame("com.example.orders.Application", "main", "Application.java", 14));
	}

	@Test
	void numbersAndOwnersOfFormat2AreRead() {
		ParsedDump dump = readResource("26-format-2.json");

		assertThat(dump.problems()).isEmpty();
		assertThat(thread(dump, "main").id()).isEqualTo(3);
		assertThat(folded(dump, "").threads()).isEqualTo(2);
		assertThat(folded(dump, "").lock()).isEqualTo(lock("com.example.orders.Ledger", "@1a482e36", "main"));
		assertThat(folded(dump, "convoy").lock())
			.isEqualTo(lock("java.util.concurrent.locks.ReentrantLock$NonfairSync", "@747ddf94", "main"));
		assertThat(folded(dump, "busy").state()).isEqualTo(Thread.State.RUNNABLE);
	}

	@Test
	void threadsThatDifferInCountersOnlyAreOneEntryWithAtMostFiveNames() {
		ParsedDump dump = read(dump(10, (i) -> virtual("order-" + i, 7)));

		assertThat(dump.snapshot().folded()).hasSize(1);
		assertThat(dump.snapshot().folded().get(0).threads()).isEqualTo(10);
		assertThat(dump.snapshot().folded().get(0).names()).containsExactly("order-0", "order-1", "order-2", "order-3",
				"order-4");
	}

	@Test
	void whatIsBeyondTheBoundIsCounted() {
		DumpBounds bounds = new DumpBounds(3, 100, 100, 1_000, 2, true);
		String json = dump(10, (i) -> (i < 5) ? virtual("", i + 1) : platform("p" + (char) ('a' + i)));

		ParsedDump dump = new JsonThreadDump(bounds).read(stream(json), NOW);

		assertThat(dump.snapshot().folded()).hasSize(3);
		assertThat(dump.snapshot().virtualThreads().count()).isEqualTo(5);
		assertThat(dump.snapshot().virtualThreads().because())
			.isEqualTo("2 of them stand in more places than the 3 that are kept");
		assertThat(dump.snapshot().threads()).hasSize(2);
		assertThat(dump.problems()).extracting(DumpProblem::expected, DumpProblem::found)
			.containsExactly(named("at most 2 platform threads", "3 more"));
	}

	@Test
	void threadsThatTheJvmDoesNotTrackAreCounted() {
		String json = dump(1, (i) -> virtual("", 7)).replace("]}]}}", "], \"threadCount\": \"8\"}]}}");

		ParsedDump dump = read(json);

		assertThat(dump.snapshot().virtualThreads().count()).isEqualTo(8);
		assertThat(dump.snapshot().virtualThreads().because())
			.isEqualTo("7 of them are in no dump, because the JVM was started with -Djdk.trackAllThreads=false");
	}

	@Test
	void framesAndStacksBeyondTheBoundAreCounted() {
		DumpBounds bounds = new DumpBounds(100, 4, 100, 1_000, 2, true);

		ParsedDump dump = new JsonThreadDump(bounds).read(stream(dump(10, (i) -> virtual("", i + 1))), NOW);

		assertThat(dump.snapshot().folded()).hasSize(2);
		assertThat(dump.snapshot().virtualThreads().count()).isEqualTo(10);
	}

	@Test
	void aDumpInWhichNothingIsAlikeIsBoundedByDefault() {
		ParsedDump dump = read(
				dump(20_000, (i) -> virtual("session" + Integer.toString(i, 36).replaceAll("\\d", "z"), i)));

		assertThat(dump.snapshot().folded()).hasSizeLessThanOrEqualTo(2_000);
		assertThat(dump.snapshot().virtualThreads().count()).isEqualTo(20_000);
		assertThat(dump.snapshot().virtualThreads().answer()).isEqualTo(Answer.COUNTED);
	}

	@Test
	void aStackIsCutAt1024Frames() {
		StringBuilder stack = new StringBuilder("\"com.example.Deep.go(Deep.java:1)\"");
		for (int i = 1; i < 1_100; i++) {
			stack.append(", \"com.example.Deep.go(Deep.java:").append(i % 7).append(")\"");
		}

		ParsedDump dump = read(dump(1,
				(i) -> "{\"tid\": \"1\", \"name\": \"deep\", \"state\": \"RUNNABLE\", \"stack\": [" + stack + "]}"));

		assertThat(thread(dump, "deep").stack().frames()).hasSize(1_024);
		assertThat(thread(dump, "deep").stack().truncated()).isTrue();
	}

	@Test
	void ofATruncatedDumpWhatWasReadIsKept() {
		String whole = dump(3, (i) -> virtual("", 7));

		ParsedDump dump = read(whole.substring(0, whole.lastIndexOf("Orders.java")));

		assertThat(dump.snapshot().folded().get(0).threads()).isEqualTo(2);
		assertThat(dump.snapshot().virtualThreads().because())
			.isEqualTo("the dump breaks off in line 8, behind 2 threads");
		assertThat(dump.problems()).singleElement()
			.hasToString("Line 8 of the thread dump: expected the JSON of a thread dump up to its end,"
					+ " found the end of the input");
	}

	@Test
	void aTruncationAnywhereKeepsWhatWasReadOrSaysThatThereIsNone() throws IOException {
		byte[] whole = resource("26-format-2.json").readAllBytes();

		for (int length = 0; length < whole.length - 4; length++) {
			ByteArrayInputStream json = new ByteArrayInputStream(whole, 0, length);
			try {
				assertThat(new JsonThreadDump().read(json, NOW).problems()).as("cut at %d", length).isNotEmpty();
			}
			catch (DumpFormatException ex) {
				assertThat(ex).hasMessageStartingWith("Line ");
			}
		}
	}

	@Test
	void noExceptionButOursEscapesWhateverIsBroken() throws IOException {
		byte[] whole = resource("26-format-2.json").readAllBytes();
		Random random = new Random(3);
		for (int round = 0; round < 20_000; round++) {
			byte[] broken = whole.clone();
			for (int i = 0; i <= random.nextInt(4); i++) {
				broken[random.nextInt(broken.length)] = (byte) ((random.nextInt(3) == 0) ? random.nextInt(256)
						: "\"{}[],:\\/0nt\n".charAt(random.nextInt(13)));
			}
			try {
				new JsonThreadDump(new DumpBounds(10, 100, 100, 1_000, 10, true)).read(new ByteArrayInputStream(broken),
						NOW);
			}
			catch (DumpFormatException ex) {
				assertThat(ex).hasMessageContaining("expected");
			}
		}
	}

	@Test
	void aStreamThatFailsGivesWhatItGave() {
		String whole = dump(3, (i) -> virtual("", 7));
		InputStream failing = new InputStream() {
			@Override
			public int read() throws IOException {
				throw new IOException("the disk is gone");
			}
		};
		InputStream json = new SequenceInputStream(stream(whole.substring(0, whole.length() - 20)), failing);

		ParsedDump dump = new JsonThreadDump().read(json, NOW);

		assertThat(dump.problems().get(0).found()).isEqualTo("'the disk is gone'");
	}

	@Test
	void aValueOfTheWrongKindIsAProblemOfItsLine() {
		ParsedDump dump = read(dump(1, (i) -> "{\"tid\": \"x\", \"name\": 3, \"state\": \"ASLEEP\", \"stack\": 7}"));

		assertThat(dump.problems()).extracting(DumpProblem::toString)
			.containsExactly("Line 3 of the thread dump: expected the number of a thread, found 'x'",
					"Line 3 of the thread dump: expected the name of a thread, found '3'",
					"Line 3 of the thread dump: expected a state such as RUNNABLE, found 'ASLEEP'",
					"Line 3 of the thread dump: expected a stack, found '7'");
	}

	@Test
	void whatIsNoThreadDumpIsRefused() {
		assertThatExceptionOfType(DumpFormatException.class).isThrownBy(() -> read("{\"threads\": []}"))
			.withMessage("Line 1 of the thread dump: expected a JSON object with an object 'threadDump', found none");
		assertThatExceptionOfType(DumpFormatException.class).isThrownBy(() -> read(""));
		assertThatExceptionOfType(DumpFormatException.class).isThrownBy(() -> read("\"main\" #1 prio=5"));
	}

	@Test
	void virtualThreadsAloneCanBeRead() {
		ParsedDump dump = JsonThreadDump.ofVirtualThreads().read(resource("25-virtual.json"), NOW);

		assertThat(dump.snapshot().threads()).isEmpty();
		assertThat(dump.snapshot().folded()).hasSize(7);
		assertThat(dump.problems()).isEmpty();
	}

	private static Tuple named(Object... values) {
		return tuple(values);
	}

	private static ObservedThread thread(ParsedDump dump, String name) {
		return dump.snapshot()
			.threads()
			.stream()
			.filter((thread) -> thread.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static FoldedThreads folded(ParsedDump dump, String name) {
		return dump.snapshot()
			.folded()
			.stream()
			.filter((folded) -> folded.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static String dump(int count, IntFunction<String> threads) {
		List<String> texts = IntStream.range(0, count).mapToObj(threads).toList();
		return """
				{"threadDump": {"time": "2026-11-21T09:30:00Z",
				"threadContainers": [{"container": "<root>", "threads": [
				%s
				]}]}}
				""".formatted(String.join(",\n", texts));
	}

	private static String virtual(String name, int line) {
		return "{\"tid\": \"1\", \"virtual\": true, \"name\": \"" + name + "\", \"state\": \"WAITING\", "
				+ PARKED.formatted(line) + "}";
	}

	private static String platform(String name) {
		return "{\"tid\": \"1\", \"name\": \"" + name + "\", \"state\": \"RUNNABLE\", \"stack\": []}";
	}

	private static ParsedDump read(String json) {
		return new JsonThreadDump().read(stream(json), NOW);
	}

	private static InputStream stream(String json) {
		return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
	}

	private static ParsedDump readResource(String name) {
		return new JsonThreadDump().read(resource(name), NOW);
	}

	private static InputStream resource(String name) {
		return JsonThreadDumpTests.class.getResourceAsStream("/dumps/" + name);
	}

	private static AwaitedLock lock(String className, String identity, @Nullable String owner) {
		return new AwaitedLock(className, identity, owner, null);
	}

}
