package io.tidemark.report;

import java.util.List;

import io.tidemark.jvm.PartState;

/**
 * The table of Tidemark's own parts on a page: what works and what it has cost.
 */
final class ObserverTable {

	private ObserverTable() {
	}

	/** The table, closed at first; nothing if no part says anything. */
	static Markup of(List<PartState> parts) {
		Markup html = new Markup();
		if (parts.isEmpty()) {
			return html;
		}
		html.add(
				"<section class=\"aside\"><h2>Tidemark itself</h2><div class=\"card\"><details class=\"itself\">"
						+ "<summary>{} of {} parts work</summary><table class=\"plain\"><thead><tr>",
				parts.size() - failing(parts).size(), parts.size());
		html.add("<th scope=\"col\">Part</th><th scope=\"col\">State</th><th scope=\"col\">Runs</th>"
				+ "<th scope=\"col\">Time taken</th><th scope=\"col\">Pause caused</th></tr></thead><tbody>");
		parts.forEach((part) -> html.add("{}", row(part)));
		return html.add("</tbody></table></details></div></section>");
	}

	/** A line for each part that does not work. */
	static Markup notices(List<PartState> parts) {
		Markup html = new Markup();
		for (PartState part : failing(parts)) {
			html.add("<p class=\"notice\">Tidemark's part <b>{}</b> is off{}</p>", part.part(),
					(part.because() != null) ? ": " + part.because() : ".");
		}
		return html;
	}

	/** The parts that do not work. */
	static List<PartState> failing(List<PartState> parts) {
		return parts.stream().filter((part) -> !part.works()).toList();
	}

	private static Markup row(PartState part) {
		Markup html = Markup.of("<tr><th scope=\"row\">{}</th>", part.part());
		if (part.works()) {
			html.add("<td>works</td>");
		}
		else {
			html.add("<td><span class=\"off\">off</span> {}</td>", (part.because() != null) ? part.because() : "");
		}
		return html.add(
				"<td data-label=\"runs\">{}</td><td data-label=\"took\">{}</td><td data-label=\"paused\">{}</td></tr>",
				part.runs(), Amounts.cost(part.wall()), Amounts.cost(part.pause()));
	}

}
