package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of the documentation, as a reader sees it.
 *
 * @param file the page
 */
record Documentation(Path file) {

	static final Path ROOT = root();

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

	private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

	private static final Pattern CODE = Pattern.compile("`([^`]*)`");

	/** The page at this path below the root of the repository. */
	static Documentation of(String path) {
		return new Documentation(ROOT.resolve(path));
	}

	/** All pages that we wrote, at the root and below {@code docs}. */
	static List<Documentation> all() throws IOException {
		try (Stream<Path> atRoot = Files.list(ROOT); Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
			return Stream.concat(atRoot, below)
				.filter((file) -> file.toString().endsWith(".md"))
				.map(Documentation::new)
				.toList();
		}
	}

	String text() {
		try {
			return Files.readString(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Rows of the table whose first column has this title, without the title. */
	List<List<String>> table(String title) {
		return text().lines()
			.dropWhile((line) -> !line.startsWith("| " + title + " |"))
			.takeWhile((line) -> line.startsWith("|"))
			.skip(2)
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
			.toList();
	}

	/** Rows of all tables whose first column begins so. */
	List<List<String>> rows(String begin) {
		return text().lines()
			.filter((line) -> line.startsWith("| " + begin))
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
			.toList();
	}

	/** The first column of the table, as it stands in code style. */
	List<String> firstColumn(String title) {
		return table(title).stream().flatMap((row) -> code(row.get(0)).stream()).toList();
	}

	/** What stands in code style. */
	static List<String> code(String text) {
		return CODE.matcher(text).results().map((result) -> result.group(1)).toList();
	}

	/** Links to other pages and to headings; none of the web. */
	List<String> links() {
		return LINK.matcher(FENCED.matcher(text()).replaceAll(""))
			.results()
			.map((result) -> result.group(1))
			.filter((link) -> !link.contains("://"))
			.toList();
	}

	/** Whether there is something where the link points to. */
	boolean resolves(String link) {
		String[] parts = link.split("#", 2);
		Path target = parts[0].isEmpty() ? this.file : this.file.resolveSibling(parts[0]).normalize();
		return Files.exists(target) && (parts.length == 1 || new Documentation(target).anchors().contains(parts[1]));
	}

	/** The names that GitHub gives to headings. */
	private List<String> anchors() {
		return HEADING.matcher(FENCED.matcher(text()).replaceAll("")).results().map(Documentation::anchor).toList();
	}

	private static String anchor(MatchResult heading) {
		return heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.file).toString();
	}

	private static Path root() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.exists(directory.resolve("LICENSE"))) {
			directory = directory.getParent();
		}
		return directory;
	}

}
