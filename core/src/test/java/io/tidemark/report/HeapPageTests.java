package io.tidemark.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

import io.tidemark.heap.ClassChange;
import io.tidemark.heap.HeapHistory;
import io.tidemark.heap.HistogramDiff;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link HeapPage}. */
class HeapPageTests {

	private static final String EVIL = "<script>alert('1')</script>\"&</title>\u2028\u202e{{main}}";

	private final HeapPage report = new HeapPage();

	@Test
	void headingNamesTheVerdictTheClassAndTheLine() {
		assertThat(page()).contains("<h1 class=\"finding grew\"><code>jvm.heap.live</code> probably leaks. "
				+ "<code>io.tidemark.sample.orders.Basket</code> grew from histogram to histogram, 3 times in a row, by 68 MB, 204 MB an "
				+ "hour. What stays is allocated most at "
				+ "<code>io.tidemark.sample.orders.<wbr>Baskets.keep<wbr>(Baskets.java:41)</code> (74 %).</h1>");
	}

	@Test
	void eachButtonHasItsCostBesideIt() {
		assertThat(page()).contains("<button type=\"button\" data-take=\"{&quot;force&quot;:true}\"",
				"data-confirm=\"Take a histogram all the same? That stops the service for about 45 ms.\">Take a histogram all the same</button>"
						+ "<p>Which classes there are. The budget allows the next one in 6 min 12 s. <b>Stops the service for about 45 ms</b>"
						+ "<small>9 ns an object, 5,012,345 in the last one</small></p>",
				">See what stays</button><p>Where it was allocated. <b>Stops nothing</b><small>took 402 ms the last time</small></p>",
				">Find who holds it</button><p>Paths to the root. <b>Stops the service for about 400 ms</b>");
	}

	@Test
	void histogramWithinTheBudgetAsksForNoConfirmation() {
		assertThat(this.report.picture(LeakyHeap.nothing(), LeakyHeap.context())).contains(
				"data-take=\"{}\" data-done=\"Histogram taken.\" data-failed=\"No histogram was taken\">Take a histogram</button>");
	}

	@Test
	void buttonsThatWouldBeRefusedAreNotThere() {
		assertThat(this.report.picture(LeakyHeap.picture(), LeakyHeap.context(100, false))).doesNotContain("data-take=",
				"Look closer");
	}

	@Test
	void drawingHasTheSawtoothWhatLivesAndTheBand() {
		assertThat(page())
			.contains("<span class=\"key readings\">heap in use</span>", "<span class=\"key floor\">what lives</span>",
					"<span class=\"key expected\">expected for the load</span>",
					"<span>limit 512 MB, above the drawing</span>", "<span>221 MB</span>",
					"<path class=\"expected\" d=\"M", "<path class=\"band\" d=\"M", "<path class=\"readings\" d=\"M0 ",
					"<path class=\"floor\" d=\"M1")
			.doesNotContain("NaN", "Infinity");
	}

	@Test
	void limitThatIsNearIsDrawn() {
		assertThat(HeapDrawing.of(LeakyHeap.hour(), 250_000_000).toString())
			.contains("<path class=\"limit\" d=\"M0 2H1000\"/>", "<span>250 MB</span>");
	}

	@Test
	void hourWithoutReadingsIsSaid() {
		assertThat(HeapDrawing.of(hour(0), -1).toString()).contains("no reading yet");
		assertThat(HeapDrawing.of(hour(1), -1).toString()).contains("one point yet");
		assertThat(HeapDrawing.of(hour(2), -1).toString()).contains("<svg").doesNotContain("NaN");
	}

	@Test
	void nothingYetIsAPageAllTheSame() {
		assertThat(this.report.picture(LeakyHeap.nothing(), LeakyHeap.context())).contains(
				"<h1 class=\"finding same\">No histogram has been taken yet; the next one stops the service for about 45 ms.</h1>",
				"<dt>Lives</dt><dd><b>not known yet</b></dd>", "<dt>Histograms</dt><dd>none yet</dd>",
				"<p class=\"notice\"><b>What lives</b>: No collection of the old generation has ended yet.</p>")
			.doesNotContain("<svg class=\"bar\"", "<table class=\"groups\"", "Flame graph");
	}

	@Test
	void classesSayWhomTheirGrowthIsCreditedTo() {
		assertThat(page()).contains(
				"data-name=\"byte[]\" data-change=\"32000000\" data-objects=\"500000\" data-before=\"400000\" "
						+ "data-after=\"900000\" data-bytes=\"62000000\"",
				"<p class=\"origin-line\">grew as <code>io.tidemark.sample.orders.<wbr>Basket</code> did, java.base@25.0.3</p>",
				"<td role=\"cell\" class=\"change\">\u22121.2 kB</td>");
	}

	@Test
	void pagesOfVerdictsThreadsAndHistogramsAreLinked() {
		assertThat(page()).contains("<a href=\"leaks\">Leaks</a><a href=\"threaddiff\">Thread diff</a>",
				"<a href=\"leaks/" + LeakyHeap.verdict().id() + "\">jvm.heap.live</a>",
				"<a href=\"heapdiff/h1\" data-snapshot=\"h1\">h1</a>",
				"<a href=\"?from=h1&amp;to=newest&amp;limit=100\">Compare with the newest</a>",
				"<a href=\"?from=h1&amp;to=h3&amp;limit=100&amp;format=json\">JSON</a>",
				"<a href=\"?format=flamegraph\">Flame graph</a>");
		assertThat(this.report.picture(LeakyHeap.picture(), LeakyHeap.alone(null))).doesNotContain("href=\"leaks",
				"href=\"threaddiff");
	}

	@Test
	void whatCannotBeToldIsLeftToThePageOfLeaks() {
		assertThat(page()).contains("<b class=\"grade\">probable</b>").doesNotContain("jvm.classes");
	}

	@Test
	void pageOfAHistogramLeadsBack() {
		assertThat(this.report.histogram(LeakyHeap.kept().get(0), LeakyHeap.context())).contains(
				"<a href=\"../heapdiff\">Memory</a> / histogram h3", "<a href=\"../leaks\">Leaks</a>",
				"160 MB in 5,012,345 objects.", "data-loaders=\"2\"");
	}

	@Test
	void classesBeyondTheLimitAreOneClickAway() {
		assertThat(this.report.picture(LeakyHeap.picture(), LeakyHeap.context(1, true)))
			.contains("3 more classes not shown. <a href=\"?from=h1&amp;to=h3&amp;limit=4\">Show more</a>");
	}

	@Test
	void aThousandClassesMakeAPageOfAMegabyte() {
		List<ClassChange> changes = Collections.nCopies(10_000,
				new ClassChange("io.tidemark.sample.orders.Basket$Item", "a", 1, 2, 3, 4, "io.tidemark.sample.Orders"));
		HeapPicture picture = LeakyHeap.picture()
			.withDiff(new HistogramDiff(LeakyHeap.kept().get(1), LeakyHeap.kept().get(0), changes));

		assertThat(this.report.picture(picture, LeakyHeap.context(1_000, true)).length()).isLessThan(1_050_000);
	}

	@Test
	void namesAreTextAndNothingElse() {
		for (String page : List.of(this.report.picture(LeakyHeap.evil(EVIL), LeakyHeap.context()),
				this.report.histogram(LeakyHeap.evil(EVIL).kept().get(0), LeakyHeap.context()))) {
			assertThat(page).contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;&lt;/title&gt;")
				.doesNotContain("<script>alert", "\u2028", "\u202e");
			assertThat(page.split("</script>", -1)).as("one script").hasSize(2);
			assertThat(page.split("</title>", -1)).as("titles of the page and its drawings")
				.hasSize(page.split("<title>", -1).length);
		}
	}

	@Test
	void pageAsksForNothingElse() {
		assertThat(page()).contains("default-src 'none'; style-src 'sha256-")
			.doesNotContain(" style=\"", " src=\"", "@import", "url(");
	}

	private static HeapHistory hour(int steps) {
		List<Float> unknown = Collections.nCopies(steps, Float.NaN);
		return new HeapHistory(Instant.EPOCH, Duration.ofSeconds(10), Collections.nCopies(steps, 5f),
				Collections.nCopies(steps, 5f), unknown, unknown, unknown);
	}

	private String page() {
		return this.report.picture(LeakyHeap.picture(), LeakyHeap.context());
	}

}
