package io.tidemark.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.tidemark.heap.ClassChange;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.OldObjects;
import io.tidemark.verdict.LeakVerdict;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is known of memory as a page for a browser, under the same promise as
 * {@link HtmlReport}: it asks for nothing else, and everything that comes from the
 * program is escaped. May be used by any number of threads.
 *
 * @since 0.1.0
 */
public final class HeapPage {

	private static final TableSection CHANGES = new TableSection("Classes", "Filter by class or module",
			"No class changed.");

	private static final TableSection CLASSES = new TableSection("Classes", "Filter by class or module",
			"The histogram is empty.");

	private final PageFrame frame = PageFrame.styled("page.css", "leaks.css", "heap.css");

	private final PageTemplate heap = PageTemplate.of("heap.html");

	private final PageTemplate histogram = PageTemplate.of("histogram.html");

	/** The page of the picture. */
	public String picture(HeapPicture picture, HeapContext context) {
		HistogramDiff diff = picture.diff();
		String main = this.heap.fill(Map.ofEntries(Map.entry("findingClass", style(picture)),
				Map.entry("finding", HeapFinding.of(picture).html()), Map.entry("notices", notices(picture, context)),
				Map.entry("live", live(picture.live(), picture.limit())),
				Map.entry("expected", expected(picture.expected())), Map.entry("histograms", histograms(diff, context)),
				Map.entry("hour", hour(picture)), Map.entry("verdicts", verdicts(picture.worthTelling(), context)),
				Map.entry("actions", HeapActions.of(picture, context)),
				Map.entry("growing", GrowingTable.of(picture.growing(), context)),
				Map.entry("lines", AllocationPanel.lines(picture, context)),
				Map.entry("compare", compare(picture, context)), Map.entry("classes", classes(diff, context)),
				Map.entry("packages", GrowingTable.packages(diff, context)),
				Map.entry("survivors", AllocationPanel.survivors(picture.survivors(), context)),
				Map.entry("allocation", AllocationPanel.shares(picture)),
				Map.entry("kept", HistogramTable.of(picture.kept(), context)),
				Map.entry("observer", ObserverTable.of(context.observer()))));
		return this.frame.page("heap", "Memory", heading(Markup.of("Memory"), context, ""), formats(picture, context),
				main);
	}

	/** The page of one histogram, to be served one segment below. */
	public String histogram(ClassHistogram histogram, HeapContext context) {
		Markup table = CLASSES.html(ClassTable.of(histogram, context), false,
				omitted(context.omitted(histogram.classes()), "?limit=" + more(histogram.classes())));
		String main = this.histogram.fill(Map.of("finding",
				Markup.of("{} in {} objects.", Amounts.bytes(histogram.bytes()),
						HeapNotes.objects(histogram.instances())),
				"taken", time(histogram), "cost", Markup.of("{}", HeapNotes.cost(histogram)), "classes", table));
		Markup place = Markup.of("<a href=\"../{}\">Memory</a> / histogram {}", context.self(), histogram.id());
		return this.frame.page("histogram", "Histogram " + histogram.id(), heading(place, context, "../"),
				Markup.of("<a href=\"?format=text\">Text</a><a href=\"?format=json\">JSON</a>"), main);
	}

	private static String style(HeapPicture picture) {
		return (!picture.growing().isEmpty() || !HeapFinding.accused(picture).isEmpty()) ? "grew" : "same";
	}

	private static Markup heading(Markup place, HeapContext context, String up) {
		Markup html = Markup.of("<span>{}</span>", place);
		if (context.leaks() != null) {
			html.add("<a href=\"{}{}\">Leaks</a>", up, context.leaks());
		}
		if (context.threadDiff() != null) {
			html.add("<a href=\"{}{}\">Thread diff</a>", up, context.threadDiff());
		}
		return html;
	}

	private static Markup formats(HeapPicture picture, HeapContext context) {
		Markup html = new Markup();
		if (picture.hasSurvivors()) {
			html.add("<a href=\"?format=flamegraph\">Flame graph</a><a href=\"?format=folded\">Folded</a>");
		}
		String query = query(picture.diff(), context.limit()) + "&";
		return html.add("<a href=\"{}format=text\">Text</a><a href=\"{}format=json\">JSON</a>", query, query);
	}

	private static String query(@Nullable HistogramDiff diff, int limit) {
		return (diff != null) ? "?from=" + diff.from().id() + "&to=" + diff.to().id() + "&limit=" + limit
				: "?limit=" + limit;
	}

	/** What is missing, and what is known of the suspects beside class and line. */
	private static Markup notices(HeapPicture picture, HeapContext context) {
		Markup html = ObserverTable.notices(context.observer());
		if (picture.live().unknown() != null) {
			html.add("<p class=\"notice\"><b>What lives</b>: {}</p>", HeapNotes.sentence(picture.live().unknown()));
		}
		HeapSuspects suspects = picture.suspects();
		if (suspects != null) {
			html.add("{}{}{}", sentence("Held by ", suspects.holder()), sentence("", suspects.coincidence()),
					sentence("", suspects.undecided()));
		}
		return html;
	}

	private static Markup sentence(String before, @Nullable String text) {
		return (text != null) ? Markup.of("<p class=\"reason\">{}{}</p>", before, HeapNotes.sentence(text))
				: new Markup();
	}

	private static Markup live(LiveSet live, long limit) {
		Markup html = Markup.of("<b>{}</b>", HeapNotes.live(live, limit));
		if (live.measured() != null) {
			html.add("<small>{}</small><small><time datetime=\"{}\">{}</time></small>", live.source(), live.measured(),
					Amounts.time(live.measured()));
		}
		return html;
	}

	private static Markup expected(@Nullable ExpectedHeap expected) {
		return (expected != null) ? Markup.of("<div><dt>Expected for the load</dt><dd>{}<small>{}</small></dd></div>",
				HeapNotes.expected(expected), (expected.because() != null) ? expected.because() : expected.state())
				: new Markup();
	}

	private static Markup histograms(@Nullable HistogramDiff diff, HeapContext context) {
		if (diff == null) {
			return Markup.of("<div><dt>Histograms</dt><dd>none yet</dd></div>");
		}
		return Markup.of(
				"<div><dt>From</dt><dd>{}</dd></div><div><dt>To</dt><dd>{}</dd></div>"
						+ "<div><dt>Between</dt><dd>{}<small>all objects, garbage included{}</small></dd></div>",
				identity(diff.from(), context), identity(diff.to(), context), LeaksTable.minus(HeapNotes.between(diff)),
				(diff.from().collected() || diff.to().collected()) ? " unless collected before" : "");
	}

	private static Markup identity(ClassHistogram histogram, HeapContext context) {
		return Markup.of("<b><a href=\"{}/{}\" data-snapshot=\"{}\">{}</a></b>, {}{}", context.self(), histogram.id(),
				histogram.id(), histogram.id(), Amounts.bytes(histogram.bytes()), time(histogram));
	}

	private static Markup time(ClassHistogram histogram) {
		return Markup.of("<small><time datetime=\"{}\">{}</time></small>", histogram.time(),
				Amounts.time(histogram.time()));
	}

	private static Markup hour(HeapPicture picture) {
		return (picture.hour() != null)
				? Markup.of("<div class=\"card drawn one\">{}</div>", HeapDrawing.of(picture.hour(), picture.limit()))
				: new Markup();
	}

	private static Markup verdicts(List<LeakVerdict> verdicts, HeapContext context) {
		if (verdicts.isEmpty()) {
			return new Markup();
		}
		Markup rows = new Markup();
		verdicts.forEach((verdict) -> rows.add(
				"<tr class=\"{}\"><th scope=\"row\">{}</th><td><b class=\"grade\">{}</b></td><td>{}</td></tr>",
				LeaksTable.style(verdict.grade()), link(verdict, context), verdict.grade().id(),
				verdict.judgement().reason()));
		return Markup
			.of("<section class=\"aside\"><h2>Verdicts</h2><div class=\"card\"><table class=\"plain\"><thead><tr>"
					+ "<th scope=\"col\">Memory</th><th scope=\"col\">Grade</th><th scope=\"col\">Because</th></tr></thead>"
					+ "<tbody>{}</tbody></table></div></section>", rows);
	}

	private static Markup link(LeakVerdict verdict, HeapContext context) {
		return (context.leaks() != null)
				? Markup.of("<a href=\"{}/{}\">{}</a>", context.leaks(), verdict.id(), verdict.name())
				: Markup.of("{}", verdict.name());
	}

	/** Chooses two other histograms; of fewer than two there is no choice. */
	private static Markup compare(HeapPicture picture, HeapContext context) {
		HistogramDiff diff = picture.diff();
		if (diff == null || picture.kept().size() < 2) {
			return new Markup();
		}
		return Markup
			.of("<div class=\"tools\"><form method=\"get\" class=\"compare\" aria-label=\"Compare other histograms\">"
					+ "<label>From <select name=\"from\">{}</select></label><label>to <select name=\"to\">{}</select></label>"
					+ "<input type=\"hidden\" name=\"limit\" value=\"{}\"><button>Compare</button></form></div>",
					options(picture.kept(), diff.from()), options(picture.kept(), diff.to()), context.limit());
	}

	private static Markup options(List<ClassHistogram> kept, ClassHistogram chosen) {
		Markup html = new Markup();
		kept.forEach((histogram) -> html.add("<option value=\"{}\"{}>{}, {}</option>", histogram.id(),
				Markup.of(histogram.id().equals(chosen.id()) ? " selected" : ""), histogram.id(),
				Amounts.time(histogram.time(), Objects.requireNonNull(kept.get(0)).time())));
		return html;
	}

	private static Markup classes(@Nullable HistogramDiff diff, HeapContext context) {
		if (diff == null) {
			return new Markup();
		}
		List<ClassChange> changes = diff.changes();
		return CHANGES.html(ClassTable.of(changes, context), false,
				omitted(context.omitted(changes), query(diff, more(changes))));
	}

	private static int more(List<?> values) {
		return Math.max(1, Math.min(values.size(), SnapshotLinks.LARGEST_LIMIT));
	}

	private static Markup omitted(int omitted, String query) {
		return (omitted == 0) ? new Markup()
				: Markup.of("<p class=\"omitted\">{} more {} not shown. <a href=\"{}\">Show more</a></p>", omitted,
						(omitted == 1) ? "class" : "classes", query);
	}

	/** What the survivors are, in a sentence. */
	static String survivors(OldObjects survivors) {
		return Amounts.count(survivors.objects().size(), "sampled object") + " still lived at "
				+ Amounts.time(survivors.time());
	}

}
