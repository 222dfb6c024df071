package io.tidemark.expected;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;

/**
 * Threads that are known to be normal: our own list, those that libraries bring, and
 * those of the user. Immutable.
 *
 * @since 0.1.0
 */
public final class Catalogue {

	/** Where a library lists the threads that it starts, in its jar. */
	public static final String LIBRARY_RESOURCE = "META-INF/tidemark/expected-threads.txt";

	/** Files of libraries that are read; further ones are a problem that is told. */
	public static final int LIBRARY_FILES = 64;

	/** Entries of one file or property. */
	public static final int ENTRIES = 500;

	/** Bytes of one file of a library. */
	static final int LIBRARY_BYTES = 256 * 1024;

	private final List<ExpectedThread> entries;

	private final List<String> problems;

	private Catalogue(List<ExpectedThread> entries, List<String> problems) {
		this.entries = List.copyOf(entries);
		this.problems = List.copyOf(problems);
	}

	static Catalogue of(List<ExpectedThread> entries) {
		return new Catalogue(entries, List.of());
	}

	/** The catalogue that comes with Tidemark. */
	public static Catalogue standard() {
		try (InputStream stream = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.txt"))) {
			return parse("catalogue.txt", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What libraries say of their own threads. A file that cannot be read clears nothing,
	 * hurts nobody, and is named in {@link #problems()}.
	 * @param loader whose {@value #LIBRARY_RESOURCE} are read
	 */
	public static Catalogue ofLibraries(ClassLoader loader) {
		List<ExpectedThread> entries = new ArrayList<>();
		List<String> problems = new ArrayList<>();
		try {
			Enumeration<URL> resources = loader.getResources(LIBRARY_RESOURCE);
			for (int file = 0; resources.hasMoreElements(); file++) {
				if (file == LIBRARY_FILES) {
					problems.add("More than %d files %s: the others are not read".formatted(LIBRARY_FILES,
							LIBRARY_RESOURCE));
					break;
				}
				readLibrary(resources.nextElement(), entries, problems);
			}
		}
		catch (IOException ex) {
			problems.add("%s cannot be looked up: %s".formatted(LIBRARY_RESOURCE, ex.getMessage()));
		}
		return new Catalogue(entries, problems);
	}

	private static void readLibrary(URL resource, List<ExpectedThread> entries, List<String> problems) {
		try (InputStream stream = resource.openStream()) {
			byte[] bytes = stream.readNBytes(LIBRARY_BYTES + 1);
			if (bytes.length > LIBRARY_BYTES) {
				problems.add("%s: expected at most %d bytes, found more".formatted(resource, LIBRARY_BYTES));
				return;
			}
			entries.addAll(parse(resource.toString(), new String(bytes, StandardCharsets.UTF_8)).entries);
		}
		catch (IOException | MalformedCatalogueException ex) {
			problems.add(Objects.requireNonNullElse(ex.getMessage(), resource + " cannot be read"));
		}
	}

	/**
	 * Reads entries.
	 * @param place where they stand, for messages, such as the name of a file or property
	 * @param text the entries, in the format of {@code catalogue.txt}
	 * @throws MalformedCatalogueException if an entry is not whole
	 */
	public static Catalogue parse(String place, String text) {
		return new Catalogue(new CatalogueParser(place).parse(text.lines().toList()), List.of());
	}

	/** Both catalogues; where both have an entry of one name, both stay. */
	public Catalogue and(Catalogue other) {
		List<ExpectedThread> entries = new ArrayList<>(this.entries);
		entries.addAll(other.entries);
		List<String> problems = new ArrayList<>(this.problems);
		problems.addAll(other.problems);
		return new Catalogue(entries, problems);
	}

	/** What could not be read, one sentence each. */
	public List<String> problems() {
		return this.problems;
	}

	/** How many entries it has. */
	public int size() {
		return this.entries.size();
	}

	List<ExpectedThread> entries() {
		return this.entries;
	}

}
