package io.tidemark.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.StackChange;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Writes results for a terminal during an incident: the finding in the first line, then
 * the groups that changed with their stacks, then the others in one line each. Lines hold
 * 80 to 120 columns except where a frame or a name is longer; those are never cut, so
 * that they can be searched for. May be used by any number of threads.
 *
 * @since 0.1.0
 */
public final class TextReport {

	private static final int STACKS = 3;

	private static final int FRAMES = 12;

	/**
	 * The diff as text. Groups come in the order of the diff, at most
	 * {@link ReportContext#limit()}.
	 */
	public String diff(SnapshotDiff diff, ReportContext context) {
		TextPage page = new TextPage();
		page.line(Finding.of(diff, context).text());
		page.line("");
		page.line("from  " + identity(diff.from()));
		page.line("to    " + identity(diff.to()));
		page.line("      " + diff.started() + " started, " + diff.ended() + " ended, " + diff.unchanged() + " in both");
		writeCost(page, diff.to().groups().cost());
		page.failing(context.failing());
		List<GroupChange> groups = context.limited(diff.groups());
		groups.stream().filter((group) -> group.change() != 0).forEach((group) -> writeGroup(page, group, context));
		writeUnchanged(page, groups.stream().filter((group) -> group.change() == 0).toList(), context);
		page.omitted(context.omitted(diff.groups()), "group");
		writeKept(page, context);
		return page.text();
	}

	/**
	 * The snapshot as text. Groups come largest first, at most
	 * {@link ReportContext#limit()}.
	 */
	public String snapshot(KeptSnapshot snapshot, ReportContext context) {
		TextPage page = new TextPage();
		page.line(Finding.of(snapshot).text());
		page.line("");
		page.line("snapshot  " + identity(snapshot));
		writeCost(page, snapshot.groups().cost());
		page.failing(context.failing());
		List<ThreadFamily> families = snapshot.groups().families();
		context.limited(families).forEach((family) -> writeFamily(page, family, snapshot.groups(), context));
		page.omitted(context.omitted(families), "group");
		writeKept(page, context);
		return page.text();
	}

	private static String identity(KeptSnapshot snapshot) {
		StringJoiner result = new StringJoiner("  ");
		result.add(label(snapshot));
		GroupedSnapshot groups = snapshot.groups();
		result.add(Amounts.time(groups.time()));
		result.add(Amounts.count(groups.platformThreads(), "platform thread"));
		String virtual = Amounts.virtualThreads(groups.virtualThreads());
		if (!virtual.isEmpty()) {
			result.add(virtual);
		}
		if (groups.omitted() > 0) {
			result.add(groups.omitted() + " of them in no group kept");
		}
		return result.toString();
	}

	/** Its id, with its name and whether it is the baseline. */
	static String label(KeptSnapshot snapshot) {
		return snapshot.id() + ((snapshot.name() != null) ? " " + snapshot.name() : "")
				+ (snapshot.baseline() ? " (baseline)" : "");
	}

	private static void writeCost(TextPage page, CaptureCost cost) {
		page.line("cost  " + Amounts.cost(cost.wall()) + ", " + pause(cost) + " (" + cost.method().id() + ")");
	}

	private static String pause(CaptureCost cost) {
		if (cost.pause().isZero()) {
			return "stopped nothing";
		}
		return "stopped the application for " + Amounts.cost(cost.pause()) + ", at most "
				+ Amounts.cost(cost.longestPause()) + " at once";
	}

	private static void writeGroup(TextPage page, GroupChange group, ReportContext context) {
		page.line("");
		page.line(column(Amounts.signed(group.change())) + "  " + title(group.key()) + "  " + group.before() + " → "
				+ group.after() + churn(group));
		writeOrigin(page, group.key(), group.origin(), context);
		NotesText.write(page::detail, context.notes(group.key()));
		page.detail("waits", waits(group.waitReasons()));
		page.detail("lock", LockSentence.of(group.locks()));
		page.detail("age", age(new Ages(group.oldest(), group.medianAge())));
		page.detail("used", used(group));
		List<StackChange> stacks = group.stacks().stream().limit(STACKS).toList();
		for (StackChange stack : stacks) {
			writeStack(page, Amounts.count(stack.after(), "thread") + " (" + Amounts.signed(stack.change()) + ")",
					stack.state(), stack.waitReason(), stack.stack(), stack.sampleThreads());
		}
		writeMoreStacks(page, group.stacks().size() - stacks.size(), group.omittedStacks());
	}

	private static void writeFamily(TextPage page, ThreadFamily family, GroupedSnapshot snapshot,
			ReportContext context) {
		page.line("");
		page.line(column(Integer.toString(family.size())) + "  " + title(family.key()));
		writeOrigin(page, family.key(), family.origin(), context);
		NotesText.write(page::detail, context.notes(family.key()));
		page.detail("waits", waits(family.waitReasons()));
		page.detail("lock", LockSentence.of(family.locks()));
		page.detail("age", age(Ages.of(family.members(), snapshot.time())));
		List<StackGroup> stacks = family.stacks().stream().limit(STACKS).toList();
		for (StackGroup stack : stacks) {
			writeStack(page, Amounts.count(stack.threads(), "thread"), stack.state(), stack.waitReason(), stack.stack(),
					stack.sampleThreads());
		}
		writeMoreStacks(page, family.stacks().size() - stacks.size(), family.omittedStacks());
	}

	private static String title(FamilyKey key) {
		return key.name() + (key.virtual() ? " (virtual)" : "");
	}

	private static String churn(GroupChange group) {
		int turnover = group.started() + group.ended();
		if (turnover <= Math.abs(group.change())) {
			return "";
		}
		return "  (" + group.started() + " started, " + group.ended() + " ended)";
	}

	private static void writeOrigin(TextPage page, FamilyKey key, @Nullable FamilyOrigin origin,
			ReportContext context) {
		if (origin == null) {
			page.detail("started", Finding.unknownOrigin(key, context));
			return;
		}
		page.origin(origin);
	}

	private static String waits(Map<WaitReason, Integer> waitReasons) {
		return waitReasons.entrySet()
			.stream()
			.map((entry) -> entry.getValue() + " " + entry.getKey().id())
			.collect(Collectors.joining(", "));
	}

	private static String age(Ages ages) {
		StringJoiner result = new StringJoiner(", ");
		if (ages.oldest() != null) {
			result.add("oldest " + Amounts.span(ages.oldest()));
		}
		if (ages.median() != null) {
			result.add("median " + Amounts.span(ages.median()));
		}
		return result.toString();
	}

	private static String used(GroupChange group) {
		StringJoiner result = new StringJoiner(", ");
		if (group.cpu() != null) {
			result.add(Amounts.cost(group.cpu()) + " CPU");
		}
		if (group.allocatedBytes() != null) {
			result.add(Amounts.bytes(group.allocatedBytes()) + " allocated");
		}
		return result.toString();
	}

	private static void writeStack(TextPage page, String size, Thread.State state, WaitReason waitReason,
			StackTrace stack, List<String> sampleThreads) {
		page.detail("stack", size + " " + state + ", " + waitReason.id()
				+ (sampleThreads.isEmpty() ? "" : ": " + String.join(", ", sampleThreads)));
		StackExcerpt.of(stack, FRAMES).forEach((line) -> page.detail("", "   " + line));
	}

	private static void writeMoreStacks(TextPage page, int stacks, int threads) {
		if (stacks > 0) {
			page.detail("", "… " + Amounts.count(stacks, "more stack"));
		}
		if (threads > 0) {
			page.detail("", "… " + Amounts.count(threads, "thread") + " at other places");
		}
	}

	private static void writeUnchanged(TextPage page, List<GroupChange> groups, ReportContext context) {
		if (groups.isEmpty()) {
			return;
		}
		page.line("");
		page.line("unchanged");
		for (GroupChange group : groups) {
			page.line(column(Integer.toString(group.after())) + "  " + title(group.key()) + churn(group) + "  "
					+ waits(group.waitReasons()));
			NotesText.writeWhatHangs(page::detail, context.notes(group.key()));
		}
	}

	private static void writeKept(TextPage page, ReportContext context) {
		if (!context.kept().isEmpty()) {
			page.line("");
			page.line("kept  " + context.kept().stream().map(TextReport::label).collect(Collectors.joining(", ")));
		}
	}

	private static String column(String number) {
		return String.format(Locale.ROOT, "%6s", number);
	}

}
