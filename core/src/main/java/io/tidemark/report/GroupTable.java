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
 * The table of groups on the page.
 */
final class GroupTable {

	private static final int BAR = 72;

	private static final Markup NAME = Markup.of("Group<span class=\"wide\"> and the line that started it</span>");

	private final ReportContext context;

	private final SortedTable table;

	private GroupTable(String caption, ReportContext context) {
		this.table = new SortedTable(caption);
		this.context = context;
	}

	/** The groups of a diff in its order. */
	static Markup of(List<GroupChange> all, ReportContext context) {
		List<GroupChange> groups = context.limited(all);
		GroupTable table = new GroupTable("Groups of threads, largest change first", context);
		table.table.header("change", "Change", true).header("name", NAME, false);
		table.table.unsortedHeader("Waiting for");
		table.table.header("before", "Before", false).header("after", "After", false);
		table.table.header("age", "Oldest / median", false)
			.header("cpu", "CPU", false)
			.header("allocated", "Allocated", false);
		table.table.endHeader();
		int largest = groups.stream().mapToInt((group) -> Math.max(group.before(), group.after())).max().orElse(1);
		groups.forEach((group) -> table.row(group, largest));
		return table.table.end();
	}

	/** The groups of one snapshot, largest first. */
	static Markup of(GroupedSnapshot snapshot, ReportContext context) {
		GroupTable table = new GroupTable("Groups of threads, largest first", context);
		table.table.header("after", "Threads", true).header("name", NAME, false);
		table.table.unsortedHeader("Waiting for");
		table.table.header("age", "Oldest / median", false);
		table.table.endHeader();
		context.limited(snapshot.families()).forEach((family) -> table.row(family, snapshot));
		return table.table.end();
	}

	private void row(GroupChange group, int largest) {
		this.table.begin(group.key().id(), "group " + tendency(group.change()), group.key().name())
			.data("change", group.change())
			.data("before", group.before())
			.data("after", group.after())
			.data("age", seconds(group.oldest()))
			.data("cpu", (group.cpu() != null) ? group.cpu().toNanos() : null)
			.data("allocated", group.allocatedBytes())
			.first(Markup.of("{}{}", Amounts.signed(group.change()).replace('-', '\u2212'), churn(group)));
		name(group.key());
		waits(group.waitReasons());
		this.table.number("before", "before", Integer.toString(group.before()));
		this.table.number("after", "after", Integer.toString(group.after()));
		age(new Ages(group.oldest(), group.medianAge()));
		this.table.number("cpu", "CPU", (group.cpu() != null) ? Amounts.cost(group.cpu()) : "");
		this.table.number("allocated", "allocated",
				(group.allocatedBytes() != null) ? Amounts.bytes(group.allocatedBytes()) : "");
		StackPanel panel = new StackPanel().locks(group.locks());
		group.stacks().forEach(panel::add);
		this.table.more(bar(group.before(), group.after(), largest),
				panel.html(group.key(), group.origin(), group.omittedStacks(), this.context));
	}

	private void row(ThreadFamily family, GroupedSnapshot snapshot) {
		Ages ages = Ages.of(family.members(), snapshot.time());
		this.table.begin(family.key().id(), "group", family.key().name())
			.data("after", family.size())
			.data("age", seconds(ages.oldest()))
			.first(family.size());
		name(family.key());
		waits(family.waitReasons());
		age(ages);
		StackPanel panel = new StackPanel().locks(family.locks());
		family.stacks().forEach(panel::add);
		this.table.more(new Markup(), panel.html(family.key(), family.origin(), family.omittedStacks(), this.context));
	}

	private static String tendency(int change) {
		return (change > 0) ? "grew" : (change < 0) ? "shrank" : "same";
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
		this.table.name(Markup.of("<code>{}</code>{}", key.name(), tags));
	}

	private void waits(Map<WaitReason, Integer> waitReasons) {
		Markup waits = new Markup();
		waitReasons.forEach((reason, threads) -> waits.add("<span>{} {}</span>", threads, reason.id()));
		this.table.cell("waits", waits);
	}

	private void age(Ages ages) {
		Markup value = new Markup();
		if (ages.oldest() != null) {
			value.add("{}", Amounts.span(ages.oldest()));
		}
		if (ages.median() != null) {
			value.add(" <small>/ {}</small>", Amounts.span(ages.median()));
		}
		this.table.number("age", "age", value);
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

}
