package io.tidemark.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SignatureTableTests {

	private static final Path PAGES = Path.of("..", "docs", "leaks");

	private static final Path CODE = Path.of("src", "test", "java", "io", "tidemark", "verdict", "leaks");

	private static final Pattern JAVA = Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL);

	private final List<SignatureRule> rules = new Signatures().rules();

	@Test
	void whatHangsStandsBeforeWhatGrowsAndTheSpecialBeforeTheGeneral() {
		assertThat(this.rules).extracting(SignatureRule::id)
			.containsExactly("deadlock", "swallowed-interrupt", "connection-pool-starvation", "lock-convoy",
					"stuck-request", "virtual-threads-parked-for-ever", "http-client-per-call", "event-loops-per-call",
					"timer-per-call", "scheduler-never-disposed", "executor-per-call", "cached-pool-without-limit",
					"blocked-on-dead-queue", "latch-never-counted", "future-never-completed", "raw-thread-per-call");
	}

	@Test
	void eachSignatureHasAPageAndEachPageASignature() throws IOException {
		try (Stream<Path> pages = Files.list(PAGES)) {
			assertThat(pages.map((page) -> page.getFileName().toString()).filter((name) -> !name.equals("README.md")))
				.containsExactlyInAnyOrderElementsOf(this.rules.stream().map((rule) -> rule.id() + ".md").toList());
		}
		assertThat(this.rules).allSatisfy(
				(rule) -> assertThat(Files.readString(PAGES.resolve("README.md"))).contains("(" + rule.id() + ".md)"));
	}

	@Test
	void codeOfThePagesIsTheCodeOfTheTests() throws IOException {
		for (SignatureRule rule : this.rules) {
			String page = Files.readString(PAGES.resolve(rule.id() + ".md"));
			List<String> blocks = JAVA.matcher(page).results().map((block) -> block.group(1)).toList();
			List<String> source = codeOf(rule.id());

			assertThat(blocks).as(rule.id()).hasSize(2);
			blocks.stream()
				.flatMap((block) -> Stream.of(block.split("\\R\\R")))
				.forEach((member) -> assertThat(Collections.indexOfSubList(source, lines(member)))
					.as("%s in the class of %s", member, rule.id())
					.isNotNegative());
		}
	}

	/** Without the lines that remember what a test has to end. */
	private static List<String> codeOf(String id) throws IOException {
		String type = Stream.of(id.split("-"))
			.map((word) -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
			.collect(Collectors.joining());
		return lines(Files.readString(CODE.resolve(type + ".java"))).stream()
			.filter((line) -> !line.startsWith("this.forgotten.add("))
			.toList();
	}

	private static List<String> lines(String text) {
		return text.lines().map(String::strip).toList();
	}

	@Test
	void titleFitsIntoASentenceAndRepairIsOne() {
		assertThat(this.rules).allSatisfy((rule) -> {
			assertThat(rule.title()).matches("[a-z].*[^.]");
			assertThat(rule.repair()).matches("[A-Z].*\\.");
		});
	}

	@Test
	void readsAnEntry() {
		List<SignatureRule> rules = SignatureTable.parse("""
				# a comment
				signature one
				title     one thing
				when      repeats & name a-*|b-*
				when      stuck lock 2
				because   {change} more[ at {at}].
				repair    Repair it.
				page      docs/leaks/one.md
				""");

		assertThat(rules).singleElement().satisfies((rule) -> {
			assertThat(rule.id()).isEqualTo("one");
			assertThat(rule.title()).isEqualTo("one thing");
			assertThat(rule.cases()).extracting((one) -> one.conditions().size()).containsExactly(2, 1);
			assertThat(rule.because().text()).isEqualTo("{change} more[ at {at}].");
			assertThat(rule.repair()).isEqualTo("Repair it.");
			assertThat(rule.page()).isEqualTo("docs/leaks/one.md");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			title;      Line 2 of the signatures: expected a 'title' in one, found none
			when;       Line 2 of the signatures: expected a 'when' in one, found none
			because;    Line 2 of the signatures: expected a 'because' in one, found none
			repair;     Line 2 of the signatures: expected a 'repair' in one, found none
			page;       Line 2 of the signatures: expected a 'page' in one, found none
			signature;  Line 2 of the signatures: expected 'signature' with its id first, found 'title'
			""")
	void refusesAnEntryWithoutAPart(String missing, String sentence) {
		String table = entry().lines()
			.filter((line) -> !line.startsWith(missing + " "))
			.reduce("# planted", (all, line) -> all + "\n" + line);

		assertRefused(table, sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					signature One;  Line 1 of the signatures: expected an id of lower-case words and dashes, found 'One'
					reason x;       Line 6 of the signatures: expected signature, title, when, because, repair or page, found 'reason'
					when;           Line 6 of the signatures: expected a keyword and its value, found 'when'
					title again;    Line 6 of the signatures: expected one 'title' in one, found another one
					page README.md; Line 6 of the signatures: expected the page docs/leaks/one.md, found 'README.md'
					because {who};  Line 6 of the signatures: expected places name, change, after, waiting, stuck, pools, request, since, holder, at, where, found 'who'
					because at {at}; Line 6 of the signatures: expected brackets around a part with a place that may have no value, found 'at {at}'
					signature one;  Line 7 of the signatures: expected each id once, found 'one' again
					when grows 0;   Line 6 of the signatures: expected grows with a number of threads, at least 1, found '0'
					when repeats 3; Line 6 of the signatures: expected repeats alone, found '3'
					when name;      Line 6 of the signatures: expected name with what it looks for, found nothing
					when origin me; Line 6 of the signatures: expected origin known, application or library, found 'me'
					when pools two; Line 6 of the signatures: expected pools many or one, found 'two'
					when waits for; Line 6 of the signatures: expected waits with reasons, '>=' or '<=', and threads or percent, such as 'waits monitor|lock >= 60%', found 'for'
					when stuck x;   Line 6 of the signatures: expected stuck with reasons and a number of threads, such as 'stuck monitor|lock 3', found 'x'
					""")
	void saysLineExpectedAndFound(String planted, String sentence) {
		String table = switch (planted) {
			case "signature One" -> planted;
			case "signature one" -> entry() + "\n" + planted;
			default -> {
				String keyword = planted.split(" ")[0];
				boolean replaced = List.of("because", "page").contains(keyword);
				yield entry().lines()
					.filter((line) -> !replaced || !line.startsWith(keyword))
					.limit(5)
					.reduce((all, line) -> all + "\n" + line)
					.orElseThrow() + "\n" + planted;
			}
		};

		assertRefused(table, sentence);
	}

	@Test
	void refusesAConditionAndAWaitReasonThatDoNotExist() {
		assertRefused(entry().replace("repeats", "looks bad"),
				"Line 3 of the signatures: expected a condition grows, "
						+ "repeats, size, name, other-name, virtual, platform, origin, started-directly, creator, "
						+ "other-creator, waits, stands, pools, stuck or stuck-request, found 'looks bad'");
		assertThatExceptionOfType(SignatureTableException.class)
			.isThrownBy(() -> SignatureTable.parse(entry().replace("repeats", "waits tea >= 3")))
			.withMessageStartingWith("Line 3 of the signatures: expected a wait reason (running, idle-worker, ")
			.withMessageEndingWith("), found 'tea'");
	}

	@Test
	void refusesToAccuseByLooksAlone() {
		assertThatExceptionOfType(SignatureTableException.class)
			.isThrownBy(() -> SignatureTable.parse(entry().replace("repeats", "name pool-* & waits lock >= 60%")))
			.withMessageStartingWith("Line 3 of the signatures: expected a condition that asks for growth");
	}

	private static String entry() {
		return """
				signature one
				title     one thing
				when      repeats
				because   {change} more.
				repair    Repair it.
				page      docs/leaks/one.md""";
	}

	private static void assertRefused(String table, String sentence) {
		assertThatExceptionOfType(SignatureTableException.class).isThrownBy(() -> SignatureTable.parse(table))
			.withMessage(sentence);
	}

}
