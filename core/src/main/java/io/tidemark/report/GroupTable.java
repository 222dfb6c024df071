package io.tidemark.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.tidemark.diff.GroupChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * The table of groups on the page. A group is a {@code tbody} of two rows, with the
 * numbers that it can be sorted by as data attributes. Roles are written out because the
 * narrow layout changes {@code display}, which takes the native ones away.
 */
final class GroupTable {

	private static final int BAR = 72;

	private static final Markup NAME = Markup.of("Group<span class=\"wide\"> and the line that started it</span>");

	private final ReportContext context;

	private final Markup html = new Markup();

	private int columns;

	private GroupTable(ReportContext context) {
		this.context = context;
	}

	/** The groups of a diff in its order. */
	static Markup of(List<GroupChange> all, ReportContext context) {
		List<GroupChange> groups = context.limited(all);
		GroupTable table = new GroupTable(context);
		table.begin("Groups of threads, largest change first");
		table.header("change", "Change", true).header("name", NAME, false);
		table.unsortedHeader("Waiting for");
		table.header("before", "Before", false).header("after", "After", false);
		table.header("age", "Oldest / median", false)
			.header("cpu", "CPU", false)
			.header("allocated", "Allocated", false);
		table.endHeader();
		int largest = groups.stream().mapToInt((group) -> Math.max(group.before(), group.after())).max().orElse(1);
		groups.forEach((group) -> table.row(group, largest));
		return table.end();
	}

	/** The groups of one snapshot, largest first. */
	static Markup of(GroupedSnapshot snapshot, ReportContext context) {
		GroupTable table = new GroupTable(context);
		table.begin("Groups of threads, largest first");
		table.header("after", "Threads", true).header("name", NAME, false);
		table.unsortedHeader("Waiting for");
		table.header("age", "Oldest / median", false);
		table.endHeader();
		context.limited(snapshot.families()).forEach((family) -> table.row(family, snapshot));
		return table.end();
	}

	private void begin(String caption) {
		this.html.add("<table class=\"groups\" role=\"table\"><caption class=\"sr\">{}</caption>", caption);
		this.html.add("<thead role=\"rowgroup\"><tr role=\"row\">");
	}

	private GroupTable header(String key, Object text, boolean sorted) {
		this.columns++;
		this.html.add(
				"<th role=\"columnheader\" scope=\"col\"{}{}><button type=\"button\" data-sort=\"{}\">{}</button></th>",
				Markup.of(isNumber(key) ? " class=\"num\"" : ""), Markup.of(sorted ? " aria-sort=\"descending\"" : ""),
				key, text);
		return this;
	}

	/** The first column, a number too, stands at the left edge. */
	private boolean isNumber(String key) {
		return this.columns > 1 && !key.equals("name");
	}

	private void unsortedHeader(String text) {
		this.columns++;
		this.html.add("<th role=\"columnheader\" scope=\"col\" class=\"unsorted\">{}</th>", text);
	}

	private void endHeader() {
		this.html.add("</tr></thead>\n");
	}

	private Markup end() {
		return this.html.add("</table>");
	}

	private void row(GroupChange group, int largest) {
		this.html.add(
				"<tbody role=\"rowgroup\" class=\"group {}\" data-change=\"{}\" data-before=\"{}\" data-name=\"{}\"",
				tendency(group.change()), group.change(), group.before(), group.key().name());
		data("after", group.after());
		data("age", seconds(group.oldest()));
		data("cpu", (group.cpu() != null) ? group.cpu().toNanos() : null);
		data("allocated", group.allocatedBytes());
		this.html.add("><tr role=\"row\"><td role=\"cell\" class=\"change\">{}{}</td>",
				Amounts.signed(group.change()).replace('-', '\u2212'), churn(group));
		name(group.key());
		waits(group.waitReasons());
		number("before", "before", Integer.toString(group.before()));
		number("after", "after", Integer.toString(group.after()));
		age(new Ages(group.oldest(), group.medianAge()));
		number("cpu", "CPU", (group.cpu() != null) ? Amounts.cost(group.cpu()) : "");
		number("allocated", "allocated", (group.allocatedBytes() != null) ? Amounts.bytes(group.allocatedBytes()) : "");
		StackPanel panel = new StackPanel().locks(group.locks());
		group.stacks().forEach(panel::add);
		more(bar(group.before(), group.after(), largest),
				panel.html(group.key(), group.origin(), group.omittedStacks(), this.context));
	}

	private void row(ThreadFamily family, GroupedSnapshot snapshot) {
		Ages ages = Ages.of(family.members(), snapshot.time());
		this.html.add("<tbody role=\"rowgroup\" class=\"group\" data-name=\"{}\"", family.key().name());
		data("after", family.size());
		data("age", seconds(ages.oldest()));
		this.html.add("><tr role=\"row\"><td role=\"cell\" class=\"change\">{}</td>", family.size());
		name(family.key());
		waits(family.waitReasons());
		age(ages);
		StackPanel panel = new StackPanel().locks(family.locks());
		family.stacks().forEach(panel::add);
		more(new Markup(), panel.html(family.key(), family.origin(), family.omittedStacks(), this.context));
	}

	private static String tendency(int change) {
		return (change > 0) ? "grew" : (change < 0) ? "shrank" : "same";
	}

	private void data(String name, @Nullable Number value) {
		if (value != null) {
			this.html.add(" data-{}=\"{}\"", name, value);
		}
	}

	private static @Nullable Long seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toSeconds() : null;
	}

	private void name(FamilyKey key) {
		GroupNotes notes = this.context.notes(key);
		Markup tags = new Markup();
		if (key.virtual()) {
			tags.add(" <span class=\"tag\">virtual</span>");
		}
		if (notes.expected() != null) {
			tags.add(" <span class=\"tag\" title=\"{}\">cleared</span>", notes.expected().because());
		}
		if (!notes.stuck().isEmpty()) {
			int stuck = notes.stuck().size();
			tags.add(" <span class=\"tag\">{} stuck</span>", (stuck < GroupNotes.STUCK) ? stuck : stuck + " or more");
		}
		if (notes.signature() != null) {
			tags.add(" <span class=\"tag looks\">{}</span>", notes.signature().title());
		}
		if (notes.history() != null) {
			tags.add(" {}", Sparkline.of(notes.history()));
		}
		this.html.add("<th role=\"rowheader\" scope=\"rowgroup\" class=\"name\"><code>{}</code>{}</th>", key.name(),
				tags);
	}

	private void waits(Map<WaitReason, Integer> waitReasons) {
		this.html.add("<td role=\"cell\" class=\"waits\">");
		waitReasons.forEach((reason, threads) -> this.html.add("<span>{} {}</span>", threads, reason.id()));
		this.html.add("</td>");
	}

	private void age(Ages ages) {
		Markup value = new Markup();
		if (ages.oldest() != null) {
			value.add("{}", Amounts.span(ages.oldest()));
		}
		if (ages.median() != null) {
			value.add(" <small>/ {}</small>", Amounts.span(ages.median()));
		}
		number("age", "age", value);
	}

	private void number(String name, String label, Object value) {
		this.html.add("<td role=\"cell\" class=\"num {}\" data-label=\"{}\">{}</td>", name, label, value);
	}

	/** Threads that came and went, where the change does not tell. */
	private static Markup churn(GroupChange group) {
		Markup html = new Markup();
		if (group.started() + group.ended() > Math.abs(group.change())) {
			html.add(" <small title=\"{} started, {} ended\">+{} \u2212{}</small>", group.started(), group.ended(),
					group.started(), group.ended());
		}
		return html;
	}

	/** A picture of before and after; the numbers stand beside it. */
	private static Markup bar(int before, int after, int largest) {
		int stayed = width(Math.min(before, after), largest);
		int moved = width(Math.max(before, after), largest) - stayed;
		return Markup.of("""
				<svg class="bar" viewBox="0 0 {} 4" width="{}" height="4" aria-hidden="true">\
				<rect class="stayed" width="{}" height="4"/><rect class="{}" x="{}" width="{}" height="4"/></svg>""",
				BAR, BAR, stayed, (after > before) ? "gained" : "lost", stayed, moved);
	}

	private static int width(int threads, int largest) {
		return (int) Math.ceil((double) threads * BAR / Math.max(1, largest));
	}

	private void more(Markup picture, Markup panel) {
		this.html.add("</tr><tr role=\"row\" class=\"more\"><td role=\"cell\">{}</td>", picture);
		this.html.add("<td role=\"cell\" colspan=\"{}\">{}</td></tr></tbody>\n", this.columns - 1, panel);
	}

}
