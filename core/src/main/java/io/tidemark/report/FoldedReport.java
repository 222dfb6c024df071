package io.tidemark.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.heap.OldObjects;

/**
 * Writes results as folded stacks, one place a line, which flame graph tools read: the
 * name of the group, {@code [virtual]} for virtual threads, then the methods, outermost
 * first, with {@code ;} between them, a space, and the number of threads. Lines are
 * sorted. In names, a percent sign, a semicolon and white space stand as {@code %25},
 * {@code %3B}, {@code %20} and so on, and what cannot be seen as U+FFFD.
 * <p>
 * All groups are written: at most 2,000 lines of 256 methods for a snapshot and one more
 * for each group, twice as many for a diff. May be used by any number of threads.
 *
 * @see <a href="https://github.com/brendangregg/FlameGraph">the format</a>
 * @since 0.1.0
 */
public final class FoldedReport {

	/**
	 * The diff with two numbers a line, threads before and after, as
	 * {@code difffolded.pl} writes them.
	 */
	public String diff(SnapshotDiff diff) {
		Map<String, Pair> lines = new TreeMap<>();
		CountedStack.of(diff)
			.forEach((stack) -> lines.merge(path(stack), new Pair(stack.before(), stack.after()), Pair::plus));
		return lines.entrySet()
			.stream()
			.map((line) -> line.getKey() + " " + line.getValue().before() + " " + line.getValue().after() + "\n")
			.collect(Collectors.joining());
	}

	/** The snapshot with the number of threads in each line. */
	public String snapshot(KeptSnapshot snapshot) {
		Map<String, Integer> lines = new TreeMap<>();
		CountedStack.of(snapshot.groups()).forEach((stack) -> lines.merge(path(stack), stack.after(), Integer::sum));
		return lines.entrySet()
			.stream()
			.map((line) -> line.getKey() + " " + line.getValue() + "\n")
			.collect(Collectors.joining());
	}

	/**
	 * Where the survivors were allocated, with their class as the innermost element, and
	 * their number or their bytes in each line.
	 */
	public String survivors(OldObjects survivors, SurvivorWeight weight) {
		Map<String, Long> lines = new TreeMap<>();
		survivors.objects()
			.forEach((object) -> lines.merge(escaped(Survivors.path(object)), weight.of(object), Long::sum));
		return lines.entrySet()
			.stream()
			.map((line) -> line.getKey() + " " + line.getValue() + "\n")
			.collect(Collectors.joining());
	}

	private static String path(CountedStack stack) {
		List<String> elements = new ArrayList<>(stack.root());
		String missing = stack.missing();
		if (missing != null) {
			elements.add(missing);
		}
		stack.frames().stream().map(CountedStack::method).forEach(elements::add);
		return escaped(elements);
	}

	private static String escaped(List<String> elements) {
		return elements.stream().map(FoldedReport::escaped).collect(Collectors.joining(";"));
	}

	private static String escaped(String text) {
		String printable = Printable.of(text);
		if (printable.codePoints().noneMatch(FoldedReport::breaksLine)) {
			return printable;
		}
		StringBuilder result = new StringBuilder();
		printable.codePoints().forEach((character) -> {
			if (breaksLine(character)) {
				appendEncoded(result, character);
			}
			else {
				result.appendCodePoint(character);
			}
		});
		return result.toString();
	}

	private static boolean breaksLine(int character) {
		return character == ';' || character == '%' || Character.isSpaceChar(character);
	}

	private static void appendEncoded(StringBuilder result, int character) {
		for (byte part : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
			result.append('%').append(Character.toUpperCase(Character.forDigit((part >> 4) & 0xf, 16)));
			result.append(Character.toUpperCase(Character.forDigit(part & 0xf, 16)));
		}
	}

	private record Pair(int before, int after) {

		Pair plus(Pair other) {
			return new Pair(this.before + other.before, this.after + other.after);
		}

	}

}
