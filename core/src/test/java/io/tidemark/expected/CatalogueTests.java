package io.tidemark.expected;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.tidemark.group.Glob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CatalogueTests {

	private static final String WHOLE = """
			acme-poller
				name     acme-poller-*
				stack    com.acme.Poller.run !com.acme.Poller.work
				working  cpus com.acme.Poller.work
				made-by  com.acme.*
				at most  2*cpus+4
				jdk      21-
				because  Acme asks for news.
				source   com.acme.Poller
			""";

	@TempDir
	private Path directory;

	@Test
	void anEntryIsReadWithAllItsParts() {
		ExpectedThread entry = Catalogue.parse("any", WHOLE).entries().get(0);

		assertThat(entry).isEqualTo(new ExpectedThread("acme-poller", List.of(NamePattern.of("acme-poller-*")), false,
				List.of(new StackCondition(List.of(Glob.of("com.acme.Poller.run")),
						List.of(Glob.of("com.acme.Poller.work")))),
				new ExpectedThread.Working(new Bound(0, 1),
						new StackCondition(List.of(Glob.of("com.acme.Poller.work")), List.of())),
				List.of(Glob.of("com.acme.*")), new Bound(4, 2), 21, Integer.MAX_VALUE, "Acme asks for news.",
				"com.acme.Poller"));
	}

	@Test
	void anEntryOnOneLineIsTheSame() {
		String line = WHOLE.lines().map(String::strip).collect(Collectors.joining(" | "));

		assertThat(Catalogue.parse("any", line).entries()).isEqualTo(Catalogue.parse("any", WHOLE).entries());
	}

	@Test
	void aNameMayHoldTheSignBetweenTheParts() {
		String line = "kafka | name kafka-network-thread | * | stack com.acme.Sender.run | at most 4 "
				+ "| because Sends. | source com.acme.Sender";

		assertThat(Catalogue.parse("any", line).entries().get(0).names())
			.containsExactly(NamePattern.of("kafka-network-thread | *"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			stack,      "Line 1 of my.txt: expected 'stack' in each entry, found none in 'acme-poller'"
			at most,    "Line 1 of my.txt: expected 'at most' in each entry, found none in 'acme-poller'"
			name,       "Line 1 of my.txt: expected 'name' in each entry, found none in 'acme-poller'"
			because,    "Line 1 of my.txt: expected 'because' in each entry, found none in 'acme-poller'"
			source,     "Line 1 of my.txt: expected 'source' in each entry, found none in 'acme-poller'"
			""")
	void anEntryThatLacksAPartIsRefused(String part, String message) {
		String text = WHOLE.lines()
			.filter((line) -> !line.strip().startsWith(part + " "))
			.collect(Collectors.joining("\n"));

		assertThatExceptionOfType(MalformedCatalogueException.class).isThrownBy(() -> Catalogue.parse("my.txt", text))
			.withMessage(message);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '~',
			textBlock = """
					name     *-*                     ~ Line 2 of my.txt: expected a name pattern with at least 3 letters, found '*-*'
					stack    *                       ~ Line 2 of my.txt: expected class and method of a frame that not everybody has, or 'none', found '*'
					stack    *.run                   ~ Line 2 of my.txt: expected class and method of a frame that not everybody has, or 'none', found '*.run'
					stack    java.lang.Thread.run    ~ Line 2 of my.txt: expected class and method of a frame that not everybody has, or 'none', found 'java.lang.Thread.run'
					stack    java.lang.Object.wait   ~ Line 2 of my.txt: expected class and method of a frame that not everybody has, or 'none', found 'java.lang.Object.wait'
					stack    !com.acme.Poller.run    ~ Line 2 of my.txt: expected a frame that the stack has, before those that it has not, found '!com.acme.Poller.run'
					at most  many                    ~ Line 2 of my.txt: expected a bound such as 4, 2*cpus or cpus+4, at most 1000 and 100*cpus, found 'many'
					at most  1001                    ~ Line 2 of my.txt: expected a bound such as 4, 2*cpus or cpus+4, at most 1000 and 100*cpus, found '1001'
					at most  101*cpus                ~ Line 2 of my.txt: expected a bound such as 4, 2*cpus or cpus+4, at most 1000 and 100*cpus, found '101*cpus'
					at most  0                       ~ Line 2 of my.txt: expected a bound such as 4, 2*cpus or cpus+4, at most 1000 and 100*cpus, found '0'
					working  4                       ~ Line 2 of my.txt: expected a bound and a frame, found '4'
					threads  green                   ~ Line 2 of my.txt: expected 'platform' or 'virtual', found 'green'
					jdk      new                     ~ Line 2 of my.txt: expected releases of the JDK such as 17, 21- or 17-20, found 'new'
					at least 4                       ~ Line 2 of my.txt: expected one of name, threads, stack, working, made-by, at most, jdk, because, source and its value, found 'at least 4'
					""")
	void aPartThatSaysTooLittleIsRefused(String part, String message) {
		assertThatExceptionOfType(MalformedCatalogueException.class)
			.isThrownBy(() -> Catalogue.parse("my.txt", "acme\n\t" + part))
			.withMessage(message);
	}

	@Test
	void aPartWithoutAnEntryIsRefused() {
		assertThatExceptionOfType(MalformedCatalogueException.class)
			.isThrownBy(() -> Catalogue.parse("my.txt", "\n  name acme-*"))
			.withMessage("Line 2 of my.txt: expected the name of an entry before its parts, found 'name acme-*'");
	}

	@Test
	void twoBoundsAreRefused() {
		assertThatExceptionOfType(MalformedCatalogueException.class)
			.isThrownBy(() -> Catalogue.parse("my.txt", "acme\n at most 4\n at most 8"))
			.withMessage("Line 3 of my.txt: expected one 'at most' in an entry, found a second one");
	}

	@Test
	void twoEntriesOfOneNameAreRefused() {
		assertThatExceptionOfType(MalformedCatalogueException.class)
			.isThrownBy(() -> Catalogue.parse("my.txt", WHOLE + WHOLE))
			.withMessage("Line 10 of my.txt: expected an entry with a name of its own, found a second 'acme-poller'");
	}

	@Test
	void moreEntriesThanTheBoundAreRefused() {
		String text = IntStream.rangeClosed(0, Catalogue.ENTRIES)
			.mapToObj((i) -> WHOLE.replace("acme-poller\n", "acme-" + i + "\n"))
			.collect(Collectors.joining());

		assertThatExceptionOfType(MalformedCatalogueException.class).isThrownBy(() -> Catalogue.parse("my.txt", text))
			.withMessageContaining("expected at most 500 entries, found more");
	}

	@Test
	void aLineLongerThanTheBoundIsRefused() {
		assertThatExceptionOfType(MalformedCatalogueException.class)
			.isThrownBy(() -> Catalogue.parse("my.txt", "#" + "x".repeat(2_000)))
			.withMessage("Line 1 of my.txt: expected at most 2000 characters, found 2001");
	}

	@Test
	void commentsAndEmptyLinesAreNothing() {
		assertThat(Catalogue.parse("any", "# acme\n\n   \n").size()).isZero();
	}

	@Test
	void librariesBringTheirOwnEntries() throws IOException {
		Catalogue catalogue = Catalogue.ofLibraries(libraries(WHOLE, WHOLE.replace("acme-poller", "other-poller")));

		assertThat(catalogue.entries()).extracting(ExpectedThread::id).containsExactly("acme-poller", "other-poller");
		assertThat(catalogue.problems()).isEmpty();
	}

	@Test
	void aFileThatCannotBeReadIsNamedAndTheOthersAreRead() throws IOException {
		Catalogue catalogue = Catalogue.ofLibraries(libraries("acme\n  name acme-*\n", WHOLE));

		assertThat(catalogue.size()).isEqualTo(1);
		assertThat(catalogue.problems()).singleElement()
			.asString()
			.startsWith("Line 1 of file:")
			.endsWith("0.txt: expected 'stack' in each entry, found none in 'acme'");
	}

	@Test
	void aFileThatIsTooLargeIsNamed() throws IOException {
		Catalogue catalogue = Catalogue.ofLibraries(libraries("#\n".repeat(Catalogue.LIBRARY_BYTES)));

		assertThat(catalogue.problems()).singleElement()
			.asString()
			.endsWith("0.txt: expected at most 262144 bytes, found more");
	}

	@Test
	void moreFilesThanTheBoundAreNotRead() throws IOException {
		String[] files = Collections.nCopies(Catalogue.LIBRARY_FILES + 2, WHOLE).toArray(String[]::new);

		Catalogue catalogue = Catalogue.ofLibraries(libraries(files));

		assertThat(catalogue.size()).isEqualTo(64);
		assertThat(catalogue.problems())
			.containsExactly("More than 64 files META-INF/tidemark/expected-threads.txt: the others are not read");
	}

	@Test
	void aClassLoaderThatFailsIsAProblemAndNoCrash() {
		ClassLoader broken = new ClassLoader(null) {
			@Override
			public Enumeration<URL> getResources(String name) throws IOException {
				throw new IOException("closed");
			}
		};

		assertThat(Catalogue.ofLibraries(broken).problems())
			.containsExactly("META-INF/tidemark/expected-threads.txt cannot be looked up: closed");
	}

	/** A class path on which each text is the file of one jar. */
	private ClassLoader libraries(String... texts) throws IOException {
		List<URL> files = new ArrayList<>();
		for (String text : texts) {
			Path file = this.directory.resolve(files.size() + ".txt");
			Files.write(file, text.getBytes(StandardCharsets.UTF_8));
			files.add(file.toUri().toURL());
		}
		return new ClassLoader(null) {
			@Override
			public Enumeration<URL> getResources(String name) {
				return Collections.enumeration(name.equals(Catalogue.LIBRARY_RESOURCE) ? files : List.of());
			}
		};
	}

}
