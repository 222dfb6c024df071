package io.tidemark.benchmarks.leakbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.tidemark.heap.CollectedHeap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of cases, {@code cases.txt}; its head says how it is written.
 */
final class Cases {

	private final List<BenchCase> cases = new ArrayList<>();

	private final Map<Knob, Range> ranges = new EnumMap<>(Knob.class);

	private String @Nullable [] head;

	private Cases() {
	}

	/** The cases of the corpus. */
	static List<BenchCase> all() {
		return read("cases.txt");
	}

	/** The few that a promise with a time was made for. */
	static List<BenchCase> checks() {
		return read("checks.txt");
	}

	/** The cases of memory: those of the heap once for each collector. */
	static List<BenchCase> memory() {
		return read("memory.txt").stream().flatMap(Cases::ofEachCollector).toList();
	}

	private static Stream<BenchCase> ofEachCollector(BenchCase one) {
		if (!one.ranges().containsKey(Knob.HEAP)) {
			return Stream.of(one);
		}
		return Stream.of(CollectedHeap.Collector.values()).map((collector) -> {
			String name = collector.name().toLowerCase(Locale.ROOT).replace('_', '-');
			Map<Knob, Range> ranges = new EnumMap<>(one.ranges());
			ranges.put(Knob.COLLECTOR, new Range(collector.ordinal(), collector.ordinal(), false));
			return new BenchCase(one.name() + "/" + name, one.leak(), name, false, one.seconds(), ranges);
		});
	}

	private static List<BenchCase> read(String resource) {
		try (InputStream input = Cases.class.getResourceAsStream(resource)) {
			if (input == null) {
				throw new IllegalStateException("Expected the resource " + resource + " next to " + Cases.class);
			}
			return parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<BenchCase> parse(String text) {
		Cases table = new Cases();
		List<String> lines = text.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).replaceFirst("#.*", "").strip();
			if (!line.isEmpty()) {
				table.read(line, i + 1);
			}
		}
		table.end();
		return table.cases;
	}

	private void read(String line, int number) {
		String[] words = line.split("\\s+", 2);
		try {
			if (words[0].equals("leak-case") || words[0].equals("healthy-case")) {
				end();
				this.head = head(line);
			}
			else if (words.length < 2 || this.ranges.put(Knob.of(words[0]), Range.parse(words[1])) != null) {
				throw new IllegalArgumentException("expected each knob once and with its range, found '" + line + "'");
			}
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Line " + number + " of the cases: " + ex.getMessage(), ex);
		}
	}

	private static String[] head(String line) {
		String[] words = line.split("\\s+");
		if (words.length != 5 || !words[3].matches("members|no-members")) {
			throw new IllegalArgumentException(
					"expected 'leak-case|healthy-case name class members|no-members time', found '" + line + "'");
		}
		return words;
	}

	private void end() {
		if (this.head != null) {
			this.cases.add(new BenchCase(this.head[1], this.head[0].equals("leak-case"), this.head[2],
					this.head[3].equals("members"), Range.number(this.head[4]), this.ranges));
		}
		this.ranges.clear();
	}

}
