package io.tidemark.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import one.convert.Arguments;
import one.convert.FlameGraph;

/**
 * The page of jfr-converter, made safe and ours. That library leaves names as they are
 * but for quotes and backslashes, writes them into a script, and begins each with a
 * character of its own, which may be {@code <}. So nothing is left to it: titles are
 * escaped before, and in the names each {@code <} afterwards. Then the policy in the head
 * names the scripts by their hashes, so that no other would run.
 */
final class FlameGraphTemplate {

	private static final String NAMES = "\nconst cpool = [\n";

	private static final String END_OF_NAMES = "\n];\nunpack(cpool);";

	private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

	private static final Pattern COMPILER_COLORS = Pattern
		.compile("(?s)<dl class='frames'>.*?(?=<dl class='hotkeys'>)");

	private final PageTemplate head = PageTemplate.of("flamegraph-head.html");

	private final String style = PageTemplate.of("flamegraph.css").text();

	/**
	 * An empty graph with this title. Its roots are at the top, where a page begins:
	 * stacks of a service are higher than a screen.
	 */
	FlameGraph graph(String title) {
		Arguments arguments = new Arguments();
		arguments.title = Markup.of("{}", title).toString();
		arguments.inverted = true;
		return new FlameGraph(arguments);
	}

	/**
	 * The graph as a page, with text between its title and its picture.
	 * @param noun what is counted, one of it
	 */
	String page(FlameGraph graph, String title, Markup about, String noun) {
		String page = ours(withoutMarkupInNames(dump(graph)), noun);
		page = before(page, "</style>", this.style);
		page = before(page, "<canvas id='canvas'>", "<div class=\"about\">" + about + "</div>\n");
		Map<String, ?> head = Map.of("title", Markup.of("{}", title), "scripts", hashes(page));
		return before(page, "<style>", this.head.fill(head));
	}

	private static String dump(FlameGraph graph) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			graph.dump(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toString(StandardCharsets.UTF_8);
	}

	/**
	 * The page with no {@code <} in the names, which stand in single quotes, one in a
	 * line.
	 */
	private static String withoutMarkupInNames(String page) {
		int start = find(page, NAMES, 0) + NAMES.length();
		int end = find(page, END_OF_NAMES, start);
		return page.substring(0, start) + page.substring(start, end).replace("<", "\\x3c") + page.substring(end);
	}

	/** The words of a profiler replaced; only what is safe may depend on none of them. */
	private static String ours(String page, String noun) {
		return COMPILER_COLORS.matcher(page)
			.replaceFirst("")
			.replace("'1 sample'", "'1 " + noun + "'")
			.replace("' samples'", "' " + noun + "s'")
			.replace("'Function: ' + ", "")
			.replace("<html lang='en'>", "<html lang=\"en\">")
			.replace("Produced by <a href='https://github.com/async-profiler/async-profiler'>async-profiler</a>",
					"Drawn by async-profiler");
	}

	private static String hashes(String page) {
		return SCRIPT.matcher(page)
			.results()
			.map((script) -> "'" + PageFrame.hash(script.group(1)) + "'")
			.collect(Collectors.joining(" "));
	}

	private static String before(String page, String place, String added) {
		int index = find(page, place, 0);
		return page.substring(0, index) + added + page.substring(index);
	}

	private static int find(String page, String text, int from) {
		int index = page.indexOf(text, from);
		if (index < 0) {
			throw new IllegalStateException("Expected '%s' in the page of jfr-converter, of which version 4.5 is known"
				.formatted(text.strip()));
		}
		return index;
	}

}
