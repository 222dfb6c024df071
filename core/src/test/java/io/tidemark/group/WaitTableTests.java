package io.tidemark.group;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The engine's table and how tables are read. */
class WaitTableTests {

	@ParameterizedTest
	@MethodSource("examples")
	void everyExampleIsCaughtByItsRule(Example example) {
		WaitRule rule = WaitRules.own().rule(example.state(), example.frames(), example.blocker());

		assertThat(rule).isNotNull();
		assertThat(rule.name()).isEqualTo(example.rule());
	}

	@Test
	void everyRuleOfTheEngineHasAnExample() throws IOException {
		assertThat(WaitTable.own().rules()).extracting(WaitRule::name)
			.containsExactlyInAnyOrderElementsOf(examples().map(Example::rule).collect(Collectors.toSet()));
	}

	@Test
	void rulesOfOthersComeFirst() {
		WaitTable table = WaitTable.parse("""
				# our own throttle
				throttle | http-client | waiting | - | com.example.Throttle.acquire | - | waits for a slot
				parked   | idle-worker | untimed | - | - | com.example.Mailbox* | an actor without messages
				""", "test");
		WaitRules rules = WaitRules.with(List.of(table));
		List<Frame> latch = frames("jdk.internal.misc.Unsafe.park", "java.util.concurrent.locks.LockSupport.park",
				"java.util.concurrent.CountDownLatch.await");

		assertThat(table.size()).isEqualTo(2);
		assertThat(rules.reason(Thread.State.WAITING, latch, null)).isEqualTo(WaitReason.LATCH);
		assertThat(rules.reason(Thread.State.WAITING, with(latch, "com.example.Throttle.acquire"), null))
			.isEqualTo(WaitReason.HTTP_CLIENT);
		assertThat(rules.reason(Thread.State.WAITING, with(latch, "com.example.Other.acquire"), null))
			.isEqualTo(WaitReason.LATCH);
		assertThat(rules.reason(Thread.State.WAITING, latch, "com.example.Mailbox$Signal"))
			.isEqualTo(WaitReason.IDLE_WORKER);
		assertThat(rules.reason(Thread.State.TIMED_WAITING, latch, "com.example.Mailbox$Signal"))
			.isEqualTo(WaitReason.LATCH);
	}

	@Test
	void aRuleFindsItsFrameBehindTheLibrariesThatATableGoesThrough() {
		String rule = "pool | database-connection | waiting | - | com.example.pool.Pool.get | - | no connection is left\n";
		List<Frame> stack = frames("java.lang.Object.wait", "com.example.bag.Bag.borrow", "com.example.pool.Pool.get");

		assertThat(reason(rule, stack)).isEqualTo(WaitReason.CONDITION);
		assertThat(reason(rule + "through | com.example.bag.*", stack)).isEqualTo(WaitReason.DATABASE_CONNECTION);
	}

	@Test
	void rulesOfOthersMayNameTheSetsOfTheEngine() {
		String rule = "ldap | socket-read | any | @network | com.example.Ldap.search | - | waits for the directory";

		assertThat(WaitRules.with(List.of(WaitTable.parse(rule, "test")))
			.rule(Thread.State.RUNNABLE, frames("sun.nio.ch.Net.poll", "com.example.Ldap.search"), null)
			.name()).isEqualTo("ldap");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					a | latch | waiting;expected 'name | reason | state | at | in | on | because', found 3 columns
					a b | latch | any | - | x.Y.z | - | because;expected a name of letters, digits and '-', found 'a b'
					a | lunch | any | - | x.Y.z | - | because;expected one of the reasons running, idle-worker
					a | deadlock | any | - | x.Y.z | - | because;found 'deadlock'
					a | latch | parked | - | x.Y.z | - | because;expected one of the states runnable, waiting, timed, untimed, any, found 'parked'
					a | latch | any | - | - | - | because;expected at least one of 'at', 'in' and 'on', found '-' in all of them
					a | latch | any | - | await | - | because;expected a frame such as com.example.Orders.place, found 'await'
					a | latch | any | - | x.Y.z() | - | because;found 'x.Y.z()'
					a | latch | any | - | *.z | - | because;expected a class in column 'in', found '*.z'
					a | latch | any | - | !x.Y.z | - | because;expected a frame without '!' in column 'in', found none
					a | latch | any | - | @sockets | - | because;expected a set that stands above
					a | latch | any | - | - | * | because;expected a class such as com.example.Orders or com.example.*, found '*'
					a | latch | any | - | x.Y.z | - |;expected a sentence that says why, found nothing
					a | latch | any | | x.Y.z | - | because;expected '-' for nothing, found an empty column
					@a | x.Y.z | x;expected '@set | frames', found 3 columns
					through;expected 'through | classes', found 1 columns
					""")
	void aLineThatIsNoRuleIsRefusedWithWhatWasExpectedAndFound(String line, String message) {
		assertThatExceptionOfType(WaitTableException.class)
			.isThrownBy(() -> WaitTable.parse("# a comment\n" + line, "rules.txt of shop.jar"))
			.withMessageStartingWith("Line 2 of rules.txt of shop.jar: expected ")
			.withMessageContaining(message);
	}

	@Test
	void aNameIsGivenOnce() {
		String rule = "a | latch | any | - | x.Y.z | - | because\n";

		assertThatExceptionOfType(WaitTableException.class).isThrownBy(() -> WaitTable.parse(rule + rule, "rules.txt"))
			.withMessage("Line 2 of rules.txt: expected a name that is not taken, found 'a'");
	}

	@Test
	void aRuleOverSeveralLinesIsReportedAtItsFirst() {
		assertThatExceptionOfType(WaitTableException.class)
			.isThrownBy(() -> WaitTable.parse("\na | latch \\\n | any | - \\\n | x | - | because", "rules.txt"))
			.withMessageStartingWith("Line 2 of rules.txt");
	}

	@Test
	void aTableIsBounded() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i <= WaitTable.MAX_RULES; i++) {
			text.append("r").append(i).append(" | latch | any | - | x.Y.z | - | because\n");
		}

		assertThatExceptionOfType(WaitTableException.class).isThrownBy(() -> WaitTable.parse(text.toString(), "rules"))
			.withMessage("Line 1001 of rules: expected at most 1000 rules, found one more");
		assertThatExceptionOfType(WaitTableException.class)
			.isThrownBy(() -> WaitTable.parse("#".repeat(WaitTable.MAX_LENGTH + 1), "rules"))
			.withMessage("rules: expected at most 262144 characters, found 262145");
	}

	@ParameterizedTest
	@CsvSource({ "com.example.*, com.example.Orders, true", "com.example.*, com.example, false",
			"*Queue, LinkedBlockingQueue, true", "*Queue, Queues, false", "a*b*c, abc, true", "a*b*c, acbc, true",
			"a*b*c, acb, false", "a*a, a, false", "**, anything, true", "exact, exactly, false" })
	void aStarStandsForAnyNumberOfCharacters(String glob, String name, boolean matches) {
		assertThat(Glob.of(glob).matches(name)).isEqualTo(matches);
	}

	private static WaitReason reason(String table, List<Frame> frames) {
		return WaitRules.with(List.of(WaitTable.parse(table, "test"))).reason(Thread.State.WAITING, frames, null);
	}

	private static List<Frame> with(List<Frame> frames, String... more) {
		return Stream.concat(frames.stream(), frames(more).stream()).toList();
	}

	private static List<Frame> frames(String... methods) {
		return Stream.of(methods).map(WaitTableTests::frame).toList();
	}

	private static Frame frame(String method) {
		int dot = method.lastIndexOf('.');
		return new Frame(method.substring(0, dot), method.substring(dot + 1), null, Frame.UNKNOWN_LINE);
	}

	static Stream<Example> examples() throws IOException {
		List<Example> examples = new ArrayList<>();
		for (String block : text().split("\n\n")) {
			List<String> lines = block.lines().filter((line) -> !line.startsWith("#")).toList();
			if (!lines.isEmpty()) {
				examples.add(Example.of(lines));
			}
		}
		return examples.stream();
	}

	private static String text() throws IOException {
		try (InputStream examples = WaitTableTests.class.getResourceAsStream("wait-examples.txt")) {
			return new String(examples.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/**
	 * A stack and the rule that must catch it.
	 */
	record Example(String rule, Thread.State state, @Nullable String blocker, List<Frame> frames) {

		static Example of(List<String> lines) {
			String[] head = lines.get(0).split(" \\| ");
			List<Frame> frames = lines.stream()
				.skip(1)
				.map((line) -> frame(line.strip().substring("at ".length())))
				.toList();
			return new Example(head[0], Thread.State.valueOf(head[1]), head[2].equals("-") ? null : head[2], frames);
		}

		@Override
		public String toString() {
			return this.rule + " in " + this.frames.get(0).method();
		}

	}

}
