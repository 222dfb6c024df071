package io.tidemark.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceHistory;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Writes verdicts as a page for a browser, under the same promise as {@link HtmlReport}:
 * it asks for nothing else, and everything that comes from the program is escaped. With
 * 512 resources it stays below 1 MB. May be used by any number of threads.
 *
 * @since 0.1.0
 */
public final class LeaksPage {

	private final PageFrame frame = PageFrame.styled("page.css", "leaks.css");

	private final PageTemplate leaks = PageTemplate.of("leaks.html");

	private final PageTemplate leak = PageTemplate.of("leak.html");

	/**
	 * The page of all verdicts that pass the filter, worst grade first.
	 * @param hours gives the readings of the last hour by the id of a resource, or
	 * {@code null} if there are none; asked for those that are drawn
	 */
	public String verdicts(List<LeakVerdict> verdicts, LeaksContext context,
			Function<String, @Nullable ResourceHistory> hours) {
		List<LeakVerdict> passing = context.filter().passing(verdicts);
		List<LeakVerdict> told = context.filter().told(passing);
		String empty = verdicts.isEmpty() ? "No resource is watched yet." : "No resource has this grade and kind.";
		Markup table = new TableSection("Watched resources", "Filter by name or reason", empty)
			.html(LeaksTable.of(told, context, hours), false, omitted(passing, context));
		String main = this.leaks.fill(Map.ofEntries(Map.entry("findingClass", style(verdicts)),
				Map.entry("finding", LeaksFinding.of(verdicts, context).html()), Map.entry("notices", notices(context)),
				Map.entry("watched", watched(verdicts, context)), Map.entry("grades", grades(verdicts)),
				Map.entry("time", time(context)), Map.entry("gradeOptions", gradeOptions(context)),
				Map.entry("kindOptions", kindOptions(context)), Map.entry("limit", context.filter().limit()),
				Map.entry("resources", table), Map.entry("container", ContainerSection.html(context.container())),
				Map.entry("pools", PoolSection.html(context.pools())),
				Map.entry("observer", ObserverTable.of(context.observer()))));
		return this.frame.page("leaks", "Leaks", heading(Markup.of("Leaks"), context, ""),
				formats(context.filter().query(context.filter().limit()) + "&"), main);
	}

	/** The page of one verdict with its readings and changes. */
	public String verdict(LeakDetail detail, LeaksContext context) {
		LeakVerdict verdict = detail.verdict();
		String main = this.leak.fill(Map.ofEntries(Map.entry("findingClass", LeaksTable.style(verdict.grade())),
				Map.entry("finding", LeaksFinding.of(verdict).html()), Map.entry("notices", notices(context)),
				Map.entry("reason", Markup.of("{}", verdict.judgement().reason())),
				Map.entry("resource", resource(verdict)), Map.entry("now", now(verdict)),
				Map.entry("growth", growth(verdict)), Map.entry("limit", limit(verdict)),
				Map.entry("since", since(verdict, context)),
				Map.entry("hour", SeriesDrawing.of("Last hour", detail.hour(), verdict, SeriesDrawing.MANY)),
				Map.entry("days", SeriesDrawing.of("Last 28 days", detail.days(), verdict, SeriesDrawing.MANY)),
				Map.entry("notes", LeaksTable.notes(verdict, context, "../")), Map.entry("creator", creator(verdict)),
				Map.entry("changes", changes(detail.changes())),
				Map.entry("observer", ObserverTable.of(context.observer()))));
		Markup place = Markup.of("<a href=\"../{}\">Leaks</a> / {}", context.self(), verdict.id());
		return this.frame.page("leak", verdict.name(), heading(place, context, "../"), formats("?"), main);
	}

	private static String style(List<LeakVerdict> verdicts) {
		return verdicts.stream().anyMatch((verdict) -> verdict.grade().accuses()) ? "grew" : "same";
	}

	private static Markup heading(Markup place, LeaksContext context, String up) {
		Markup html = Markup.of("<span>{}</span>", place);
		if (context.threadDiff() != null) {
			html.add("<a href=\"{}{}\">Thread diff</a>", up, context.threadDiff());
		}
		if (context.heapDiff() != null) {
			html.add("<a href=\"{}{}\">Memory</a>", up, context.heapDiff());
		}
		return html;
	}

	private static Markup formats(String query) {
		return Markup.of("<a href=\"{}format=text\">Text</a><a href=\"{}format=json\">JSON</a>", query, query);
	}

	private static Markup notices(LeaksContext context) {
		Markup html = new Markup();
		if (context.shadow()) {
			html.add("<p class=\"notice\"><b>Shadow mode</b>: verdicts are made and shown, and nobody is told.</p>");
		}
		return html.add("{}", ObserverTable.notices(context.observer()));
	}

	private static Markup watched(List<LeakVerdict> verdicts, LeaksContext context) {
		Markup html = Markup.of("{}", Amounts.count(verdicts.size(), "resource"));
		if (context.dropped() > 0) {
			html.add("<small>{} dropped: there are too many</small>", context.dropped());
		}
		return html;
	}

	/** How many resources have each grade, worst first; each leads to those. */
	private static Markup grades(List<LeakVerdict> verdicts) {
		Markup html = new Markup();
		for (int i = Grade.values().length - 1; i >= 0; i--) {
			Grade grade = Grade.values()[i];
			long count = verdicts.stream().filter((verdict) -> verdict.grade() == grade).count();
			if (count > 0) {
				html.add("{}<a href=\"?grade={}\">{} {}</a>", html.isEmpty() ? "" : ", ", grade.id(), count,
						grade.id());
			}
		}
		return html.isEmpty() ? Markup.of("none") : html;
	}

	private static Markup time(LeaksContext context) {
		return Markup.of("<time datetime=\"{}\">{}</time>", context.time(), Amounts.time(context.time()));
	}

	private static Markup gradeOptions(LeaksContext context) {
		Markup html = new Markup();
		for (Grade grade : Grade.values()) {
			String text = (grade == Grade.CLEAR) ? "any grade"
					: grade.id() + ((grade == Grade.PROVEN) ? "" : " or worse");
			html.add("<option value=\"{}\"{}>{}</option>", grade.id(), selected(grade == context.filter().least()),
					text);
		}
		return html;
	}

	private static Markup kindOptions(LeaksContext context) {
		Markup html = Markup.of("<option value=\"\">any kind</option>");
		for (ResourceKind kind : ResourceKind.values()) {
			html.add("<option value=\"{}\"{}>{}</option>", kind.id(), selected(kind == context.filter().kind()),
					kind.id());
		}
		return html;
	}

	private static Markup selected(boolean selected) {
		return Markup.of(selected ? " selected" : "");
	}

	private static Markup omitted(List<LeakVerdict> passing, LeaksContext context) {
		int omitted = passing.size() - context.filter().told(passing).size();
		if (omitted == 0) {
			return new Markup();
		}
		return Markup.of("<p class=\"omitted\">{} not shown. <a href=\"{}\">Show all</a></p>",
				Amounts.count(omitted, "more resource"), context.filter().query(passing.size()));
	}

	private static Markup resource(LeakVerdict verdict) {
		return Markup.of("<code>{}</code>{}", verdict.name(), LeaksTable.tags(verdict));
	}

	private static Markup now(LeakVerdict verdict) {
		String now = LeaksNotes.now(verdict);
		return Markup.of("{}", now.isEmpty() ? "no reading" : now);
	}

	private static Markup growth(LeakVerdict verdict) {
		String growth = LeaksNotes.growth(verdict);
		if (growth.isEmpty()) {
			return Markup.of("too few readings");
		}
		return Markup.of("{} an hour<small>{}</small>", LeaksTable.minus(growth),
				LeaksTable.minus(LeaksNotes.interval(verdict)));
	}

	private static Markup limit(LeakVerdict verdict) {
		String limit = LeaksNotes.limit(verdict);
		if (limit.isEmpty()) {
			return Markup.of("none known");
		}
		Judgement judgement = verdict.judgement();
		Markup html = Markup.of("{}", limit);
		if (judgement.timeToLimit() != null) {
			html.add(" in {}<small>{}</small>", Amounts.span(judgement.timeToLimit()),
					LeaksNotes.leftBetween(judgement));
		}
		return html;
	}

	private static Markup since(LeakVerdict verdict, LeaksContext context) {
		return Markup.of("{}<small>{}</small>", Amounts.time(verdict.judgement().since(), context.time()),
				verdict.grade().id());
	}

	private static Markup creator(LeakVerdict verdict) {
		if (verdict.origin() == null) {
			return new Markup();
		}
		return Markup.of("<div class=\"panel single\"><section>{}</section></div>",
				StackPanel.creator(verdict.origin()));
	}

	private static Markup changes(List<LeakChange> changes) {
		if (changes.isEmpty()) {
			return new Markup();
		}
		Markup rows = new Markup();
		changes.forEach((change) -> rows.add("{}", change(change)));
		return Markup
			.of("<section class=\"aside\"><h2>Changes of its grade</h2><div class=\"card\"><table class=\"plain\"><thead><tr>"
					+ "<th scope=\"col\">Time</th><th scope=\"col\">Grade</th><th scope=\"col\">Because</th></tr></thead>"
					+ "<tbody>{}</tbody></table></div></section>", rows);
	}

	private static Markup change(LeakChange change) {
		return Markup.of(
				"<tr><th scope=\"row\"><time datetime=\"{}\">{}</time></th><td>{} → <b>{}</b></td><td>{}</td></tr>",
				change.time(), Amounts.time(change.time()), change.from().id(), change.verdict().grade().id(),
				change.verdict().judgement().reason());
	}

}
