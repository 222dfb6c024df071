package io.tidemark.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import io.tidemark.jvm.PartState;
import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakVerdict;

/**
 * Writes verdicts for a terminal during an incident: the finding in the first line, then
 * what leaks with its reason and its advice, then the others in one line each. Lines are
 * those of {@link TextReport}. May be used by any number of threads.
 *
 * @since 0.1.0
 */
public final class LeaksText {

	/** The verdicts that pass the filter as text, worst grade first. */
	public String verdicts(List<LeakVerdict> verdicts, LeaksContext context) {
		List<LeakVerdict> passing = context.filter().passing(verdicts);
		List<LeakVerdict> told = context.filter().told(passing);
		TextPage page = new TextPage();
		page.line(LeaksFinding.of(verdicts, context).text());
		page.line("");
		page.line("time  " + Amounts.time(context.time()));
		page.line("      " + Amounts.count(verdicts.size(), "resource") + " watched"
				+ ((context.dropped() > 0) ? ", " + context.dropped() + " dropped: there are too many" : ""));
		writeShadow(page, context);
		List<LeakVerdict> early = told.stream().filter(context::isTooEarly).toList();
		List<LeakVerdict> clear = told.stream().filter((verdict) -> verdict.grade() == Grade.CLEAR).toList();
		told.stream()
			.filter((verdict) -> verdict.grade() != Grade.CLEAR && !context.isTooEarly(verdict))
			.forEach((verdict) -> write(page, verdict));
		writeShort(page, "too early to tell", early);
		writeShort(page, Grade.CLEAR.id(), clear);
		page.omitted(passing.size() - told.size(), "resource");
		ContainerSection.write(page, context.container());
		PoolSection.write(page, context.pools());
		writeParts(page, context.observer());
		return page.text();
	}

	/** One verdict with its changes as text. */
	public String verdict(LeakDetail detail, LeaksContext context) {
		LeakVerdict verdict = detail.verdict();
		TextPage page = new TextPage();
		page.line(LeaksFinding.of(verdict).text());
		page.line("");
		page.line("time  " + Amounts.time(context.time()));
		writeShadow(page, context);
		write(page, verdict);
		if (!detail.changes().isEmpty()) {
			page.line("");
			page.line("changes");
			detail.changes().forEach((change) -> page.line(change(change)));
		}
		return page.text();
	}

	private static void writeShadow(TextPage page, LeaksContext context) {
		if (context.shadow()) {
			page.line("      shadow mode: verdicts are made and shown, and nobody is told");
		}
		page.failing(ObserverTable.failing(context.observer()));
	}

	private static void write(TextPage page, LeakVerdict verdict) {
		Judgement judgement = verdict.judgement();
		page.line("");
		page.line(column(judgement.grade()) + title(verdict));
		page.detail("because", judgement.reason());
		page.detail("now", LeaksNotes.now(verdict));
		page.detail("growth", growth(verdict));
		page.detail("limit", limit(verdict));
		LeaksNotes.write(page::detail, verdict);
		if (verdict.origin() != null) {
			page.origin(verdict.origin());
		}
		page.detail("since", Amounts.time(judgement.since()));
		page.detail("id", verdict.id());
	}

	private static String title(LeakVerdict verdict) {
		String tags = LeaksNotes.tagged(verdict);
		return verdict.name() + "  " + verdict.kind().id() + (tags.isEmpty() ? "" : "  " + tags);
	}

	private static String growth(LeakVerdict verdict) {
		String growth = LeaksNotes.growth(verdict);
		if (growth.isEmpty()) {
			return "";
		}
		Trend trend = verdict.judgement().trend();
		String interval = LeaksNotes.interval(verdict);
		return growth + " an hour"
				+ (interval.isEmpty() ? " over " + Amounts.span(trend.span()) : " (" + interval + ")");
	}

	private static String limit(LeakVerdict verdict) {
		StringJoiner result = new StringJoiner(", ");
		String limit = LeaksNotes.limit(verdict);
		if (limit.isEmpty()) {
			return "";
		}
		result.add(limit);
		Duration left = verdict.judgement().timeToLimit();
		if (left != null) {
			String between = LeaksNotes.leftBetween(verdict.judgement());
			result.add("reached in " + Amounts.span(left) + (between.isEmpty() ? "" : " (" + between + ")"));
		}
		return result.toString();
	}

	private static void writeShort(TextPage page, String heading, List<LeakVerdict> verdicts) {
		if (verdicts.isEmpty()) {
			return;
		}
		page.line("");
		page.line(heading);
		for (LeakVerdict verdict : verdicts) {
			page.line("        " + title(verdict) + "  " + LeaksNotes.now(verdict));
		}
	}

	private static void writeParts(TextPage page, List<PartState> parts) {
		if (parts.isEmpty()) {
			return;
		}
		page.line("");
		page.line("Tidemark itself");
		for (PartState part : parts) {
			page.line("        " + part.part() + (part.works() ? " works" : " is off") + ", "
					+ Amounts.count(part.runs(), "run") + ", took " + Amounts.cost(part.wall()) + ", paused "
					+ Amounts.cost(part.pause()));
		}
	}

	private static String change(LeakChange change) {
		return "        " + Amounts.time(change.time()) + "  " + change.from().id() + " → "
				+ change.verdict().grade().id() + ": " + change.verdict().judgement().reason();
	}

	private static String column(Grade grade) {
		return String.format(Locale.ROOT, "%-11s", grade.id());
	}

}
