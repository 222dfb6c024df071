package io.tidemark.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.Fingerprint;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.WaitReason;
import io.tidemark.jvm.PartState;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link HtmlReport}. */
class HtmlReportTests {

	private static final String EVIL = "<script>alert('1')</script>\"&</title>\u2028\u202e";

	private static final String HARMLESS = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;&lt;/title&gt;\ufffd\ufffd";

	private final HtmlReport report = new HtmlReport();

	@Test
	void aGroupThatIsExpectedOrStuckIsTagged() {
		String page = this.report.diff(Incident.diff(),
				Incident.context().withNotes(Map.of(Incident.leak().key(), Incident.notes())));

		assertThat(page).contains("title=\"A pool of the JDK.\">cleared</span>")
			.contains("1 stuck</span>")
			.contains("<span class=\"tag looks\">an executor for each call</span>")
			.contains("<dt>repair</dt><dd>Make one executor and share it.</dd>");
	}

	@Test
	void headingNamesTheGroupThatGrewMostAndWhoStartedIt() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).contains("""
				<h1 class="finding grew"><code>pool-*-thread-*</code> grew by 20 threads in 4 min 12 s, from 0 to 20. \
				Started at <code>io.tidemark.sample.<wbr>ReportExport.export<wbr>(ReportExport.java:41)</code>. \
				1 other group grew too.</h1>""");
	}

	@Test
	void headingSaysWhatTheGroupLooksLike() {
		String html = this.report.diff(Incident.diff(),
				Incident.context().withNotes(Map.of(Incident.leak().key(), Incident.notes())));

		assertThat(html).contains("</code>. Looks like an executor for each call. 1 other group grew too.</h1>");
	}

	@Test
	void nothingChangedIsTheHeadingWhenNothingDid() {
		SnapshotDiff diff = Incident.diff(List.of(Incident.unchanged("main", 1)));

		String html = this.report.diff(diff, Incident.context());

		assertThat(html).contains("<h1 class=\"finding same\">Nothing changed in 4 min 12 s")
			.contains("<code>main</code>")
			.doesNotContain("Changed only");
	}

	@Test
	void snapshotComparedWithItselfIsSaidAndNowIsOfferedNext() {
		KeptSnapshot baseline = Incident.kept().get(0);
		SnapshotDiff diff = new SnapshotDiff(baseline, baseline, 0, 0, 1, List.of(Incident.unchanged("main", 1)));

		assertThat(this.report.diff(diff, Incident.context()))
			.contains("Nothing changed: snapshot s1 is compared with itself.")
			.contains("<option value=\"now\" selected>");
	}

	@Test
	void diffWithoutGroupsSaysSo() {
		assertThat(this.report.diff(Incident.diff(List.of()), Incident.context())).contains("No threads were seen.")
			.doesNotContain("<table class=\"groups\"");
	}

	@Test
	void groupsKeepTheOrderOfTheDiff() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).containsSubsequence("data-change=\"20\"", "data-change=\"3\"", "data-change=\"0\"",
				"data-change=\"0\"", "data-change=\"-2\"");
		assertThat(html).contains("aria-sort=\"descending\"><button type=\"button\" data-sort=\"change\">Change<");
	}

	@Test
	void groupCarriesTheNumbersThatItIsSortedBy() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).contains("""
				data-name="pool-*-thread-*" data-change="20" data-before="0" data-after="20" data-age="121" \
				data-cpu="4250000" data-allocated="40960">""");
	}

	@Test
	void numberThatIsNotKnownIsNoZero() {
		GroupChange unknown = new GroupChange(Incident.key("gone-*"), 2, 0, 0, 2, null, Map.of(), null, null, null,
				null, List.of(), 0);

		String html = this.report.diff(Incident.diff(List.of(unknown)), Incident.context());

		assertThat(html).contains("data-name=\"gone-*\" data-change=\"-2\" data-before=\"2\" data-after=\"0\">")
			.contains("data-label=\"CPU\"></td>");
	}

	@Test
	void otherFormatsOfTheSameAreLinkedWithTheirSnapshots() {
		String query = "<a href=\"?from=baseline&amp;to=now&amp;limit=100&amp;format=";

		assertThat(this.report.diff(Incident.diff(), Incident.context())).contains(
				query + "flamegraph\">Flame graph</a>", query + "pprof\" download=\"threads-s1-s7.pb.gz\">pprof</a>",
				query + "folded\">Folded</a>", query + "text\">Text</a>", query + "json\">JSON</a>");
		assertThat(this.report.snapshot(Incident.snapshot(), Incident.context())).contains(
				"<a href=\"?limit=100&amp;format=flamegraph\">",
				"<a href=\"?limit=100&amp;format=pprof\" download=\"threads-s7.pb.gz\">");
	}

	@Test
	void trendSinceTheStartStandsBesideTheName() {
		ReportContext context = Incident.context().withNotes(Map.of(Incident.leak().key(), Incident.notes()));

		assertThat(this.report.diff(Incident.diff(), context))
			.containsPattern("<code>pool-\\*-thread-\\*</code>.*<svg class=\"trend\".*<title>0 → 20 in 2 min</title>")
			.containsOnlyOnce("class=\"trend\"");
		assertThat(this.report.snapshot(Incident.snapshot(), context)).containsOnlyOnce("class=\"trend\"");
	}

	@Test
	void stackAndCreatorOpenBelowTheGroup() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html)
			.contains("<details><summary>started at "
					+ "<code>io.tidemark.sample.<wbr>ReportExport.export<wbr>(ReportExport.java:41)</code>")
			.contains(
					"<li class=\"origin\">io.tidemark.sample.<wbr>ReportExport.export<wbr>(ReportExport.java:41)</li>")
			.contains("<li class=\"jdk\">java.util.concurrent.<wbr>LinkedBlockingQueue.take<wbr>"
					+ "(LinkedBlockingQueue.java:435)</li>")
			.contains("20 threads (+20) · WAITING · idle-worker");
	}

	@Test
	void missingFramesAreSaid() {
		StackChange unseen = new StackChange(new Fingerprint(0), Thread.State.WAITING, WaitReason.UNKNOWN, 0, 20,
				StackTrace.EMPTY, List.of());

		assertThat(this.report.diff(Incident.diff(List.of(Incident.group("x", null, List.of(unseen)))),
				Incident.context()))
			.contains("20 threads (+20) · WAITING · unknown</h3><p>No frames were captured.</p>");
	}

	@Test
	void framesBeyondFourteenAreFolded() {
		StackChange deep = new StackChange(new Fingerprint(1), Thread.State.BLOCKED, WaitReason.MONITOR, 0, 20,
				new StackTrace(Incident.frames("com.example.Deep", 40), true), List.of());

		String html = this.report.diff(Incident.diff(List.of(Incident.group("x", null, List.of(deep)))),
				Incident.context());

		assertThat(html).containsSubsequence("com.example.<wbr>Deep.m14<wbr>", "<summary>… 26 frames more</summary>",
				"com.example.<wbr>Deep.m15<wbr>", "com.example.<wbr>Deep.m40<wbr>",
				"The stack was deeper than what is kept.");
	}

	@Test
	void originOutsideTheApplicationIsMarkedAsLibrary() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).containsPattern(
				"HikariPool\\.&lt;init&gt;<wbr>\\(HikariPool\\.java:141\\)</code> <span class=\"tag\"[^>]*>library");
	}

	@Test
	void unknownOriginIsSaidWithItsReason() {
		GroupChange virtual = new GroupChange(new FamilyKey("task-*", null, true), 1, 1, 0, 0, null, Map.of(), null,
				null, null, null, List.of(), 0);
		SnapshotDiff diff = Incident.diff(List.of(Incident.unchanged("main", 1), virtual));

		assertThat(this.report.diff(diff, Incident.context())).contains("origin not known (start not recorded)")
			.contains("origin not known (not recorded for virtual threads)");
		assertThat(this.report.diff(diff, Incident.contextWithoutOrigins()))
			.contains("origin not known (origins are off)")
			.contains("part <b>origins</b> is off: The flight recorder&#39;s disk has 2 MB left.");
	}

	@Test
	void whatHasBeenPausedIsSaid() {
		CaptureCost cost = new CaptureCost(Duration.ofMillis(839), Duration.ofMillis(96), Duration.ofMillis(18),
				CaptureMethod.THREAD_MX_BEAN_CHUNKS);
		KeptSnapshot snapshot = new KeptSnapshot("s1", null, false,
				new GroupedSnapshot(Incident.TIME, List.of(), 0, VirtualThreads.NONE, 0, cost));

		assertThat(this.report.snapshot(snapshot, Incident.context()))
			.contains("839 ms, paused the service for 96 ms, at most 18 ms at once");
	}

	@Test
	void everythingThatPeopleNameIsEscaped() {
		Frame frame = new Frame(EVIL, EVIL, EVIL, 1);
		FamilyOrigin origin = new FamilyOrigin(frame, false, EVIL, List.of(frame), 1);
		StackChange stack = new StackChange(new Fingerprint(1), Thread.State.RUNNABLE, WaitReason.RUNNING, 0, 20,
				new StackTrace(List.of(frame), false), List.of(EVIL));
		KeptSnapshot named = new KeptSnapshot(EVIL, EVIL, false, Incident.snapshot().groups());
		ReportContext context = new ReportContext(100, List.of(named),
				List.of(new PartState(EVIL, false, EVIL, 1, Duration.ZERO, Duration.ZERO)), true);
		SnapshotDiff diff = new SnapshotDiff(named, named, 0, 0, 0,
				List.of(Incident.group(EVIL, origin, List.of(stack))));

		assertHarmless(this.report.diff(diff, context));
		assertHarmless(this.report.snapshot(named, context));
	}

	private static void assertHarmless(String html) {
		assertThat(html).contains(HARMLESS).doesNotContain("<script>alert").doesNotContain("\u2028", "\u202e");
		assertThat(html.split("<script", -1)).as("our own script only").hasSize(2);
		assertThat(html.split("</title>", -1)).hasSize(2);
	}

	@Test
	void placeOfTheTemplateInANameStaysText() {
		SnapshotDiff diff = Incident.diff(List.of(Incident.group("{{script}} $1 {}", null, List.of())));

		assertThat(this.report.diff(diff, Incident.context())).contains("<code>{{script}} $1 {}</code>");
	}

	@Test
	void pageAsksForNothingAndAllowsOnlyItsOwnStyleAndScript() throws Exception {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).contains("default-src 'none'; style-src '" + hash(html, "style") + "'; script-src '"
				+ hash(html, "script") + "'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'");
		assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://", "https://", "url(",
				"@import");
		assertThat(html).doesNotContainPattern("<(link|img|script|iframe)[^>]+(src|href)=\"(?!data:)");
		assertThat(html).doesNotContainPattern("<[^>]+ (on\\w+|style)=");
	}

	private static String hash(String html, String tag) throws Exception {
		Matcher content = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL).matcher(html);
		assertThat(content.find()).isTrue();
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.group(1).getBytes(StandardCharsets.UTF_8));
		return "sha256-" + Base64.getEncoder().encodeToString(digest);
	}

	@Test
	void pageWorksInLightAndDarkAndOnNarrowScreens() {
		assertThat(this.report.diff(Incident.diff(), Incident.context()))
			.contains("<meta name=\"color-scheme\" content=\"light dark\">")
			.contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
			.contains("@media (prefers-color-scheme: dark)");
	}

	@Test
	void buttonsAreThereWhenTheReaderMayWrite() {
		assertThat(this.report.diff(Incident.diff(), Incident.context())).contains(">Take a baseline</button>")
			.contains(">Keep snapshot</button>")
			.contains("data-forget=\"s3\"");
	}

	@Test
	void buttonsThatWouldBeRefusedAreNotThere() {
		ReportContext readOnly = Incident.contextWithoutOrigins();

		assertThat(this.report.diff(Incident.diff(), readOnly) + this.report.snapshot(Incident.snapshot(), readOnly))
			.doesNotContain("Take a baseline</button>", "Keep snapshot</button>", "data-forget=\"");
	}

	@Test
	void snapshotsToCompareCanBeChosen() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).contains("""
				<select name="from"><option value="baseline" selected>baseline (s1, 22:56:03 UTC)</option>\
				<option value="s3">s3 before-load (22:57:03 UTC)</option><option value="previous">previous</option>\
				</select>""").contains("""
				<select name="to"><option value="now" selected>now</option><option value="previous">previous</option>\
				<option value="baseline">baseline (s1, 22:56:03 UTC)</option>\
				<option value="s3">s3 before-load (22:57:03 UTC)</option></select>""");
	}

	@Test
	void linksOfADiffStayBelowItsOwnPath() {
		String html = this.report.diff(Incident.diff(), Incident.context());

		assertThat(html).contains("href=\"?from=baseline&amp;to=now&amp;limit=100&amp;format=json\"")
			.contains("href=\"?from=baseline&amp;to=now&amp;limit=100&amp;format=text\"")
			.contains("href=\"threaddiff/s3\" data-snapshot=\"s3\"")
			.contains("href=\"?from=s3&amp;to=now&amp;limit=100\"");
	}

	@Test
	void linksOfASnapshotLeadBackToDiffs() {
		String html = this.report.snapshot(Incident.snapshot(), Incident.context());

		assertThat(html).contains("<body data-page=\"snapshot\">")
			.contains("href=\"../threaddiff\" data-diff=\"\">Thread diff</a>")
			.contains("href=\"../threaddiff?from=s3&amp;to=now&amp;limit=100\"")
			.contains("href=\"s3\" data-snapshot=\"s3\"")
			.contains("href=\"?limit=100&amp;format=json\"");
	}

	@Test
	void groupsBeyondTheLimitAreOneClickAway() {
		String html = this.report.diff(Incident.diff(), Incident.context(2));

		assertThat(html)
			.contains("3 more groups not shown. <a href=\"?from=baseline&amp;to=now&amp;limit=5\">Show all</a>")
			.doesNotContain("http-nio-8080-exec-*");
	}

	@Test
	void noMoreGroupsAreOfferedThanCanBeAskedFor() {
		SnapshotDiff diff = Incident
			.diff(IntStream.range(0, 1_200).mapToObj((i) -> Incident.unchanged("f" + i, 1)).toList());

		assertThat(this.report.diff(diff, Incident.context())).contains("limit=1000\">Show 1000</a>");
		assertThat(this.report.diff(diff, Incident.context(1_000))).contains("200 more groups not shown.</p>");
	}

	@Test
	void threadsThatCameAndWentAreShownBesideTheChange() {
		GroupChange churn = new GroupChange(Incident.key("worker-*"), 4, 4, 31, 31, null, Map.of(), null, null, null,
				null, List.of(), 0);

		assertThat(this.report.diff(Incident.diff(List.of(churn)), Incident.context()))
			.contains("<small title=\"31 started, 31 ended\">+31 \u221231</small>");
	}

	@Test
	void partsOfTidemarkAreListedWithWhatTheyCost() {
		assertThat(this.report.diff(Incident.diff(), Incident.context()))
			.contains("<summary>1 of 1 parts work</summary>")
			.contains("<th scope=\"row\">snapshots</th><td>works</td><td data-label=\"runs\">9</td>"
					+ "<td data-label=\"took\">112 ms</td>");
	}

	@Test
	void snapshotShowsItsGroupsLargestFirst() {
		String html = this.report.snapshot(Incident.snapshot(), Incident.context());

		assertThat(html).contains("<h1 class=\"finding\">30 threads in 2 groups; the largest is "
				+ "<code>pool-*-thread-*</code> with 20 threads.</h1>");
		assertThat(html).containsSubsequence("data-after=\"20\"", "data-after=\"10\"");
	}

	@Test
	void thousandFamiliesArePossible() {
		StackChange deep = new StackChange(new Fingerprint(1), Thread.State.WAITING, WaitReason.OTHER, 0, 20,
				new StackTrace(Incident.frames("com.example.Deep", 33), true), List.of("a", "b", "c", "d", "e"));
		SnapshotDiff diff = Incident.diff(IntStream.range(0, 1_000)
			.mapToObj((i) -> Incident.group("family-" + i, Incident.APPLICATION, List.of(deep)))
			.toList());

		String html = this.report.diff(diff, Incident.context(1_000));

		assertThat(html.split("<tbody role=\"rowgroup\"", -1)).hasSize(1_001);
	}

	@Test
	void thePanelOfAGroupNamesTheLockForWhichMostWait() {
		assertThat(this.report.diff(Incident.diff(), Incident.context())).contains(
				"<p class=\"lock\">2 threads wait for java.util.concurrent.locks.ReentrantLock$NonfairSync@1b2c3d4d, held by main; 1 other lock</p>");
	}

	@Test
	void pagesOfLeaksAndOfMemoryAreOneClickAwayWhereTheyAre() {
		ReportContext context = Incident.context().withLeaks("leaks").withHeapDiff("heapdiff");

		assertThat(this.report.diff(Incident.diff(), context))
			.contains("<a href=\"leaks\">Leaks</a><a href=\"heapdiff\">Memory</a>");
		assertThat(this.report.snapshot(Incident.snapshot(), context))
			.contains("<a href=\"../leaks\">Leaks</a><a href=\"../heapdiff\">Memory</a>");
		assertThat(this.report.diff(Incident.diff(), Incident.context())).doesNotContain(">Leaks</a>", ">Memory</a>");
	}

}
