package io.tidemark.parse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class ThreadDumpParserTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final String BEGINNING = """
			2026-11-21 13:44:30
			Full thread dump OpenJDK 64-Bit Server VM (25.0.3+9-LTS mixed mode, sharing):

			Threads class SMR info:
			_java_thread_list=0x00007f9dd00037d0, length=2, elements={
			0x00007f9e1802a8d0, 0x00007f9e1809d0a0
			}

			""";

	private static final String ORDERS = """
			"orders-1" #23 [30863] daemon prio=5 os_prio=0 cpu=60.61ms elapsed=2.30s allocated=2K tid=0x00007f9e1802a8d0 nid=30863 waiting for monitor entry  [0x00007f9e201fe000]
			   java.lang.Thread.State: BLOCKED (on object monitor)
			\tat com.example.Orders.place(Orders.java:12)
			\t- waiting to lock <0x00000000ffd04918> (a com.example.Orders)
			\tat com.example.Shop.open(Shop.java:30)
			\tat java.lang.Thread.run(java.base@25.0.3/Thread.java:1474)

			""";

	private static final String HOLDER = """
			"holder" #24 [30864] prio=5 os_prio=0 cpu=0.05ms elapsed=2.30s tid=0x00007f9e1802a8d1 nid=30864 sleeping  [0x00007f9e201fe000]
			   java.lang.Thread.State: TIMED_WAITING (sleeping)
			\tat java.lang.Thread.sleepNanos0(java.base@25.0.3/Native Method)
			\tat com.example.Orders.audit(Orders.java:40)
			\t- locked <0x00000000ffd04918> (a com.example.Orders)

			""";

	private static final String END = """
			"VM Thread" os_prio=0 cpu=11.61ms elapsed=2.30s tid=0x00007f9e18090a70 nid=30880 runnable

			JNI global refs: 12, weak refs: 0

			""";

	private static final String WHOLE = BEGINNING + ORDERS + HOLDER + END;

	private final ThreadDumpParser parser = new ThreadDumpParser();

	@Test
	void aDumpOfJstackHasThreadsWithAllThatItSays() {
		ParsedDump dump = parse(WHOLE);

		assertThat(dump.format()).isEqualTo(DumpFormat.JSTACK);
		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().time()).isEqualTo("2026-11-21T13:44:30Z");
		assertThat(dump.snapshot().cost().method()).isEqualTo(CaptureMethod.SAVED_DUMP);
		ObservedThread orders = thread(dump, "orders-1");
		assertThat(orders.id()).isEqualTo(23);
		assertThat(orders.daemon()).isTrue();
		assertThat(orders.state()).isEqualTo(Thread.State.BLOCKED);
		assertThat(orders.cpuNanos()).isEqualTo(60_610_000);
		assertThat(orders.allocatedBytes()).isEqualTo(2_048);
		assertThat(orders.lock()).isEqualTo(new AwaitedLock("com.example.Orders", "holder"));
		assertThat(orders.stack().frames()).containsExactly(new Frame("com.example.Orders", "place", "Orders.java", 12),
				new Frame("com.example.Shop", "open", "Shop.java", 30),
				new Frame("java.lang.Thread", "run", "Thread.java", 1474));
		assertThat(orders.stack().truncated()).isFalse();
		assertThat(thread(dump, "holder").allocatedBytes()).isNull();
	}

	@Test
	void threadsOfTheJvmAreNotAmongThoseOfJava() {
		ParsedDump dump = parse(WHOLE);

		assertThat(dump.snapshot().threads()).hasSize(2);
		assertThat(dump.jvmThreads()).containsExactly(new JvmThread("VM Thread", 11_610_000L));
	}

	@Test
	void aParsedDumpIsGroupedAsACaptureIs() {
		String second = ORDERS.replace("orders-1", "orders-2").replace("#23", "#25");

		GroupedSnapshot groups = new StackGrouper().group(parse(BEGINNING + ORDERS + HOLDER + second + END).snapshot(),
				null);

		assertThat(groups.families()).extracting((family) -> family.key().name() + ": " + family.size())
			.containsExactly("orders-*: 2", "holder: 1");
		assertThat(groups.families().get(0).stacks()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					java.lang.Object.wait(java.base@17.0.15/Native Method)          | java.lang.Object.wait(Native Method)
					java.base@17.0.15/java.lang.Object.wait(Native Method)          | java.lang.Object.wait(Native Method)
					java.base/java.lang.Object.wait(Object.java:366)                | java.lang.Object.wait(Object.java:366)
					app//com.example.Orders.place(Orders.java:12)                   | com.example.Orders.place(Orders.java:12)
					app/shop@1.2/com.example.Orders.place(Orders.java:12)           | com.example.Orders.place(Orders.java:12)
					com.example.Orders$$Lambda$14/0x0000000800c03000.run(Unknown Source) | com.example.Orders$$Lambda$14/0x0000000800c03000.run(Unknown Source)
					app//com.example.Orders$$Lambda/0x6e04.run(Unknown Source)      | com.example.Orders$$Lambda/0x6e04.run(Unknown Source)
					java.lang.VirtualThread$$Lambda/0x6e04.run(java.base@25/Unknown Source) | java.lang.VirtualThread$$Lambda/0x6e04.run(Unknown Source)
					com.example.Orders.<init>(Orders.java)                          | com.example.Orders.<init>(Orders.java)
					com.example.OrdersKt.places one order(Orders.kt:7)              | com.example.OrdersKt.places one order(Orders.kt:7)
					Main.main(Main.java:3)                                          | Main.main(Main.java:3)
					""")
	void aFrameIsReadWithoutModuleAndClassLoader(String text, String frame) {
		assertThat(FrameLine.parse(text)).hasToString(frame);
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.Orders.pla", "com.example.Orders.place(", "(Orders.java:12)", "place(X)",
			".place(X.java:1)", "com.example.(X.java:1)", "" })
	void whatIsNoFrameIsNotRead(String text) {
		assertThat(FrameLine.parse(text)).isNull();
	}

	@Test
	void aNameMayHoldQuotesBackslashesLineFeedsAndWhatLooksLikeItsEnd() {
		List<String> names = List.of("with \"quotes\"", "C:\\jobs\\new", "on two\nlines", "",
				"looks like \" #7 daemon prio=5", "Größe → 線");

		String threads = names.stream()
			.map((name) -> named(name, 100 + names.indexOf(name)))
			.collect(Collectors.joining());

		assertThat(parse(BEGINNING + threads + END).problems()).isEmpty();
		assertThat(parse(BEGINNING + threads + END).snapshot().threads()).extracting(ObservedThread::name)
			.containsExactlyElementsOf(names);
	}

	@Test
	void aThreadThatWaitsInItsMonitorDoesNotOwnIt() {
		ParsedDump dump = parse("""
				"waiter" #1 prio=5 tid=0x1 nid=0x1 in Object.wait()
				   java.lang.Thread.State: WAITING (on object monitor)
				\tat java.lang.Object.wait(Native Method)
				\t- waiting on <0x00000000ffd02358> (a com.example.Queue)
				\tat com.example.Queue.take(Queue.java:1)
				\t- locked <0x00000000ffd02358> (a com.example.Queue)

				"blocked" #2 prio=5 tid=0x2 nid=0x2 waiting for monitor entry
				   java.lang.Thread.State: BLOCKED (on object monitor)
				\tat com.example.Queue.put(Queue.java:2)
				\t- waiting to lock <0x00000000ffd02358> (a com.example.Queue)
				""");

		assertThat(thread(dump, "waiter").lock()).isEqualTo(new AwaitedLock("com.example.Queue", null));
		assertThat(thread(dump, "blocked").lock()).isEqualTo(new AwaitedLock("com.example.Queue", null));
	}

	@Test
	void theOwnerOfASynchronizerIsInTheListOfThoseThatItsThreadHolds() {
		ParsedDump dump = parse("""
				"waiter" #1 prio=5 tid=0x1 nid=0x1 waiting on condition
				   java.lang.Thread.State: WAITING (parking)
				\tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)
				\t- parking to wait for  <0x00000000ffd1c978> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)

				   Locked ownable synchronizers:
				\t- None

				"owner" #2 prio=5 tid=0x2 nid=0x2 runnable
				   java.lang.Thread.State: RUNNABLE
				\tat com.example.Orders.place(Orders.java:12)

				   Locked ownable synchronizers:
				\t- <0x00000000ffd1c978> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)
				""");

		assertThat(dump.problems()).isEmpty();
		assertThat(thread(dump, "waiter").lock())
			.isEqualTo(new AwaitedLock("java.util.concurrent.locks.ReentrantLock$NonfairSync", "owner"));
	}

	@Test
	void theOwnerOfASynchronizerIsInTheSectionOnDeadlocksOtherwise() {
		ParsedDump dump = parse(BEGINNING + """
				"first" #1 prio=5 tid=0x1 nid=0x1 waiting on condition
				   java.lang.Thread.State: WAITING (parking)
				\tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)
				\t- parking to wait for  <0x00000000ffa497f8> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)

				""" + END
				+ """
						Found one Java-level deadlock:
						=============================
						"first":
						  waiting for ownable synchronizer 0x00000000ffa497f8, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),
						  which is held by "second"

						Java stack information for the threads listed above:
						===================================================
						"first":
						\tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)

						Found 1 deadlock.
						""");

		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().threads()).hasSize(1);
		assertThat(thread(dump, "first").lock())
			.isEqualTo(new AwaitedLock("java.util.concurrent.locks.ReentrantLock$NonfairSync", "second"));
	}

	@Test
	void aClassAsMonitorIsOfTheClassClass() {
		assertThat(LockText.parse("- waiting to lock <0x1> (a java.lang.Class for com.example.Orders)"))
			.isEqualTo(new LockText(false, "0x1", "java.lang.Class", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "- None", "- waiting on <no object reference available>",
			"- eliminated <owner is scalar replaced> (a com.example.Orders)", "- locked <0x7f", "-", "- <>" })
	void aLineWithoutAnObjectTellsNoLock(String text) {
		assertThat(LockText.parse(text)).isNull();
	}

	@Test
	void aVirtualThreadOnItsCarrierIsAThreadOfItsOwn() {
		ParsedDump dump = parse(BEGINNING
				+ """
						"ForkJoinPool-1-worker-1" #54 [30974] daemon prio=5 os_prio=0 cpu=663.59ms elapsed=2.16s tid=0x00007f9e18135eb0  [0x00007f9dc6afd000]
						   Carrying virtual thread #64
						\tat jdk.internal.vm.Continuation.run(java.base@25.0.3/Continuation.java:251)
						   Mounted virtual thread #64
						\tat com.example.Orders.place(Orders.java:12)

						"""
				+ END);

		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().threads()).extracting(ObservedThread::id, ObservedThread::virtual)
			.containsExactly(tuple(54L, false), tuple(64L, true));
		assertThat(dump.snapshot().virtualThreads())
			.isEqualTo(VirtualThreads.refused("jstack shows only those that a carrier runs"));
	}

	@Test
	void aDumpOfAJdkWithoutVirtualThreadsHasNone() {
		assertThat(parse(WHOLE.replace("25.0.3+9-LTS", "17.0.15+6")).snapshot().virtualThreads())
			.isEqualTo(VirtualThreads.NONE);
	}

	@Test
	void textOfJdk25HasStatesAndLocks() {
		ParsedDump dump = parse("""
				30859
				2026-11-21T13:44:30.527393985Z
				25.0.3+9-LTS

				#25 "holder" TIMED_WAITING 2026-11-21T13:44:30.550288034Z
				    at java.base/java.lang.Thread.sleep(Thread.java:540)
				    at com.example.Orders.audit(Orders.java:40)
				    - locked <java.lang.Object@6f0fc12>

				#27 "blocked" BLOCKED 2026-11-21T13:44:30.550538937Z
				    at com.example.Orders.place(Orders.java:12)
				    - waiting to lock <java.lang.Object@6f0fc12>

				#65 "a "virtual" one" virtual WAITING 2026-11-21T13:44:30.582337203Z
				    at java.base/java.lang.VirtualThread.park(VirtualThread.java:742)
				""");

		assertThat(dump.format()).isEqualTo(DumpFormat.JDK_TEXT);
		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().time()).isEqualTo("2026-11-21T13:44:30.527393985Z");
		assertThat(thread(dump, "blocked").lock()).isEqualTo(new AwaitedLock("java.lang.Object", "holder"));
		assertThat(thread(dump, "a \"virtual\" one").virtual()).isTrue();
		assertThat(dump.snapshot().virtualThreads()).isEqualTo(VirtualThreads.whole(1));
	}

	@Test
	void textOfJdk21HasStatesThatItsStacksShow() {
		ParsedDump dump = parse("""
				30859
				2026-11-21T13:44:30.527393985Z
				21.0.5+11-LTS

				#1 "main"
				      com.example.Orders.place(Orders.java:12)

				#2 "sleeps"
				      java.base/java.lang.Thread.sleep0(Native Method)
				      java.base/java.lang.Thread.sleep(Thread.java:509)

				#3 "waits for \\"
				      java.base/jdk.internal.misc.Unsafe.park(Native Method)
				      java.base/java.util.concurrent.locks.LockSupport.park(LockSupport.java:221)

				#4 "" virtual
				      java.base/java.lang.VirtualThread.parkNanos(VirtualThread.java:742)
				""");

		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().threads()).extracting(ObservedThread::state)
			.containsExactly(Thread.State.RUNNABLE, Thread.State.TIMED_WAITING, Thread.State.WAITING,
					Thread.State.TIMED_WAITING);
	}

	@Test
	void textOfBootHasOwners() {
		ParsedDump dump = parse("""
				2026-11-21 13:44:30
				Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):

				"orders-1" - Thread t@33
				   java.lang.Thread.State: BLOCKED
				\tat app//com.example.Orders.place(Orders.java:12)
				\t- waiting to lock <6f0fc12> (a com.example.Orders) owned by "the "holder"" t@34

				   Locked ownable synchronizers:
				\t- None

				"orders-2" - Thread t@35
				   java.lang.Thread.State: RUNNABLE
				\tat app//com.example.Orders.place(Orders.java:13)

				   Locked ownable synchronizers:
				\t- Locked <1b2c> (a java.util.concurrent.ThreadPoolExecutor$Worker)
				""");

		assertThat(dump.format()).isEqualTo(DumpFormat.BOOT_TEXT);
		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().virtualThreads()).isEqualTo(VirtualThreads.NONE);
		assertThat(thread(dump, "orders-1").id()).isEqualTo(33);
		assertThat(thread(dump, "orders-1").lock()).isEqualTo(new AwaitedLock("com.example.Orders", "the \"holder\""));
	}

	@Test
	void jsonOfBootHasOwners() {
		ParsedDump dump = parse(bootJson());

		assertThat(dump.format()).isEqualTo(DumpFormat.BOOT_JSON);
		assertThat(dump.problems()).isEmpty();
		assertThat(dump.snapshot().time()).isEqualTo(NOW);
		assertThat(dump.snapshot().virtualThreads()).isEqualTo(VirtualThreads.NONE);
		ObservedThread orders = thread(dump, "orders-1");
		assertThat(orders.id()).isEqualTo(33);
		assertThat(orders.daemon()).isTrue();
		assertThat(orders.state()).isEqualTo(Thread.State.BLOCKED);
		assertThat(orders.lock()).isEqualTo(new AwaitedLock("com.example.Orders", "holder"));
		assertThat(orders.stack().frames()).containsExactly(new Frame("com.example.Orders", "place", "Orders.java", 12),
				new Frame("java.lang.Object", "wait", "Object.java", Frame.NATIVE_METHOD));
	}

	@Test
	void jsonThatBreaksOffKeepsTheThreadsBefore() {
		String json = bootJson();

		ParsedDump dump = parse(json.substring(0, json.length() - 40));

		assertThat(thread(dump, "orders-1").stack().frames()).hasSize(2);
		assertThat(dump.problems()).hasSize(1);
		assertThat(dump.problems().get(0).toString())
			.startsWith("Line 1 of the thread dump: expected the JSON of Boot's threaddump, found 'Unexpected end");
	}

	@Test
	void timesWithoutAZoneAreOfTheZoneThatIsSet() {
		ThreadDumpParser inBerlin = new ThreadDumpParser(ParseSettings.DEFAULT.withZone(ZoneId.of("Europe/Berlin")));

		assertThat(parse(inBerlin, WHOLE).snapshot().time()).isEqualTo("2026-11-21T12:44:30Z");
		assertThat(parse(inBerlin, ORDERS).snapshot().time()).isEqualTo(NOW);
	}

	@Test
	void carriageReturnsByteOrderMarksAndUtf16MakeNoDifference() {
		ParsedDump plain = parse(WHOLE);

		assertThat(parse(WHOLE.replace("\n", "\r\n"))).isEqualTo(plain);
		assertThat(parse("\ufeff" + WHOLE)).isEqualTo(plain);
		assertThat(parse(("\ufeff" + WHOLE).getBytes(StandardCharsets.UTF_16LE))).isEqualTo(plain);
		assertThat(parse(("\ufeff" + WHOLE).getBytes(StandardCharsets.UTF_16BE))).isEqualTo(plain);
		assertThat(parse(gzip(WHOLE))).isEqualTo(plain);
	}

	@Test
	void lostTabsAndBlanksMakeNoDifference() {
		assertThat(parse(WHOLE.replaceAll("(?m)^[ \\t]+", ""))).isEqualTo(parse(WHOLE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-21 12:00:01,123 INFO  | ", "[stdout] ", "shop-7d9c kernel[12]: ", "> ",
			"2026-11-21T12:00:01.123456789Z stdout F " })
	void aPrefixOfALoggerMakesNoDifference(String prefix) {
		ParsedDump plain = parse(WHOLE);

		ParsedDump dump = parse(
				WHOLE.lines().map((line) -> (prefix + line).stripTrailing() + "\n").collect(Collectors.joining()));

		assertThat(dump).isEqualTo(plain);
	}

	@Test
	void theLogOfAContainerIsReadThrough() {
		String log = WHOLE.lines()
			.map((line) -> "{\"log\":\""
					+ line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t").replace("<", "\\u003c")
					+ "\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-21T12:00:01Z\"}\n")
			.collect(Collectors.joining());

		assertThat(parse(log)).isEqualTo(parse(WHOLE));
	}

	@Test
	void aLogLineBetweenFramesIsAProblemAndNotTheEnd() {
		ParsedDump dump = parse(
				WHOLE.replace("\tat com.example.Shop", "12:00:01.123 INFO order 12 was placed\n\tat com.example.Shop"));

		assertThat(dump.problems()).extracting(DumpProblem::toString)
			.containsExactly(
					"Line 13 of the thread dump: expected a line of a thread, found '12:00:01.123 INFO order 12 was placed'");
		assertThat(dump.snapshot().threads()).isEqualTo(parse(WHOLE).snapshot().threads());
	}

	@Test
	void framesOfALoggedExceptionAreNotOfTheThreadAbove() {
		ParsedDump dump = parse(WHOLE.replace("\tat com.example.Shop", """
				java.lang.IllegalStateException: no stock
				\tat com.example.Stock.take(Stock.java:5)
				\t... 12 more
				12:00:01.123 INFO order 12 was placed
				\tat com.example.Shop"""));

		ObservedThread orders = thread(dump, "orders-1");
		assertThat(orders.stack().frames()).extracting(Frame::method)
			.containsExactly("com.example.Orders.place", "com.example.Shop.open", "java.lang.Thread.run");
		assertThat(orders.stack().truncated()).as("others could be missing").isTrue();
		assertThat(dump.problems()).hasSize(2);
	}

	@Test
	void aDumpThatBreaksOffKeepsWhatWasRead() {
		int middle = WHOLE.indexOf("Orders.audit");

		ParsedDump dump = parse(WHOLE.substring(0, middle));

		assertThat(dump.problems()).extracting(DumpProblem::toString)
			.containsExactly(
					"Line 19 of the thread dump: expected a frame such as 'at com.example.Orders.place(Orders.java:12)', "
							+ "found 'at com.example.'",
					"Line 19 of the thread dump: expected 'JNI global refs' after the last thread, found the end");
		assertThat(dump.snapshot().threads()).hasSize(2);
		assertThat(thread(dump, "holder").stack().truncated()).isTrue();
	}

	@Test
	void aThreadWithoutItsFirstLineIsKeptWithoutAName() {
		ParsedDump dump = parse(WHOLE.replaceFirst("\"orders-1.*\n", ""));

		assertThat(dump.problems()).extracting(DumpProblem::toString)
			.containsExactly(
					"Line 9 of the thread dump: expected a quoted thread name, found 'java.lang.Thread.State: BLOCKED (on object monitor)'");
		assertThat(thread(dump, "").stack().frames()).hasSize(3);
		assertThat(thread(dump, "").id()).isNegative();
	}

	@Test
	void aThreadWithoutTheBeginningOfItsFirstLineIsKept() {
		ParsedDump dump = parse(WHOLE.replace("\"orders-1", "ders-1"));

		assertThat(dump.problems()).hasSize(1);
		assertThat(dump.problems().get(0).toString())
			.startsWith("Line 9 of the thread dump: expected a quoted thread name, found 'ders-1\" #23 [30863] daemon");
		assertThat(thread(dump, "ders-1").stack().frames()).hasSize(3);
	}

	@Test
	void aNameThatBreaksOffIsKeptAsFarAsItGoes() {
		ParsedDump dump = parse(WHOLE.replaceFirst("rs-1\" #23.*\n", "\n"));

		assertThat(dump.problems()).extracting(DumpProblem::expected).containsExactly("the end of the thread name");
		assertThat(thread(dump, "orde").stack().frames()).hasSize(3);
	}

	@Test
	void twoThreadsWithOneIdentifierAreBothKept() {
		ParsedDump dump = parse(BEGINNING + ORDERS + ORDERS + END);

		assertThat(dump.problems()).extracting(DumpProblem::toString)
			.containsExactly(
					"Line 16 of the thread dump: expected an identifier that no thread above has, found '#23'");
		assertThat(dump.snapshot().threads()).extracting(ObservedThread::id).containsExactly(23L, -1L);
	}

	@Test
	void allDumpsOfAFileAreReadOrTheFirst() {
		String log = "started\n" + WHOLE + "12:00 INFO between\n" + WHOLE.replace("13:44:30", "13:45:30") + "stopped\n";

		List<ParsedDump> dumps = parseAll(log);

		assertThat(dumps).hasSize(2).allSatisfy((dump) -> {
			assertThat(dump.problems()).isEmpty();
			assertThat(dump.snapshot().threads()).hasSize(2);
		});
		assertThat(dumps).extracting((dump) -> dump.snapshot().time().toString())
			.containsExactly("2026-11-21T13:44:30Z", "2026-11-21T13:45:30Z");
		assertThat(parse(log).problems()).extracting(DumpProblem::found)
			.containsExactly("another dump, which is left out");
	}

	@Test
	void ofManyDumpsTheFirstAreRead() {
		List<ParsedDump> dumps = parseAll(WHOLE.repeat(ThreadDumpParser.DUMPS + 3));

		assertThat(dumps).hasSize(ThreadDumpParser.DUMPS);
		assertThat(dumps.get(ThreadDumpParser.DUMPS - 1).problems()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					hello                | Line 1 of the thread dump: expected a thread dump as text or JSON, found 'hello'
					``                   | Line 1 of the thread dump: expected a thread dump as text or JSON, found the end
					{"hello":1}          | Line 1 of the thread dump: expected 'threadDump' or 'threads' in the JSON of a thread dump, found '{"hello":1}'
					{"threads":[]}       | Line 1 of the thread dump: expected 'threads' with at least one thread, found the end
					Full thread dump (1) | Line 1 of the thread dump: expected a quoted thread name, found the end
					""")
	void whatIsNoDumpIsSaid(String text, String sentence) {
		assertThatExceptionOfType(DumpFormatException.class).isThrownBy(() -> parse(text)).withMessage(sentence);
	}

	@Test
	void aLongLineIsCut() {
		String name = "x".repeat(2 * DumpLines.MAX_LENGTH);

		ParsedDump dump = parse(BEGINNING + ORDERS + "\"" + name + "\n" + HOLDER + END);

		assertThat(dump.problems()).extracting(DumpProblem::expected)
			.containsExactly("at most 65536 characters", "the end of the thread name");
		assertThat(dump.snapshot().threads()).extracting((thread) -> thread.name().length())
			.containsExactly(8, DumpLines.MAX_LENGTH - 1, 6);
		assertThat(thread(dump, "holder").stack().frames()).hasSize(2);
	}

	@Test
	void ofADeepStackTheRootIsDropped() {
		String frames = "\tat com.example.Tree.visit(Tree.java:7)\n".repeat(3_000);

		ParsedDump dump = parse(BEGINNING + ORDERS.strip() + "\n" + frames + "\n" + HOLDER + END);

		assertThat(thread(dump, "orders-1").stack().frames()).hasSize(KeptText.FRAMES);
		assertThat(thread(dump, "orders-1").stack().truncated()).isTrue();
	}

	@Test
	void problemsBeyondAHundredAreCounted() {
		ParsedDump dump = parse(
				WHOLE.replace("\tat com.example.Shop", "a log line\n".repeat(130) + "\tat com.example.Shop"));

		assertThat(dump.problems()).hasSize(ParsedDump.PROBLEMS);
		assertThat(dump.omittedProblems()).isEqualTo(30);
	}

	@Test
	void threadsBeyondTheBoundAreCountedByStack() {
		DumpBuilder builder = new DumpBuilder(new KeptText(100_000), 2);
		for (int i = 0; i < 9; i++) {
			OpenThread thread = new OpenThread(HeaderText.parse("#" + i + " \"worker-" + i + "\" virtual WAITING"));
			thread.add(new Frame("com.example.Orders", "place", "Orders.java", 12));
			builder.add(thread, i + 1);
		}

		ParsedDump dump = builder.build(DumpFormat.JDK_TEXT, NOW, 0, 9);

		assertThat(dump.snapshot().threads()).hasSize(2);
		assertThat(dump.snapshot().folded()).extracting(FoldedThreads::threads).containsExactly(7);
		assertThat(dump.snapshot().folded().get(0).names()).hasSize(5);
		assertThat(dump.snapshot().virtualThreads()).isEqualTo(VirtualThreads.whole(9));
	}

	@Test
	void noMoreIsReadThanTheBoundOfBytesAlsoWhenZipped() {
		ThreadDumpParser bounded = new ThreadDumpParser(ParseSettings.DEFAULT.withInputBytes(4_000));
		String bomb = WHOLE + "\n".repeat(10_000_000);
		CountedStream zipped = new CountedStream(gzip(bomb));

		ParsedDump dump = parse(bounded, zipped);

		assertThat(dump.snapshot().threads()).hasSize(2);
		assertThat(dump.problems()).extracting(DumpProblem::expected).containsExactly("at most 4000 bytes");
		assertThat(zipped.count).isLessThan(200_000);
	}

	@Test
	void noMoreIsKeptThanTheBoundOfCharacters() {
		ThreadDumpParser bounded = new ThreadDumpParser(ParseSettings.DEFAULT.withKeptCharacters(10_000));
		String threads = IntStream.range(0, 1_000)
			.mapToObj((i) -> named("thread-" + i, i) + "\tat com.example.C" + i + ".run(C.java:1)\n\n")
			.collect(Collectors.joining());

		ParsedDump dump = parse(bounded, BEGINNING + threads + END);

		assertThat(dump.snapshot().threads()).hasSizeBetween(10, 60);
		assertThat(dump.problems()).extracting(DumpProblem::expected)
			.containsExactly("at most 10000 characters of names, frames and locks that differ");
	}

	@Test
	void aBrokenGzipFileIsReadAsFarAsItGoes() {
		String threads = IntStream.range(0, 5_000)
			.mapToObj((i) -> named("thread-" + i, i))
			.collect(Collectors.joining());
		byte[] zipped = gzip(BEGINNING + threads + END);

		ParsedDump dump = parse(Arrays.copyOf(zipped, zipped.length / 2));

		assertThat(dump.snapshot().threads()).isNotEmpty();
		assertThat(dump.problems()).extracting(DumpProblem::expected).contains("a whole gzip file");
	}

	@Test
	void boundsHaveToBePossible() {
		assertThatIllegalArgumentException().isThrownBy(() -> ParseSettings.DEFAULT.withInputBytes(0))
			.withMessage("inputBytes must be at least 1, found 0");
		assertThatIllegalArgumentException().isThrownBy(() -> ParseSettings.DEFAULT.withKeptCharacters(12))
			.withMessage("keptCharacters must be at least 1024, found 12");
	}

	private static String named(String name, int id) {
		return "\"" + name + "\" #" + id
				+ " [30863] prio=5 os_prio=0 cpu=0.01ms elapsed=2.30s tid=0x00007f9e1802a8d0 nid=1 runnable\n"
				+ "   java.lang.Thread.State: RUNNABLE\n";
	}

	private static String bootJson() {
		return """
				{"threads":[{"threadName":"orders-1","threadId":33,"blockedTime":-1,"blockedCount":0,"lockName":"com.example.Orders@1",\
				"lockOwnerId":34,"lockOwnerName":"holder","daemon":true,"inNative":false,"threadState":"BLOCKED","priority":5,\
				"stackTrace":[{"classLoaderName":"app","methodName":"place","fileName":"Orders.java","lineNumber":12,\
				"className":"com.example.Orders","nativeMethod":false},{"moduleName":"java.base","moduleVersion":"17.0.15",\
				"methodName":"wait","fileName":"Object.java","lineNumber":-2,"className":"java.lang.Object","nativeMethod":true}],\
				"lockedMonitors":[],"lockedSynchronizers":[],"lockInfo":{"className":"com.example.Orders","identityHashCode":1}}]}""";
	}

	private static ObservedThread thread(ParsedDump dump, String name) {
		return dump.snapshot()
			.threads()
			.stream()
			.filter((thread) -> thread.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError(
					name + " is not in " + dump.snapshot().threads().stream().map(ObservedThread::name).toList()));
	}

	private ParsedDump parse(String text) {
		return parse(this.parser, text);
	}

	private ParsedDump parse(byte[] bytes) {
		return parse(this.parser, new ByteArrayInputStream(bytes));
	}

	private static ParsedDump parse(ThreadDumpParser parser, String text) {
		return parse(parser, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static ParsedDump parse(ThreadDumpParser parser, InputStream in) {
		try {
			return parser.parse(in, NOW);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<ParsedDump> parseAll(String text) {
		try {
			return this.parser.parseAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), NOW);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
			zipped.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/** Counts what is read of it. */
	private static final class CountedStream extends ByteArrayInputStream {

		private int count;

		CountedStream(byte[] bytes) {
			super(bytes);
		}

		@Override
		public synchronized int read(byte[] bytes, int offset, int length) {
			int read = super.read(bytes, offset, length);
			this.count += Math.max(0, read);
			return read;
		}

	}

}
