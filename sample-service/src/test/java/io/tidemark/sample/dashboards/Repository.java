package io.tidemark.sample.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of this repository. */
final class Repository {

	private static final JsonMapper MAPPER = new JsonMapper();

	private Repository() {
	}

	/** Maven runs tests in the folder of the module. */
	static Path file(String path) {
		return Path.of("").toAbsolutePath().getParent().resolve(path);
	}

	static String text(String path) {
		return text(file(path));
	}

	/** The dashboards as they are committed. */
	static List<JsonNode> dashboards() {
		return texts("grafana/dashboards", ".json").map(MAPPER::readTree).toList();
	}

	static Stream<String> texts(String folder, String ending) {
		try (Stream<Path> files = Files.list(file(folder))) {
			return files.filter((file) -> file.toString().endsWith(ending))
				.sorted()
				.map(Repository::text)
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
