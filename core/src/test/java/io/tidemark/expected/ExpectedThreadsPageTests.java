package io.tidemark.expected;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of {@code docs/expected-threads.md} is the catalogue.
 */
class ExpectedThreadsPageTests {

	private static final Path PAGE = Path.of("../docs/expected-threads.md");

	private static final String HEAD = "| entry | threads | at most | because |\n|---|---|---|---|\n";

	@Test
	void theTableIsTheCatalogue() throws IOException {
		String page = Files.readString(PAGE);
		String text = page.contains(HEAD) ? page.substring(0, page.indexOf(HEAD)) : page;
		if (Boolean.getBoolean("tidemark.write-expected-threads")) {
			Files.writeString(PAGE, text + table());
		}

		assertThat(Files.readString(PAGE))
			.as("The table of the catalogue in docs/expected-threads.md. If the catalogue changed, run 'mvn -pl core test "
					+ "-Dtest=ExpectedThreadsPageTests -Dtidemark.write-expected-threads=true'")
			.endsWith(table());
	}

	private static String table() {
		return Catalogue.standard()
			.entries()
			.stream()
			.map(ExpectedThreadsPageTests::row)
			.collect(Collectors.joining("\n", HEAD, "\n"));
	}

	private static String row(ExpectedThread entry) {
		String names = entry.names()
			.stream()
			.map((name) -> "`" + name.pattern().replace("|", "\\|") + "`")
			.collect(Collectors.joining(", "));
		return "| `%s` | %s%s | `%s` | %s |".formatted(entry.id(), names, entry.virtual() ? " (virtual)" : "",
				entry.bound(), entry.because().replace("|", "\\|"));
	}

}
