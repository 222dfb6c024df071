package io.tidemark.report;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.snapshot.CaptureCost;

/**
 * Writes results as one page for a browser. The page holds its style and its script and
 * asks for nothing else; a content security policy in its head lets the browser see to
 * that. Every name and frame is escaped. May be used by any number of threads.
 *
 * @since 0.1.0
 */
public final class HtmlReport {

	private static final TableSection SECTION = new TableSection("Groups of threads", "Filter by name or frame",
			"No threads were seen.");

	private final PageFrame frame = PageFrame.styled("page.css");

	private final PageTemplate diff = PageTemplate.of("diff.html");

	private final PageTemplate snapshot = PageTemplate.of("snapshot.html");

	private final String actions = PageTemplate.of("actions.html").text();

	/**
	 * The page of a diff, to be served at {@code …/threaddiff}. Groups come in the order
	 * of the diff, at most {@link ReportContext#limit()}.
	 */
	public String diff(SnapshotDiff diff, ReportContext context) {
		String main = this.diff.fill(Map.ofEntries(Map.entry("findingClass", tendency(diff)),
				Map.entry("finding", Finding.of(diff, context).html()),
				Map.entry("notices", ObserverTable.notices(context.observer())),
				Map.entry("from", identity(diff.from(), context, false)),
				Map.entry("to", identity(diff.to(), context, false)), Map.entry("between", between(diff)),
				Map.entry("cost", cost(diff.to().groups().cost())),
				Map.entry("fromOptions", SnapshotOptions.from(diff, context)),
				Map.entry("toOptions", SnapshotOptions.to(diff, context)), Map.entry("limit", context.limit()),
				Map.entry("actions", context.writable() ? this.actions : ""),
				Map.entry("groups", groups(diff, context)), Map.entry("kept", KeptTable.of(context, false)),
				Map.entry("observer", ObserverTable.of(context.observer()))));
		String query = SnapshotLinks.query(diff, context);
		String profile = "threads-" + diff.from().id() + "-" + diff.to().id();
		return page("diff", "Thread diff", Markup.of("<span>Thread diff</span>{}", neighbours(context, "")),
				query + "&", profile, main);
	}

	/**
	 * The page of one snapshot, to be served at {@code …/threaddiff/} and its identifier.
	 * Groups come largest first, at most {@link ReportContext#limit()}.
	 */
	public String snapshot(KeptSnapshot snapshot, ReportContext context) {
		String main = this.snapshot
			.fill(Map.of("finding", Finding.of(snapshot).html(), "notices", ObserverTable.notices(context.observer()),
					"snapshot", identity(snapshot, context, true), "cost", cost(snapshot.groups().cost()), "compare",
					compare(snapshot, context), "groups", groups(snapshot.groups(), context), "kept",
					KeptTable.of(context, true), "observer", ObserverTable.of(context.observer())));
		Markup heading = Markup.of("<span>{} / snapshot {}</span>{}", SnapshotLinks.toDiff("", true, "Thread diff"),
				snapshot.id(), neighbours(context, "../"));
		return page("snapshot", "Snapshot " + snapshot.id(), heading, "?limit=" + context.limit() + "&",
				"threads-" + snapshot.id(), main);
	}

	private String page(String name, String title, Markup heading, String query, String profile, String main) {
		return this.frame.page(name, title, heading, SnapshotLinks.formats(query, profile), main);
	}

	private static Markup neighbours(ReportContext context, String up) {
		Markup html = new Markup();
		if (context.leaks() != null) {
			html.add("<a href=\"{}{}\">Leaks</a>", up, context.leaks());
		}
		if (context.heapDiff() != null) {
			html.add("<a href=\"{}{}\">Memory</a>", up, context.heapDiff());
		}
		return html;
	}

	private static String tendency(SnapshotDiff diff) {
		if (diff.groups().stream().anyMatch((group) -> group.change() > 0)) {
			return "grew";
		}
		return diff.groups().stream().anyMatch((group) -> group.change() < 0) ? "shrank" : "same";
	}

	private static Markup identity(KeptSnapshot snapshot, ReportContext context, boolean onSnapshot) {
		Markup html = new Markup();
		boolean linked = !onSnapshot && context.keeps(snapshot);
		html.add("<b>{}</b>", linked ? SnapshotLinks.toSnapshot(snapshot, false, snapshot.id()) : snapshot.id());
		html.add("{}", label(snapshot));
		GroupedSnapshot groups = snapshot.groups();
		html.add(", {}", Amounts.count(groups.platformThreads(), "platform thread"));
		String virtual = Amounts.virtualThreads(groups.virtualThreads());
		if (!virtual.isEmpty()) {
			html.add(", {}", virtual);
		}
		html.add("<small><time datetime=\"{}\">{}</time></small>", groups.time(), Amounts.time(groups.time()));
		if (groups.omitted() > 0) {
			html.add("<small>{} of them in no group that is kept</small>", groups.omitted());
		}
		return html;
	}

	/** The name that somebody gave it, and whether it is the baseline. */
	static Markup label(KeptSnapshot snapshot) {
		Markup html = new Markup();
		if (snapshot.name() != null) {
			html.add(" <code>{}</code>", snapshot.name());
		}
		if (snapshot.baseline()) {
			html.add(" <span class=\"tag\">baseline</span>");
		}
		return html;
	}

	private static Markup between(SnapshotDiff diff) {
		return Markup.of("{} started, {} ended<small>{} in both</small>", diff.started(), diff.ended(),
				Amounts.count(diff.unchanged(), "thread"));
	}

	private static Markup cost(CaptureCost cost) {
		Markup html = Markup.of("{}, ", Amounts.cost(cost.wall()));
		if (cost.pause().isZero()) {
			html.add("no pause");
		}
		else {
			html.add("paused the service for {}, at most {} at once", Amounts.cost(cost.pause()),
					Amounts.cost(cost.longestPause()));
		}
		return html.add("<small>{}</small>", cost.method().id());
	}

	private static Markup compare(KeptSnapshot snapshot, ReportContext context) {
		if (!context.keeps(snapshot)) {
			return Markup.of("This snapshot is not kept");
		}
		return SnapshotLinks.toDiff(SnapshotLinks.query(SnapshotLinks.handle(snapshot), "now", context.limit()), true,
				"with now");
	}

	private static Markup groups(SnapshotDiff diff, ReportContext context) {
		boolean changed = diff.groups().stream().anyMatch((group) -> group.change() != 0);
		Markup table = diff.groups().isEmpty() ? new Markup() : GroupTable.of(diff.groups(), context);
		return SECTION.html(table, changed, omitted(diff.groups(), context, (limit) -> SnapshotLinks
			.query(SnapshotLinks.from(diff, context), SnapshotLinks.to(diff, context), limit)));
	}

	private static Markup groups(GroupedSnapshot snapshot, ReportContext context) {
		Markup table = snapshot.families().isEmpty() ? new Markup() : GroupTable.of(snapshot, context);
		return SECTION.html(table, false, omitted(snapshot.families(), context, (limit) -> "?limit=" + limit));
	}

	private static Markup omitted(List<?> groups, ReportContext context, IntFunction<String> query) {
		Markup html = new Markup();
		int omitted = context.omitted(groups);
		if (omitted == 0) {
			return html;
		}
		html.add("<p class=\"omitted\">{} not shown.", Amounts.count(omitted, "more group"));
		int limit = Math.min(groups.size(), SnapshotLinks.LARGEST_LIMIT);
		if (limit > context.limit()) {
			html.add(" <a href=\"{}\">Show {}</a>", query.apply(limit), (limit == groups.size()) ? "all" : limit);
		}
		return html.add("</p>");
	}

}
