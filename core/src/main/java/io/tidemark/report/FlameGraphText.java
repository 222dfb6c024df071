package io.tidemark.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.heap.OldObjects;

/**
 * What stands around a flame graph: what is shown, what its colors mean, and what
 * vanished, which a reader who looks for growth would overlook.
 */
final class FlameGraphText {

	static final String SURVIVORS = "Where what stays was allocated";

	private static final int VANISHED = 20;

	private FlameGraphText() {
	}

	static String title(SnapshotDiff diff) {
		return "Threads from %s to %s".formatted(TextReport.label(diff.from()), TextReport.label(diff.to()));
	}

	static String title(KeptSnapshot snapshot) {
		return "Threads of snapshot " + TextReport.label(snapshot);
	}

	static Markup about(SnapshotDiff diff, List<CountedStack> stacks, ReportContext context) {
		Markup html = Markup.of("<div>{}, then {}: {} started, {} ended.", seen(diff.from()), seen(diff.to()),
				diff.started(), diff.ended());
		html.add(" A column is a stack, its group at the top, as wide as the larger of its threads before and"
				+ " after.</div>");
		html.add("<div class=\"colors\">{}{}{}{}</div>", color("#ffdd33", "new"), color("#ff6060", "more threads"),
				color("#6060ff", "fewer, or none left"), color("#e0e0e0", "as before, or on the way to a change"));
		return html.add("{}{}", vanished(stacks), links(SnapshotLinks.query(diff, context) + "&"));
	}

	static Markup about(KeptSnapshot snapshot, ReportContext context) {
		Markup html = Markup.of("<div>{}. A column is a stack, its group at the top, as wide as it has threads.</div>",
				seen(snapshot));
		html.add("<div class=\"colors\">{}{}{}{}</div>", color("#e17d00", "group"),
				color("#50e150", "application and libraries"), color("#50cccc", "JDK"),
				color("#c8c83c", "not captured or not kept"));
		return html.add("{}", links("?limit=" + context.limit() + "&"));
	}

	static Markup about(OldObjects survivors, SurvivorWeight weight, HeapContext context) {
		Markup html = Markup.of(
				"<div>{} that still lived at {}. A column is the stack of an allocation, the class of what was"
						+ " allocated at its end, as wide as it has {}s.</div>",
				Amounts.count(survivors.objects().size(), "sampled object"), Amounts.time(survivors.time()),
				weight.noun());
		html.add("<div class=\"colors\">{}{}{}{}</div>", color("#e17d00", "class"),
				color("#50e150", "application and libraries"), color("#50cccc", "JDK"), color("#c8c83c", "no stack"));
		String query = "?limit=" + context.limit() + "&";
		SurvivorWeight other = (weight == SurvivorWeight.SAMPLES) ? SurvivorWeight.BYTES : SurvivorWeight.SAMPLES;
		return html.add(
				"<div class=\"links\"><a href=\"{}format=html\">Memory</a>"
						+ "<a href=\"{}format=flamegraph&amp;weight={}\">By {}</a>"
						+ "<a href=\"{}format=folded&amp;weight={}\">Folded stacks</a></div>",
				query, query, other.id(), other.id(), query, weight.id());
	}

	private static String seen(KeptSnapshot snapshot) {
		GroupedSnapshot groups = snapshot.groups();
		String virtual = Amounts.virtualThreads(groups.virtualThreads());
		return Amounts.count(groups.platformThreads(), "platform thread") + (virtual.isEmpty() ? "" : ", " + virtual)
				+ " at " + Amounts.time(groups.time());
	}

	/** A color, by a constant of ours. */
	private static Markup color(String color, String meaning) {
		return Markup.of("<span><i style=\"background:{}\"></i>{}</span>", color, meaning);
	}

	private static Markup links(String query) {
		return Markup.of(
				"<div class=\"links\"><a href=\"{}format=html\">All groups</a>"
						+ "<a href=\"{}format=text\">As text</a><a href=\"{}format=folded\">Folded stacks</a></div>",
				query, query, query);
	}

	private static Markup vanished(List<CountedStack> stacks) {
		List<CountedStack> vanished = stacks.stream()
			.filter((stack) -> stack.before() > 0 && stack.after() == 0)
			.sorted(Comparator.comparingInt((stack) -> -stack.before()))
			.toList();
		if (vanished.isEmpty()) {
			return new Markup();
		}
		int threads = vanished.stream().mapToInt(CountedStack::before).sum();
		Markup html = Markup.of("<details><summary>{} vanished, with {}</summary><ul>",
				Amounts.count(vanished.size(), "stack"), Amounts.count(threads, "thread"));
		vanished.stream().limit(VANISHED).forEach((stack) -> html.add("{}", vanished(stack)));
		if (vanished.size() > VANISHED) {
			html.add("<li>{}</li>", Amounts.count(vanished.size() - VANISHED, "more stack"));
		}
		return html.add("</ul></details>");
	}

	/** One of them, with the method that a reader recognizes. */
	private static Markup vanished(CountedStack stack) {
		String place = Stream
			.concat(stack.stack().frames().stream().filter((frame) -> !StackExcerpt.isJdk(frame)),
					stack.stack().frames().stream())
			.map(Object::toString)
			.findFirst()
			.orElse(CountedStack.NO_STACK);
		return Markup.of("<li>{} of <code>{}</code> at <code>{}</code></li>", Amounts.count(stack.before(), "thread"),
				String.join(" ", stack.root()), place);
	}

}
