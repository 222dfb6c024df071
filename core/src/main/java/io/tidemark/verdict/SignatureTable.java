package io.tidemark.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the table of signatures; its head says how it is written.
 */
final class SignatureTable {

	private static final Pattern ID = Pattern.compile("[a-z]++(?:-[a-z]++)*+");

	private static final List<String> FIELDS = List.of("title", "because", "repair", "page");

	private final List<SignatureRule> rules = new ArrayList<>();

	private final Set<String> ids = new HashSet<>();

	private @Nullable Entry entry;

	private SignatureTable() {
	}

	/**
	 * The signatures in the order of the table.
	 * @throws SignatureTableException if the text is no such table
	 */
	static List<SignatureRule> parse(String text) {
		SignatureTable table = new SignatureTable();
		List<String> lines = text.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				table.read(line, i + 1);
			}
		}
		table.endEntry();
		return table.rules;
	}

	private void read(String line, int number) {
		int blank = line.indexOf(' ');
		String keyword = (blank < 0) ? line : line.substring(0, blank);
		String value = (blank < 0) ? "" : line.substring(blank + 1).strip();
		if (value.isEmpty()) {
			throw new SignatureTableException(number, "a keyword and its value", "'" + line + "'");
		}
		if (keyword.equals("signature")) {
			endEntry();
			this.entry = new Entry(id(value, number), number);
		}
		else if (this.entry == null) {
			throw new SignatureTableException(number, "'signature' with its id first", "'" + keyword + "'");
		}
		else {
			this.entry.read(keyword, value, number);
		}
	}

	private String id(String id, int number) {
		if (!ID.matcher(id).matches()) {
			throw new SignatureTableException(number, "an id of lower-case words and dashes", "'" + id + "'");
		}
		if (!this.ids.add(id)) {
			throw new SignatureTableException(number, "each id once", "'" + id + "' again");
		}
		return id;
	}

	private void endEntry() {
		if (this.entry != null) {
			this.rules.add(this.entry.rule());
		}
	}

	/** One signature while it is read. */
	private static final class Entry {

		private final String id;

		private final int line;

		private final Map<String, String> fields = new LinkedHashMap<>();

		private final List<SignatureRule.Case> cases = new ArrayList<>();

		Entry(String id, int line) {
			this.id = id;
			this.line = line;
		}

		void read(String keyword, String value, int number) {
			if (keyword.equals("when")) {
				this.cases.add(one(value, number));
				return;
			}
			if (!FIELDS.contains(keyword)) {
				throw new SignatureTableException(number, "signature, title, when, because, repair or page",
						"'" + keyword + "'");
			}
			check(keyword, value, number);
			if (this.fields.put(keyword, value) != null) {
				throw new SignatureTableException(number, "one '" + keyword + "' in " + this.id, "another one");
			}
		}

		private static SignatureRule.Case one(String value, int number) {
			ConditionParser parser = new ConditionParser(number);
			SignatureRule.Case one = new SignatureRule.Case(
					Pattern.compile(" & ").splitAsStream(value).map(String::strip).map(parser::parse).toList());
			if (!one.accuses()) {
				throw new SignatureTableException(number,
						"a condition that asks for growth, stuck threads or a number of waiting ones (grows, repeats, stuck, "
								+ "stuck-request, waits … >= threads)",
						"'" + value + "'");
			}
			return one;
		}

		private void check(String keyword, String value, int number) {
			if (keyword.equals("page") && !value.equals("docs/leaks/" + this.id + ".md")) {
				throw new SignatureTableException(number, "the page docs/leaks/" + this.id + ".md", "'" + value + "'");
			}
			if (keyword.equals("because")) {
				check(new Sentence(value), number);
			}
		}

		private static void check(Sentence sentence, int number) {
			List<String> unknown = sentence.unknownPlaces();
			if (!unknown.isEmpty()) {
				throw new SignatureTableException(number, "places " + Sentence.places(), "'" + unknown.get(0) + "'");
			}
			if (sentence.mayLackAValue()) {
				throw new SignatureTableException(number, "brackets around a part with a place that may have no value",
						"'" + sentence.text() + "'");
			}
		}

		SignatureRule rule() {
			if (this.cases.isEmpty()) {
				throw new SignatureTableException(this.line, "a 'when' in " + this.id, "none");
			}
			return new SignatureRule(this.id, field("title"), this.cases, new Sentence(field("because")),
					field("repair"), field("page"));
		}

		private String field(String keyword) {
			String value = this.fields.get(keyword);
			if (value == null) {
				throw new SignatureTableException(this.line, "a '" + keyword + "' in " + this.id, "none");
			}
			return value;
		}

	}

}
