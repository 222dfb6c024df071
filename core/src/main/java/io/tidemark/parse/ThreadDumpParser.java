package io.tidemark.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads saved thread dumps: of jstack and {@code jcmd Thread.print}, of
 * {@code jcmd Thread.dump_to_file} as text and as JSON, and of Boot's
 * {@code /actuator/threaddump} as JSON and as text; plain or zipped by gzip, as UTF-8 or
 * with the byte order mark of UTF-16, with lines of a log between and before them. Which
 * of these it is, is told from the bytes.
 * <p>
 * What can be read is kept and each line that cannot is a {@link DumpProblem}. Work is
 * proportional to the input; what is held is bounded by {@link ParseSettings}, whatever
 * the input. Keeps no state between calls and may be used by many threads. The stream is
 * read, not closed.
 *
 * @since 0.1.0
 */
public final class ThreadDumpParser {

	/** Dumps read of one stream at most. */
	public static final int DUMPS = 64;

	private final ParseSettings settings;

	/** A parser with {@link ParseSettings#DEFAULT}. */
	public ThreadDumpParser() {
		this(ParseSettings.DEFAULT);
	}

	/**
	 * @param settings how much is read, and how
	 */
	public ThreadDumpParser(ParseSettings settings) {
		this.settings = settings;
	}

	/**
	 * Reads the first dump of a stream; that there are more is among its problems.
	 * @param in the stream
	 * @param takenIfUnknown time of the snapshot where the dump tells none
	 * @throws DumpFormatException if it holds no thread dump
	 * @throws IOException if the stream cannot be read
	 */
	public ParsedDump parse(InputStream in, Instant takenIfUnknown) throws IOException {
		return parse(in, takenIfUnknown, 1).get(0);
	}

	/**
	 * Reads all dumps of a stream, such as a log into which jstack wrote again and again;
	 * {@value #DUMPS} at most.
	 * @param in the stream
	 * @param takenIfUnknown time of the snapshots where a dump tells none
	 * @return the dumps in the order of the stream, at least one
	 * @throws DumpFormatException if it holds no thread dump
	 * @throws IOException if the stream cannot be read
	 */
	public List<ParsedDump> parseAll(InputStream in, Instant takenIfUnknown) throws IOException {
		return parse(in, takenIfUnknown, DUMPS);
	}

	private List<ParsedDump> parse(InputStream in, Instant takenIfUnknown, int maxDumps) throws IOException {
		DumpInput input = DumpInput.of(in, this.settings.inputBytes());
		byte[] head = input.head();
		Charset charset = DumpInput.charset(head);
		String text = new String(head, charset);
		int start = start(text);
		if (start < text.length() && isJson(text, start)) {
			return List.of(json(input, text, start, takenIfUnknown));
		}
		DumpLines lines = new DumpLines(new InputStreamReader(input, charset));
		return new TextDumps(lines, this.settings, takenIfUnknown, maxDumps).read(input);
	}

	private ParsedDump json(DumpInput input, String head, int start, Instant takenIfUnknown) throws IOException {
		if (head.contains("\"threadDump\"")) {
			return ended(new JsonThreadDump().read(input, takenIfUnknown), input);
		}
		if (head.contains("\"threads\"") || head.contains("\"threadName\"")) {
			return new BootJson(this.settings).read(input, takenIfUnknown);
		}
		throw new DumpFormatException(
				Problems.at(1, "'threadDump' or 'threads' in the JSON of a thread dump", head.substring(start)));
	}

	private static ParsedDump ended(ParsedDump dump, DumpInput input) {
		DumpProblem endedEarly = input.endedEarly(1);
		if (endedEarly == null) {
			return dump;
		}
		List<DumpProblem> problems = new ArrayList<>(dump.problems());
		problems.add(endedEarly);
		return new ParsedDump(dump.snapshot(), problems);
	}

	/**
	 * A container's log is JSON too, one object a line, and the prefix of a logger may
	 * begin with a bracket.
	 */
	private static boolean isJson(String text, int start) {
		char open = text.charAt(start);
		if ((open != '{' && open != '[') || text.startsWith("{\"log\":", start)) {
			return false;
		}
		int next = afterBlanks(text, start + 1);
		return next == text.length() || text.charAt(next) == ((open == '{') ? '"' : '{')
				|| text.charAt(next) == ((open == '{') ? '}' : ']');
	}

	/** Where the text begins behind blanks and the byte order mark. */
	private static int start(String text) {
		return afterBlanks(text, text.startsWith("\ufeff") ? 1 : 0);
	}

	private static int afterBlanks(String text, int start) {
		int end = start;
		while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
			end++;
		}
		return end;
	}

}
