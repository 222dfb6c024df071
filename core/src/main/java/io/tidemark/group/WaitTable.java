package io.tidemark.group;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Rules that tell what a thread waits for, as data. How a table is written is said at the
 * head of the engine's own, {@code io/tidemark/group/wait-rules.txt}. Rules of others use
 * the same reasons, for those are tags of a meter.
 *
 * @since 0.1.0
 */
public final class WaitTable {

	/** Where a jar keeps its own table on the class path. */
	public static final String LOCATION = "META-INF/tidemark/wait-rules.txt";

	/** Characters of a table at most. */
	public static final int MAX_LENGTH = 256 * 1024;

	/** Rules of a table at most. */
	public static final int MAX_RULES = 1_000;

	private final List<WaitRule> rules;

	private final List<Glob> through;

	WaitTable(List<WaitRule> rules, List<Glob> through) {
		this.rules = List.copyOf(rules);
		this.through = List.copyOf(through);
	}

	/**
	 * Reads a table.
	 * @param text the lines
	 * @param source where they come from, for the message when one of them is wrong
	 * @throws WaitTableException if a line is not a rule, or if there are more than
	 * {@value #MAX_RULES} rules or {@value #MAX_LENGTH} characters
	 */
	public static WaitTable parse(String text, String source) {
		return new WaitTableParser(source, OwnTable.SETS).parse(text);
	}

	/** The table of the engine itself. */
	static WaitTable own() {
		return OwnTable.TABLE;
	}

	/** How many rules it has. */
	public int size() {
		return this.rules.size();
	}

	List<WaitRule> rules() {
		return this.rules;
	}

	/** Classes whose frames belong to the call of a thread. */
	List<Glob> through() {
		return this.through;
	}

	/** Read once, by the first who needs it. */
	private static final class OwnTable {

		private static final String NAME = "wait-rules.txt";

		static final WaitTable TABLE;

		static final WaitTableParser.Sets SETS;

		static {
			WaitTableParser parser = new WaitTableParser(NAME, WaitTableParser.Sets.NONE);
			TABLE = parser.parse(text());
			SETS = parser.sets();
		}

		private static String text() {
			try (InputStream table = WaitTable.class.getResourceAsStream(NAME)) {
				return new String(Objects.requireNonNull(table, NAME).readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
