package io.tidemark.report;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceHistory;
import org.jspecify.annotations.Nullable;

/**
 * The table of watched resources on the page. Of those that are not clear, nor too young
 * to be so, the first {@value #WHOLE} are told whole, with a drawing; the others with
 * their reason only, so that the page stays small.
 */
final class LeaksTable {

	/** Resources that are told whole at most. */
	static final int WHOLE = 50;

	private final LeaksContext context;

	private final Function<String, @Nullable ResourceHistory> hours;

	private final SortedTable table = new SortedTable("Watched resources, worst grade first");

	private int whole;

	private LeaksTable(LeaksContext context, Function<String, @Nullable ResourceHistory> hours) {
		this.context = context;
		this.hours = hours;
	}

	/**
	 * The table, or nothing if there is nothing to tell.
	 * @param told the verdicts in their order
	 * @param hours gives the readings of the last hour by the id of a resource
	 */
	static Markup of(List<LeakVerdict> told, LeaksContext context, Function<String, @Nullable ResourceHistory> hours) {
		if (told.isEmpty()) {
			return new Markup();
		}
		LeaksTable table = new LeaksTable(context, hours);
		table.table.header("grade", "Grade", true).header("name", "Resource", false);
		table.table.unsortedNumbers("Now").unsortedNumbers("Growth an hour").unsortedNumbers("Limit");
		table.table.header("left", "Time left", false).header("since", "Since", false).endHeader();
		told.forEach(table::row);
		return table.table.end();
	}

	private void row(LeakVerdict verdict) {
		Judgement judgement = verdict.judgement();
		Duration since = Duration.between(judgement.since(), this.context.time());
		this.table.begin(verdict.id(), "group " + style(verdict.grade()), verdict.name())
			.data("grade", judgement.grade().ordinal())
			.data("left", (judgement.timeToLimit() != null) ? judgement.timeToLimit().toSeconds() : null)
			.data("since", since.toSeconds())
			.first(judgement.grade().id());
		this.table.name(name(verdict));
		this.table.number("value", "now", number(now(verdict), LeaksNotes.floor(verdict, "")));
		this.table.number("growth", "growth an hour", minus(LeaksNotes.growth(verdict)));
		this.table.number("limit", "limit", LeaksNotes.limit(verdict));
		this.table.number("left", "left", LeaksNotes.left(judgement));
		this.table.number("since", "since", Amounts.span(since));
		this.table.more(new Markup(), more(verdict));
	}

	/** What is said of the row's colour. */
	static String style(Grade grade) {
		return grade.accuses() ? "grew" : (grade == Grade.WATCHING) ? "watching" : "same";
	}

	private Markup name(LeakVerdict verdict) {
		Markup html = Markup.of("<a href=\"{}/{}\"><code>{}</code></a>", this.context.self(), verdict.id(),
				verdict.name());
		return html.add("{}", tags(verdict));
	}

	/** Kind, tags, kind of mistake and whether it is muted. */
	static Markup tags(LeakVerdict verdict) {
		Markup html = Markup.of(" <span class=\"tag\">{}</span>", verdict.kind().id());
		LeaksNotes.tags(verdict)
			.forEach((name, value) -> html.add(" <span class=\"tag free\">{}={}</span>", name, value));
		if (verdict.signature() != null) {
			html.add(" <span class=\"tag looks\">{}</span>", verdict.signature().title());
		}
		if (verdict.mute() != null) {
			html.add(" <span class=\"tag\" title=\"{}\">muted</span>", verdict.mute().reason());
		}
		return html;
	}

	private static String now(LeakVerdict verdict) {
		double value = verdict.judgement().value();
		return Double.isFinite(value) ? Amounts.measure(value, verdict.unit()) : "";
	}

	private static Markup number(String value, String small) {
		return small.isEmpty() ? Markup.of("{}", value) : Markup.of("{} <small>{}</small>", value, small);
	}

	static String minus(String number) {
		return number.replace('-', '\u2212');
	}

	private Markup more(LeakVerdict verdict) {
		Markup reason = Markup.of("<p class=\"why\">{}</p>", verdict.judgement().reason());
		if (verdict.grade() == Grade.CLEAR || this.context.isTooEarly(verdict) || this.whole >= WHOLE) {
			return reason;
		}
		this.whole++;
		Markup html = Markup.of("<div class=\"verdict\"><div>{}{}</div>", reason, notes(verdict, this.context, ""));
		ResourceHistory hour = this.hours.apply(verdict.id());
		if (hour != null) {
			html.add("{}", SeriesDrawing.of("Last hour", hour, verdict, SeriesDrawing.FEW));
		}
		return html.add("</div>");
	}

	/**
	 * What there is to say beside the reason, and the links.
	 * @param up what leads from the page to that of all verdicts
	 */
	static Markup notes(LeakVerdict verdict, LeaksContext context, String up) {
		Markup html = StackPanel.lines((line) -> LeaksNotes.write(line, verdict));
		if (verdict.origin() != null) {
			html.add("<p class=\"origin-line\">{}</p>", StackPanel.startedAt(verdict.origin()));
		}
		String group = LeaksNotes.group(verdict);
		if (group != null && context.threadDiff() != null) {
			html.add("<p class=\"origin-line\"><a href=\"{}{}#{}\">Its threads and their stacks</a></p>", up,
					context.threadDiff(), group);
		}
		return html;
	}

}
