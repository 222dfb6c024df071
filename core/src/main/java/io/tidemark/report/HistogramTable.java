package io.tidemark.report;

import java.util.List;

import io.tidemark.heap.ClassHistogram;

/**
 * The table of kept histograms on the page.
 */
final class HistogramTable {

	private HistogramTable() {
	}

	/** The table, or nothing if none is kept. */
	static Markup of(List<ClassHistogram> kept, HeapContext context) {
		if (kept.isEmpty()) {
			return new Markup();
		}
		Markup rows = new Markup();
		kept.forEach((histogram) -> rows.add("{}", row(histogram, context, kept.get(0))));
		return Markup
			.of("<section class=\"aside\"><h2>Kept histograms</h2><div class=\"card\"><table class=\"plain\"><thead><tr>"
					+ "<th scope=\"col\">Histogram</th><th scope=\"col\">Taken</th><th scope=\"col\">Objects</th>"
					+ "<th scope=\"col\">Bytes</th><th scope=\"col\">Cost</th><th scope=\"col\"><span class=\"sr\">Actions</span>"
					+ "</th></tr></thead><tbody>{}</tbody></table></div></section>", rows);
	}

	private static Markup row(ClassHistogram histogram, HeapContext context, ClassHistogram newest) {
		Markup html = Markup.of("<tr><th scope=\"row\"><a href=\"{}/{}\" data-snapshot=\"{}\">{}</a>{}</th>",
				context.self(), histogram.id(), histogram.id(), histogram.id(),
				Markup.of(histogram.collected() ? " <span class=\"tag\">no garbage</span>" : ""));
		html.add(
				"<td><time datetime=\"{}\">{}</time></td><td data-label=\"objects\">{}</td><td data-label=\"bytes\">{}</td>"
						+ "<td>{}</td><td class=\"do\">",
				histogram.time(), Amounts.time(histogram.time()), HeapNotes.objects(histogram.instances()),
				Amounts.bytes(histogram.bytes()), HeapNotes.cost(histogram));
		if (!histogram.id().equals(newest.id())) {
			html.add("<a href=\"?from={}&amp;to=newest&amp;limit={}\">Compare with the newest</a>", histogram.id(),
					context.limit());
		}
		return html.add("</td></tr>");
	}

}
