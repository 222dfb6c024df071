package io.tidemark.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the rules of this repository promise, read from their files. */
class DashboardTests {

	@Test
	void everyAlertHasARunbookInThisRepositoryAndSaysWhatItFound() {
		List<JsonNode> alerts = rules().filter((rule) -> rule.has("alert")).toList();

		assertThat(alerts).isNotEmpty().allSatisfy((alert) -> {
			String name = alert.path("alert").asString();
			JsonNode annotations = alert.path("annotations");

			assertThat(annotations.path("summary").asString("")).isNotBlank();
			assertThat(annotations.path("description").asString("")).contains("$value");
			assertThat(annotations.path("runbook_url").asString("")).endsWith("/docs/runbooks/" + name + ".md");
			assertThat(root().resolve("docs/runbooks/" + name + ".md")).isNotEmptyFile();
			assertThat(alert.at("/labels/severity").asString("")).isIn("warning", "critical");
		});
	}

	/** Root of the repository: Maven runs tests in the folder of the module. */
	static Path root() {
		return Path.of("").toAbsolutePath().getParent();
	}

	private static Stream<JsonNode> rules() {
		JsonMapper mapper = new JsonMapper();
		return files("prometheus/rules", ".yml").map(DashboardTests::read)
			.map((text) -> mapper.<JsonNode>valueToTree(new Yaml().load(text)))
			.flatMap((file) -> nodes(file.path("groups")))
			.flatMap((group) -> nodes(group.path("rules")));
	}

	private static Stream<Path> files(String folder, String ending) {
		try (Stream<Path> files = Files.list(root().resolve(folder))) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<JsonNode> nodes(JsonNode array) {
		return array.valueStream();
	}

}
