package io.tidemark.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one table; how they are written is said in {@code wait-rules.txt}.
 */
final class WaitTableParser {

	private static final int COLUMNS = 7;

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

	private static final String NOTHING = "-";

	private static final Set<WaitReason> TOLD_ELSEWHERE = Set.of(WaitReason.DEADLOCK, WaitReason.SPINNING,
			WaitReason.FINISHED, WaitReason.UNKNOWN);

	private final String source;

	private final Map<String, List<FramePattern>> sets;

	private final List<WaitRule> rules = new ArrayList<>();

	private final List<Glob> through = new ArrayList<>();

	private final Set<String> names = new HashSet<>();

	/** Number of the line that is read, the first of those that go on. */
	private int line;

	WaitTableParser(String source, Sets known) {
		this.source = source;
		this.sets = new HashMap<>(known.frames());
	}

	WaitTable parse(String text) {
		if (text.length() > WaitTable.MAX_LENGTH) {
			throw new WaitTableException("%s: expected at most %d characters, found %d".formatted(this.source,
					WaitTable.MAX_LENGTH, text.length()));
		}
		StringBuilder unfinished = new StringBuilder();
		int number = 0;
		for (String physical : text.lines().toList()) {
			number++;
			if (unfinished.isEmpty()) {
				this.line = number;
			}
			String stripped = physical.strip();
			if (stripped.endsWith("\\")) {
				unfinished.append(stripped, 0, stripped.length() - 1).append(' ');
			}
			else {
				read(unfinished.append(stripped).toString());
				unfinished.setLength(0);
			}
		}
		read(unfinished.toString());
		return new WaitTable(this.rules, this.through);
	}

	Sets sets() {
		return new Sets(this.sets);
	}

	private void read(String line) {
		if (line.isBlank() || line.startsWith("#")) {
			return;
		}
		List<String> columns = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
		if (columns.get(0).startsWith("@")) {
			readSet(columns);
		}
		else if (columns.get(0).equals("through")) {
			readThrough(columns);
		}
		else {
			readRule(columns);
		}
	}

	private void readSet(List<String> columns) {
		expect(columns.size() == 2, "'@set | frames'", columns.size() + " columns");
		this.sets.put(columns.get(0), frames(columns.get(1)));
	}

	private void readThrough(List<String> columns) {
		expect(columns.size() == 2, "'through | classes'", columns.size() + " columns");
		this.through.addAll(classes(columns.get(1)));
	}

	private void readRule(List<String> columns) {
		expect(columns.size() == COLUMNS, "'name | reason | state | at | in | on | because'",
				columns.size() + " columns");
		String name = columns.get(0);
		expect(NAME.matcher(name).matches(), "a name of letters, digits and '-'", quoted(name));
		expect(this.names.add(name), "a name that is not taken", quoted(name));
		expect(this.rules.size() < WaitTable.MAX_RULES, "at most " + WaitTable.MAX_RULES + " rules", "one more");
		WaitRule rule = new WaitRule(name, reason(columns.get(1)), states(columns.get(2)), frames(columns.get(3)),
				frames(columns.get(4)), classes(columns.get(5)), columns.get(6));
		expect(!rule.at().isEmpty() || !rule.in().isEmpty() || !rule.on().isEmpty(),
				"at least one of 'at', 'in' and 'on'", "'-' in all of them");
		expect(!rule.because().isEmpty(), "a sentence that says why", "nothing");
		expect(rule.in().isEmpty() || rule.in().stream().anyMatch((frame) -> !frame.excluded()),
				"a frame without '!' in column 'in'", "none");
		rule.in().forEach(this::beginsTheCall);
		this.rules.add(rule);
	}

	/** Frames that a rule asks for belong to the call, or it could not find them. */
	private void beginsTheCall(FramePattern frame) {
		expect(!frame.className().isAny(), "a class in column 'in'", quoted(frame.toString()));
		if (!frame.excluded()) {
			this.through.add(frame.className());
		}
	}

	private WaitReason reason(String id) {
		for (WaitReason reason : WaitReason.values()) {
			if (reason.id().equals(id) && !TOLD_ELSEWHERE.contains(reason)) {
				return reason;
			}
		}
		throw unexpected("one of the reasons " + Arrays.stream(WaitReason.values())
			.filter((reason) -> !TOLD_ELSEWHERE.contains(reason))
			.map(WaitReason::id)
			.collect(Collectors.joining(", ")), quoted(id));
	}

	private WaitRule.States states(String state) {
		for (WaitRule.States states : WaitRule.States.values()) {
			if (states.name().toLowerCase(Locale.ROOT).equals(state)) {
				return states;
			}
		}
		throw unexpected("one of the states runnable, waiting, timed, untimed, any", quoted(state));
	}

	private List<FramePattern> frames(String column) {
		List<FramePattern> frames = new ArrayList<>();
		for (String word : words(column)) {
			if (word.startsWith("@")) {
				List<FramePattern> set = this.sets.get(word);
				expect(set != null, "a set that stands above: " + String.join(", ", this.sets.keySet()), quoted(word));
				frames.addAll((set != null) ? set : List.of());
			}
			else {
				frames.add(frame(word));
			}
		}
		return frames;
	}

	private FramePattern frame(String word) {
		boolean excluded = word.startsWith("!");
		String frame = excluded ? word.substring(1) : word;
		int dot = frame.lastIndexOf('.');
		expect(dot > 0 && dot < frame.length() - 1 && isName(frame), "a frame such as com.example.Orders.place",
				quoted(word));
		return new FramePattern(Glob.of(frame.substring(0, dot)), Glob.of(frame.substring(dot + 1)), excluded);
	}

	private List<Glob> classes(String column) {
		List<Glob> classes = new ArrayList<>();
		for (String word : words(column)) {
			Glob type = Glob.of(word);
			expect(isName(word) && !type.isAny(), "a class such as com.example.Orders or com.example.*", quoted(word));
			classes.add(type);
		}
		return classes;
	}

	private List<String> words(String column) {
		expect(!column.isEmpty(), "'-' for nothing", "an empty column");
		return column.equals(NOTHING) ? List.of() : List.of(column.split("\\s+"));
	}

	private static boolean isName(String word) {
		return !word.isEmpty() && word.chars()
			.allMatch((letter) -> Character.isJavaIdentifierPart(letter) || ".*<>/-".indexOf(letter) >= 0);
	}

	private void expect(boolean condition, String expected, String found) {
		if (!condition) {
			throw unexpected(expected, found);
		}
	}

	private WaitTableException unexpected(String expected, @Nullable String found) {
		return new WaitTableException(
				"Line %d of %s: expected %s, found %s".formatted(this.line, this.source, expected, found));
	}

	private static String quoted(String text) {
		return "'" + ((text.length() > 100) ? text.substring(0, 100) + "…" : text) + "'";
	}

	/**
	 * Frames by the name of their set.
	 *
	 * @param frames the frames
	 */
	record Sets(Map<String, List<FramePattern>> frames) {

		static final Sets NONE = new Sets(Map.of());

		Sets {
			frames = Map.copyOf(frames);
		}

	}

}
