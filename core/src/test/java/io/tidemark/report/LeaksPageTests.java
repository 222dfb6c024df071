package io.tidemark.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.tidemark.group.FamilyKey;
import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Signal;
import io.tidemark.watch.ResourceHistory;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link LeaksPage}. */
class LeaksPageTests {

	private static final String EVIL = "<script>alert('1')</script>\"&</title>\u2028\u202e";

	private final LeaksPage report = new LeaksPage();

	private final Function<String, @Nullable ResourceHistory> hours = (id) -> LeakyService.history(360,
			Duration.ofSeconds(10), (i) -> 124 + i / 6d);

	@Test
	void headingSaysWhatLeaks() {
		assertThat(page(LeakyService.verdicts())).contains("""
				<h1 class="finding grew">1 of 5 watched resources leaks: <code>pool-*-thread-*</code> (probable). \
				1 more is suspected. 1 of these is muted. <code>orders.queue</code> reaches its limit in 1 min 35 s \
				if it goes on like this.</h1>""");
	}

	@Test
	void nothingLeaksIsTheHeadingWhereNothingDoes() {
		assertThat(page(LeakyService.verdicts().subList(2, 5))).contains(
				"<h1 class=\"finding same\">Nothing leaks, as far as can be told; 1 resource is watched more closely");
		assertThat(page(List.of())).contains("No resource is watched yet.").doesNotContain("<table class=\"groups\"");
	}

	@Test
	void rowHoldsTheNumbersThatAreKnown() {
		String page = page(LeakyService.verdicts());

		assertThat(page)
			.contains("data-name=\"pool-*-thread-*\" data-grade=\"4\" data-left=\"50400\" data-since=\"725\">")
			.contains("data-label=\"now\">184 threads <small>floor 180</small></td>")
			.contains("data-label=\"growth an hour\">+60</td>")
			.contains("data-label=\"limit\">1,024</td>")
			.contains("data-label=\"left\">14 h</td>");
		assertThat(page).contains("data-name=\"direct buffers\" data-grade=\"1\" data-since=\"725\">")
			.contains("data-label=\"now\"></td>")
			.doesNotContain("NaN");
	}

	@Test
	void reasonSignatureAdviceOriginAndMuteAreTold() {
		assertThat(page(LeakyService.verdicts())).contains("<p class=\"why\">It grew by 60 threads an hour for 40 min")
			.contains("<dt>looks</dt><dd>like an executor for each call: 20 pools of one thread each.</dd>")
			.contains("<dt>repair</dt><dd>Make one executor and share it.</dd>")
			.contains("<dt>advice</dt><dd>Look at what the tasks wait for.</dd>")
			.contains("started at <code>io.tidemark.sample.<wbr>ReportExport.export<wbr>(ReportExport.java:41)</code>")
			.contains(
					"<dt>muted</dt><dd>until 2026-12-01 00:00:00 UTC (executor:orders*): Known, repaired in release 12.</dd>");
	}

	@Test
	void threadsLeadToTheirGroupInTheThreadDiff() {
		String group = new FamilyKey("pool-*-thread-*", "ReportExport.export", false).id();

		assertThat(page(LeakyService.verdicts())).contains("<a href=\"threaddiff#" + group + "\">");
		assertThat(this.report.verdict(LeakyService.detail(), LeakyService.context()))
			.contains("<a href=\"../threaddiff#" + group + "\">");
		assertThat(this.report.verdicts(LeakyService.verdicts(), LeakyService.shadow(), this.hours))
			.doesNotContain("threaddiff#", "Thread diff");
	}

	@Test
	void pageOfMemoryIsOneClickAwayWhereItIs() {
		LeaksContext context = LeakyService.context().withHeapDiff("heapdiff");

		assertThat(this.report.verdicts(LeakyService.verdicts(), context, this.hours))
			.contains("<a href=\"heapdiff\">Memory</a>");
		assertThat(this.report.verdict(LeakyService.detail(), context)).contains("<a href=\"../heapdiff\">Memory</a>");
		assertThat(page(LeakyService.verdicts())).doesNotContain("Memory</a>");
	}

	@Test
	void shadowModeAndPartsThatAreOffAreNoticed() {
		assertThat(this.report.verdicts(LeakyService.verdicts(), LeakyService.shadow(), this.hours))
			.contains("<b>Shadow mode</b>")
			.contains("Tidemark's part <b>origins</b> is off: The flight recorder&#39;s disk has 2 MB left.")
			.contains("1 of 2 parts work");
	}

	@Test
	void drawingHasReadingsFloorGrowthLimitAndLoad() {
		LeakVerdict verdict = LeakyService.threads();
		ResourceHistory hour = LeakyService.history(360, Duration.ofSeconds(10), (i) -> 600 + i);

		String drawing = SeriesDrawing.of("Last hour", hour, verdict, SeriesDrawing.FEW).toString();

		assertThat(drawing).contains("<path class=\"readings\"", "<path class=\"floor\"", "<path class=\"fit\"",
				"<path class=\"limit\"", "<path class=\"load\"", "<path class=\"band\"", ">1,024 threads</span>");
	}

	@Test
	void limitThatIsFarAwayIsNotDrawn() {
		ResourceHistory hour = LeakyService.history(360, Duration.ofSeconds(10), (i) -> 10 + i / 100d);

		assertThat(SeriesDrawing.of("Last hour", hour, LeakyService.threads(), SeriesDrawing.FEW).toString())
			.doesNotContain("limit");
	}

	@Test
	void drawingIsInterruptedWhereAReadingIsMissing() {
		ResourceHistory hour = LeakyService.detail().hour();

		assertThat(SeriesDrawing.of("Last hour", hour, LeakyService.threads(), SeriesDrawing.FEW).toString())
			.containsPattern("class=\"readings\" d=\"M0 \\d+h0L200 \\d+M600 \\d+h0L800 \\d+L1000 \\d+\"")
			.doesNotContain("NaN");
	}

	@Test
	void noReadingIsSaid() {
		ResourceHistory none = new ResourceHistory(LeakyService.TIME, Duration.ofSeconds(10), List.of(), List.of(),
				List.of());

		assertThat(this.report.verdict(new LeakDetail(LeakyService.threads(), none, none, List.of()),
				LeakyService.context()))
			.contains("Last hour: no reading yet", "Last 28 days: no reading yet");
	}

	@Test
	void oneReadingIsSaidAndNotDrawn() {
		ResourceHistory one = new ResourceHistory(LeakyService.TIME, Duration.ofHours(1), List.of(7f), List.of(172f),
				List.of());

		assertThat(SeriesDrawing.of("Last 28 days", one, LeakyService.threads(), SeriesDrawing.MANY).toString())
			.contains("Last 28 days: one point yet, two make a line")
			.doesNotContain("<svg");
	}

	@Test
	void noiseOfOnePercentStaysBelowATenthOfTheHeight() {
		LeakVerdict flat = LeakyService.verdict(ResourceKind.FILES, "files", "files",
				LeakyService.judgement(Grade.CLEAR, "It stays.", Trend.TOO_SHORT, 1_000, 1_000, null));
		ResourceHistory hour = new ResourceHistory(LeakyService.TIME, Duration.ofSeconds(10),
				List.of(990f, 1_000f, 990f), List.of(990f, 1_000f, 990f), List.of());

		assertThat(SeriesDrawing.of("Last hour", hour, flat, SeriesDrawing.FEW).toString()).contains(">800</span>",
				"M0 12h0L500 2L1000 12");
	}

	@Test
	void pageOfOneVerdictHasItsHourItsDaysAndItsChanges() {
		String page = this.report.verdict(LeakyService.detail(), LeakyService.context());

		assertThat(page).contains("<h1 class=\"finding grew\"><code>pool-*-thread-*</code> probably leaks.</h1>")
			.contains("<b>Last hour</b>", "<b>Last 28 days</b>")
			.contains("+60 an hour<small>+57.5 to +63.3, over 40 min</small>")
			.contains("1,024 in 14 h<small>13 h to 15 h</small>")
			.contains("<td>suspected → <b>probable</b></td>")
			.contains("<h3>Who started them</h3>")
			.contains("<a href=\"../leaks\">Leaks</a>");
	}

	@Test
	void namesAreTextAndNothingElse() {
		Judgement judgement = new Judgement(Grade.PROBABLE, EVIL, LeakyService.SINCE, Set.of(Signal.GROWTH),
				Trend.TOO_SHORT, 1, 1, null, null, null);
		LeakVerdict evil = new LeakVerdict("00000000000000e1", ResourceKind.CUSTOM, EVIL, EVIL, Map.of(EVIL, EVIL),
				judgement, 5, EVIL, new FamilyKey(EVIL, EVIL, false), null, null, EVIL, null, null);
		ResourceHistory hour = LeakyService.detail().hour();

		for (String page : List.of(page(List.of(evil)),
				this.report.verdict(new LeakDetail(evil, hour, hour, List.of()), LeakyService.context()))) {
			assertThat(page).doesNotContain("<script>alert")
				.doesNotContain("\u2028", "\u202e")
				.contains("&lt;script&gt;");
			assertThat(page.split("</title>")).hasSizeLessThanOrEqualTo(5);
		}
	}

	@Test
	void pageOfAsManyResourcesAsAreWatchedIsBelowOneMegabyte() {
		List<LeakVerdict> all = IntStream.range(0, 512).mapToObj(LeaksPageTests::leaking).toList();

		String page = this.report.verdicts(all, LeakyService.context(new LeaksFilter(Grade.CLEAR, null, 1_000)),
				this.hours);

		assertThat(page.length()).isLessThan(1_000_000);
		assertThat(page.split("<figure")).hasSize(LeaksTable.WHOLE + 1);
	}

	private static LeakVerdict leaking(int number) {
		LeakVerdict verdict = LeakyService.threads();
		return new LeakVerdict(String.format("%016x", number), verdict.kind(), "x".repeat(112) + number, verdict.unit(),
				Map.of("application", "y".repeat(60)), verdict.judgement(), verdict.limit(), verdict.load(),
				verdict.family(), verdict.signature(), verdict.origin(), verdict.advice(), null, LeakyService.MUTE);
	}

	@Test
	void verdictsBeyondTheLimitAreOneClickAway() {
		assertThat(this.report.verdicts(LeakyService.verdicts(),
				LeakyService.context(new LeaksFilter(Grade.WATCHING, null, 1)), this.hours))
			.contains("2 more resources not shown. <a href=\"?grade=watching&amp;limit=3\">Show all</a>")
			.contains("<option value=\"watching\" selected>watching or worse</option>");
	}

	@Test
	void otherFormatsKeepTheFilter() {
		assertThat(this.report.verdicts(LeakyService.verdicts(),
				LeakyService.context(new LeaksFilter(Grade.WATCHING, ResourceKind.HEAP, 7)), this.hours))
			.contains("<a href=\"?grade=watching&amp;kind=heap&amp;limit=7&amp;format=json\">JSON</a>");
	}

	private String page(List<LeakVerdict> verdicts) {
		return this.report.verdicts(verdicts, LeakyService.context(), this.hours);
	}

}
