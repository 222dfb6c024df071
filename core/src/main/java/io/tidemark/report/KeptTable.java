package io.tidemark.report;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.group.GroupedSnapshot;

/**
 * The table of kept snapshots on a page, with what can be done with each.
 */
final class KeptTable {

	private KeptTable() {
	}

	/**
	 * The table, or nothing if none is kept.
	 * @param onSnapshot whether the page shows one snapshot rather than a diff
	 */
	static Markup of(ReportContext context, boolean onSnapshot) {
		Markup html = new Markup();
		if (context.kept().isEmpty()) {
			return html;
		}
		html.add(
				"<section class=\"aside\"><h2>Kept snapshots</h2><div class=\"card\"><table class=\"plain\"><thead><tr>"
						+ "<th scope=\"col\">Snapshot</th><th scope=\"col\">Taken</th><th scope=\"col\">Threads</th>"
						+ "<th scope=\"col\"><span class=\"sr\">Actions</span></th></tr></thead><tbody>");
		context.kept().forEach((snapshot) -> html.add("{}", row(snapshot, context, onSnapshot)));
		return html.add("</tbody></table></div></section>");
	}

	private static Markup row(KeptSnapshot snapshot, ReportContext context, boolean onSnapshot) {
		GroupedSnapshot groups = snapshot.groups();
		Markup html = Markup.of("<tr><th scope=\"row\">{}{}</th>",
				SnapshotLinks.toSnapshot(snapshot, onSnapshot, snapshot.id()), HtmlReport.label(snapshot));
		html.add("<td><time datetime=\"{}\">{}</time></td>", groups.time(), Amounts.time(groups.time()));
		html.add("<td data-label=\"threads\">{}</td><td class=\"do\">{}", groups.threads(),
				SnapshotLinks.toDiff(SnapshotLinks.query(SnapshotLinks.handle(snapshot), "now", context.limit()),
						onSnapshot, "Compare with now"));
		if (context.writable()) {
			html.add(
					"<button type=\"button\" data-script hidden data-forget=\"{}\" aria-label=\"Forget {}\">Forget</button>",
					snapshot.id(), snapshot.id());
		}
		return html.add("</td></tr>");
	}

}
