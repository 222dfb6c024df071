package io.tidemark.parse;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The dumps in {@code src/test/resources/dumps}; its README says how they were made. */
final class SavedDumps {

	static final Path DIRECTORY = Path.of("src/test/resources/dumps");

	private SavedDumps() {
	}

	/** Names of all dumps, in their order. */
	static List<String> names() {
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.matches(".*\\.(txt|json)(\\.gz)?") && !name.contains(".golden."))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] bytes(String name) {
		try {
			return Files.readAllBytes(DIRECTORY.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The same, unzipped if it is a whole zipped file. */
	static byte[] plainBytes(String name) {
		byte[] bytes = bytes(name);
		if (!name.endsWith(".gz")) {
			return bytes;
		}
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return in.readAllBytes();
		}
		catch (EOFException ex) {
			return bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
