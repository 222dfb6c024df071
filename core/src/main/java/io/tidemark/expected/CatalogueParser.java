package io.tidemark.expected;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tidemark.group.Glob;
import org.jspecify.annotations.Nullable;

/**
 * Reads the format that the head of {@code catalogue.txt} describes. It refuses what
 * would clear too much: an entry without a stack, without a bound, or whose name or frame
 * fits anybody.
 */
final class CatalogueParser {

	private static final int LONGEST_LINE = 500;

	private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

	/** Separates the parts of an entry that is written in one line, as in a property. */
	private static final Pattern ONE_LINE = Pattern.compile("\\s\\|\\s+(?=(?:" + String.join("|", clauses()) + ")\\s)");

	private static final Pattern CLAUSE = Pattern.compile("(" + String.join("|", clauses()) + ")\\s+(\\S.*)");

	private static final Pattern JDK_RANGE = Pattern.compile("(\\d{2})(?:-(\\d{2})?)?");

	private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]++");

	private static final Pattern METHOD = Pattern.compile("[\\w$*]+(?:\\.[\\w$*]+)*\\.[\\w$*<>]+");

	/** Frames that nobody's stack lacks; a condition that fits them is none. */
	private static final List<String> ANYBODY = List.of("java.lang.Thread.run", "java.lang.Thread.runWith",
			"com.example.Anybody.run", "java.util.concurrent.locks.LockSupport.park", "java.lang.Object.wait");

	private final String place;

	private final List<ExpectedThread> entries = new ArrayList<>();

	private final Set<String> ids = new HashSet<>();

	private @Nullable Draft draft;

	CatalogueParser(String place) {
		this.place = place;
	}

	private static List<String> clauses() {
		return List.of("name", "threads", "stack", "working", "made-by", "at most", "jdk", "because", "source");
	}

	List<ExpectedThread> parse(List<String> lines) {
		for (int i = 0; i < lines.size(); i++) {
			read(i + 1, lines.get(i));
		}
		finish();
		return this.entries;
	}

	private void read(int number, String line) {
		if (line.length() > 4 * LONGEST_LINE) {
			throw malformed(number, "at most %d characters".formatted(4 * LONGEST_LINE), "%d".formatted(line.length()));
		}
		if (line.isBlank() || line.startsWith("#")) {
			return;
		}
		String[] parts = ONE_LINE.split(line);
		if (Character.isWhitespace(line.charAt(0))) {
			clause(number, line.strip());
			return;
		}
		finish();
		start(number, parts[0].strip());
		for (int i = 1; i < parts.length; i++) {
			clause(number, parts[i].strip());
		}
	}

	private void start(int number, String id) {
		if (!ID.matcher(id).matches()) {
			throw malformed(number, "the name of an entry, in lower case with hyphens", quoted(id));
		}
		if (!this.ids.add(id)) {
			throw malformed(number, "an entry with a name of its own", "a second " + quoted(id));
		}
		if (this.entries.size() == Catalogue.ENTRIES) {
			throw malformed(number, "at most %d entries".formatted(Catalogue.ENTRIES), "more");
		}
		this.draft = new Draft(number, id);
	}

	private void clause(int number, String text) {
		Matcher clause = CLAUSE.matcher(text);
		if (this.draft == null || !clause.matches() || text.length() > LONGEST_LINE) {
			throw malformed(number, (this.draft == null) ? "the name of an entry before its parts"
					: "one of %s and its value".formatted(String.join(", ", clauses())), quoted(text));
		}
		this.draft.put(number, clause.group(1), clause.group(2).strip());
	}

	private void finish() {
		if (this.draft != null) {
			this.entries.add(this.draft.entry());
			this.draft = null;
		}
	}

	private MalformedCatalogueException malformed(int line, String expected, String found) {
		return MalformedCatalogueException.at(this.place, line, expected, found);
	}

	private static String quoted(String text) {
		return "'" + ((text.length() > 80) ? text.substring(0, 80) + "…" : text) + "'";
	}

	/** An entry of which not all parts are read. */
	private final class Draft {

		private final int line;

		private final String id;

		private final List<NamePattern> names = new ArrayList<>();

		private final List<StackCondition> stacks = new ArrayList<>();

		private final List<Glob> madeBy = new ArrayList<>();

		private final Map<String, String> once = new HashMap<>();

		private @Nullable Bound bound;

		private ExpectedThread.@Nullable Working working;

		private boolean virtual;

		private int firstJdk = 0;

		private int lastJdk = Integer.MAX_VALUE;

		Draft(int line, String id) {
			this.line = line;
			this.id = id;
		}

		void put(int number, String clause, String value) {
			switch (clause) {
				case "name" -> this.names.add(name(number, value));
				case "stack" -> this.stacks.add(stack(number, value));
				case "made-by" -> this.madeBy.add(frame(number, value));
				default -> putOnce(number, clause, value);
			}
		}

		private void putOnce(int number, String clause, String value) {
			if (this.once.put(clause, value) != null) {
				throw malformed(number, "one '%s' in an entry".formatted(clause), "a second one");
			}
			switch (clause) {
				case "at most" -> this.bound = bound(number, value);
				case "working" -> this.working = working(number, value);
				case "threads" -> this.virtual = isVirtual(number, value);
				case "jdk" -> readJdk(number, value);
				default -> {
				}
			}
		}

		private NamePattern name(int number, String value) {
			if (NO_LETTERS.matcher(value).replaceAll("").length() < 3) {
				throw malformed(number, "a name pattern with at least 3 letters", quoted(value));
			}
			return NamePattern.of(value);
		}

		private StackCondition stack(int number, String value) {
			if (value.equals("none")) {
				return StackCondition.none();
			}
			List<Glob> frames = new ArrayList<>();
			List<Glob> without = new ArrayList<>();
			for (String word : value.split("\\s+")) {
				if (word.startsWith("!")) {
					without.add(frame(number, word.substring(1)));
				}
				else {
					frames.add(frame(number, word));
				}
			}
			if (frames.isEmpty()) {
				throw malformed(number, "a frame that the stack has, before those that it has not", quoted(value));
			}
			return new StackCondition(frames, without);
		}

		private Glob frame(int number, String value) {
			Glob frame = Glob.of(value);
			if (!METHOD.matcher(value).matches() || ANYBODY.stream().anyMatch(frame::matches)) {
				throw malformed(number, "class and method of a frame that not everybody has, or 'none'", quoted(value));
			}
			return frame;
		}

		private Bound bound(int number, String value) {
			Bound bound = Bound.parse(value);
			if (bound == null) {
				throw malformed(number, "a bound such as 4, 2*cpus or cpus+4, at most %d and %d*cpus"
					.formatted(Bound.MOST, Bound.MOST_PER_CPU), quoted(value));
			}
			return bound;
		}

		private ExpectedThread.Working working(int number, String value) {
			String[] parts = value.split("\\s+", 2);
			if (parts.length < 2) {
				throw malformed(number, "a bound and a frame", quoted(value));
			}
			return new ExpectedThread.Working(bound(number, parts[0]), stack(number, parts[1]));
		}

		private boolean isVirtual(int number, String value) {
			if (!value.equals("virtual") && !value.equals("platform")) {
				throw malformed(number, "'platform' or 'virtual'", quoted(value));
			}
			return value.equals("virtual");
		}

		private void readJdk(int number, String value) {
			Matcher range = JDK_RANGE.matcher(value);
			if (!range.matches()) {
				throw malformed(number, "releases of the JDK such as 17, 21- or 17-20", quoted(value));
			}
			this.firstJdk = Integer.parseInt(range.group(1));
			String last = range.group(2);
			if (last != null) {
				this.lastJdk = Integer.parseInt(last);
			}
			else if (!value.endsWith("-")) {
				this.lastJdk = this.firstJdk;
			}
		}

		ExpectedThread entry() {
			Bound bound = this.bound;
			if (this.names.isEmpty()) {
				throw lacks("name");
			}
			if (this.stacks.isEmpty()) {
				throw lacks("stack");
			}
			if (bound == null) {
				throw lacks("at most");
			}
			return new ExpectedThread(this.id, this.names, this.virtual, this.stacks, this.working, this.madeBy, bound,
					this.firstJdk, this.lastJdk, once("because"), once("source"));
		}

		private String once(String clause) {
			String value = this.once.get(clause);
			if (value == null) {
				throw lacks(clause);
			}
			return value;
		}

		private MalformedCatalogueException lacks(String clause) {
			return malformed(this.line, "'%s' in each entry".formatted(clause), "none in '%s'".formatted(this.id));
		}

	}

}
