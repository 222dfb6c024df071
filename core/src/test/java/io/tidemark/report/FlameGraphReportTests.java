package io.tidemark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link FlameGraphReport}. */
class FlameGraphReportTests {

	private static final String EVIL = "'\\</script><script>alert(1)</script><!--\u2028\n'];";

	private final FlameGraphReport report = new FlameGraphReport();

	@Test
	void snapshotIsDrawnWithItsGroupsAtTheTop() {
		String html = this.report.snapshot(Incident.snapshot(), Incident.context());

		assertThat(html).contains("<h1>Threads of snapshot s7 after-load</h1>",
				"<title>Threads of snapshot s7 after-load · Tidemark</title>",
				"30 platform threads at 2026-11-20 23:00:15 UTC. A column is a stack", "let inverted = true;",
				"const maxdiff = -1;");
		assertThat(names(html)).containsExactlyInAnyOrder("http-nio-8080-exec-*", "[other stacks]", "pool-*-thread-*",
				"java.lang.Thread.run", "java.util.concurrent.ThreadPoolExecutor.getTask",
				"java.util.concurrent.LinkedBlockingQueue.take", "java.util.concurrent.locks.LockSupport.park",
				"jdk.internal.misc.Unsafe.park");
		assertThat(widths(html)).containsExactly(30, 10, 20);
	}

	@Test
	void diffDrawsWhatIsNewWhatChangedAndWhatVanished() {
		SnapshotDiff diff = Incident.diff(List.of(group("a", 0, 20), group("b", 3, 5), group("c", 4, 4),
				group("d", 5, 2), group("e", 7, 0), group("f", 6, 6)));

		String html = this.report.diff(diff, Incident.context());

		assertThat(html).contains("<h1>Threads from s1 (baseline) to s7</h1>", "const maxdiff = 7;");
		assertThat(widths(html)).as("the larger of before and after").containsExactly(47, 20, 5, 4, 5, 7, 6);
		assertThat(changes(html)).containsExactly("U", "0", "2", "0", "-3", "0", "-7", "0");
		assertThat(html).contains("<summary>1 stack vanished, with 7 threads</summary>"
				+ "<ul><li>7 threads of <code>e</code> at <code>x.Y.e(Unknown Source)</code></li></ul>");
	}

	@Test
	void stacksThatVanishedAreListedUpToABound() {
		List<GroupChange> groups = new ArrayList<>();
		for (int i = 0; i < 25; i++) {
			groups.add(group("gone" + i, 1, 0));
		}

		assertThat(this.report.diff(Incident.diff(groups), Incident.context()))
			.contains("<summary>25 stacks vanished, with 25 threads</summary>", "<li>5 more stacks</li>")
			.doesNotContain("<code>gone20</code>");
	}

	@Test
	void otherFormatsOfTheSameAreLinked() {
		assertThat(this.report.diff(Incident.diff(), Incident.context())).contains(
				"<a href=\"?from=baseline&amp;to=now&amp;limit=100&amp;format=html\">All groups</a>",
				"<a href=\"?from=baseline&amp;to=now&amp;limit=100&amp;format=folded\">");
		assertThat(this.report.snapshot(Incident.snapshot(), Incident.context(7)))
			.contains("<a href=\"?limit=7&amp;format=html\">All groups</a>");
	}

	@Test
	void noNameBecomesMarkupOrScript() {
		String html = hostile(EVIL);

		assertThat(html).doesNotContain("<script>alert", "<!--", "\n'];")
			.contains("\\'\\\\\\x3c/script>\\x3cscript>alert(1)\\x3c/script>\\x3c!--\ufffd\ufffd\\'];");
		assertThat(html.split("</script>", -1)).as("two scripts").hasSize(3);
		assertThat(html)
			.contains("<h1>Threads of snapshot s1 &#39;\\&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
					+ "&lt;!--\ufffd\ufffd&#39;];</h1>");
	}

	/**
	 * The library writes the length of a common prefix as one character: 28 is {@code <}.
	 */
	@Test
	void lengthOfACommonPrefixBecomesNoMarkupEither() {
		String prefix = "a".repeat(28);

		String html = hostile(prefix, prefix + "/script>", prefix + "!--");

		assertThat(html).contains("'\\x3c/script>'", "'\\x3c!--'");
		assertThat(html.split("</script>", -1)).hasSize(3);
	}

	@Test
	void browserMayRunTheTwoScriptsThatWereWrittenHereAndNothingElse() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).containsPattern("default-src 'none'; style-src 'unsafe-inline'; "
				+ "script-src 'sha256-[\\w+/]{43}=' 'sha256-[\\w+/]{43}='; img-src data:");
		Pattern.compile("(?s)<script>(.*?)</script>")
			.matcher(html)
			.results()
			.forEach((script) -> assertThat(html).contains("'" + PageFrame.hash(script.group(1)) + "'"));
		assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://", "https://", " src=");
	}

	@Test
	void pageSpeaksOfThreadsRatherThanOfSamplesAndCompilers() {
		assertThat(this.report.snapshot(Incident.snapshot(), Incident.context()))
			.contains("'1 thread'", "' threads'", "<dl class='hotkeys'>")
			.doesNotContain("sample'", "samples'", "'Function", "Frame types", "Java compiled");
	}

	@Test
	void snapshotWithoutThreadsIsAPage() {
		KeptSnapshot empty = new KeptSnapshot("s1", null, false,
				new GroupedSnapshot(Incident.TIME, List.of(), 0, VirtualThreads.NONE, 0, Incident.COST));

		assertThat(this.report.snapshot(empty, Incident.context())).contains("0 platform threads at");
	}

	private String hostile(String... names) {
		List<GroupChange> groups = new ArrayList<>();
		for (String name : names) {
			groups.add(group(name, 0, 1));
		}
		SnapshotDiff diff = Incident.diff(groups);
		KeptSnapshot named = new KeptSnapshot("s1", names[0], false, diff.to().groups());
		String html = this.report.diff(diff, Incident.context());
		return html + this.report.snapshot(named, Incident.context())
			.replaceFirst("(?s)^.*(?=<h1>)", "")
			.replaceFirst("(?s)<script>.*", "");
	}

	private static GroupChange group(String name, int before, int after) {
		StackTrace stack = new StackTrace(List.of(new Frame("x.Y", name, null, Frame.UNKNOWN_LINE)), false);
		return new GroupChange(Incident.key(name), before, after, 0, 0, null, Map.of(), null, null, null, null,
				List.of(new StackChange(new Fingerprint(1), Thread.State.WAITING, WaitReason.OTHER, before, after,
						stack, List.of())),
				0);
	}

	/** Names as the script of the page unpacks them, but for quotes and backslashes. */
	private static List<String> names(String html) {
		List<String> names = new ArrayList<>();
		String last = "";
		for (String line : between(html, "const cpool = [\n'all',\n", "\n];").split(",\n")) {
			String packed = line.substring(1, line.length() - 1);
			last = last.substring(0, packed.charAt(0) - ' ') + packed.substring(1);
			names.add(last);
		}
		return names;
	}

	/** Width of the whole, then of each group. */
	private static List<Integer> widths(String html) {
		List<Integer> widths = new ArrayList<>();
		int level = 0;
		int last = 0;
		for (String line : frames(html).split("\n")) {
			MatchResult call = Pattern.compile("([fun])\\((\\d+)(?:,(\\d+),(\\d+))?(?:,(\\d+))?\\)")
				.matcher(line)
				.results()
				.findFirst()
				.orElse(null);
			if (call == null) {
				continue;
			}
			level = switch (call.group(1)) {
				case "f" -> Integer.parseInt(call.group(3));
				case "u" -> level + 1;
				default -> level;
			};
			last = (call.group(5) != null) ? Integer.parseInt(call.group(5)) : last;
			if (level <= 1) {
				widths.add(last);
			}
		}
		return widths;
	}

	private static List<String> changes(String html) {
		return Pattern.compile("(?m)^d=(.+)$").matcher(frames(html)).results().map((match) -> match.group(1)).toList();
	}

	private static String frames(String html) {
		return between(html, "unpack(cpool);\n\n", "\nsearch()");
	}

	private static String between(String text, String start, String end) {
		int from = text.indexOf(start) + start.length();
		return text.substring(from, text.indexOf(end, from));
	}

}
