package io.tidemark.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.tidemark.report.Finding.Builder;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;

/**
 * What a report of leaks says first.
 */
final class LeaksFinding {

	private static final int NAMED = 3;

	private LeaksFinding() {
	}

	/** The finding of all verdicts. */
	static Finding of(List<LeakVerdict> verdicts, LeaksContext context) {
		List<LeakVerdict> accused = verdicts.stream()
			.filter((verdict) -> verdict.grade().accuses())
			.sorted(Comparator.comparing(LeakVerdict::grade).reversed())
			.toList();
		Builder finding = new Builder();
		if (verdicts.isEmpty()) {
			finding.text("No resource is watched yet.");
		}
		else if (accused.isEmpty()) {
			nothing(finding, verdicts, verdicts.stream().filter(context::isTooEarly).toList(), context.time());
		}
		else {
			accuse(finding, accused, verdicts.size());
		}
		return finding.build();
	}

	/** The finding of one verdict. */
	static Finding of(LeakVerdict verdict) {
		Builder finding = new Builder();
		if (verdict.grade() == Grade.UNDECIDED) {
			finding.text("Whether ").code(verdict.name()).text(" leaks cannot be told.");
		}
		else {
			finding.code(verdict.name()).text(switch (verdict.grade()) {
				case CLEAR, UNDECIDED -> " does not leak, as far as can be told.";
				case WATCHING -> " is watched more closely.";
				case SUSPECTED -> " is suspected to leak.";
				case PROBABLE -> " probably leaks.";
				case PROVEN -> " leaks: that is proven.";
			});
		}
		return finding.build();
	}

	private static void nothing(Builder finding, List<LeakVerdict> verdicts, List<LeakVerdict> early, Instant now) {
		int watching = count(verdicts, Grade.WATCHING);
		int undecided = count(verdicts, Grade.UNDECIDED) - early.size();
		if (!early.isEmpty() && early.size() + undecided == verdicts.size()) {
			finding.text("Too early to tell: " + Amounts.count(early.size(), "resource") + " "
					+ ((early.size() == 1) ? "has" : "have") + " been watched for " + Amounts.span(longest(early, now))
					+ ", two minutes are needed");
		}
		else {
			finding.text("Nothing leaks, as far as can be told; ");
			finding.text((watching > 0) ? resources(watching) + " watched more closely"
					: resources(verdicts.size()) + " watched");
			finding.text(early.isEmpty() ? "" : ", " + early.size() + " not long enough to tell");
		}
		finding.text((undecided > 0) ? ", " + undecided + " cannot be told." : ".");
	}

	private static Duration longest(List<LeakVerdict> verdicts, Instant now) {
		return verdicts.stream()
			.map((verdict) -> Duration.between(verdict.judgement().since(), now))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	private static void accuse(Builder finding, List<LeakVerdict> accused, int watched) {
		List<LeakVerdict> leaks = accused.stream()
			.filter((verdict) -> verdict.grade().compareTo(Grade.PROBABLE) >= 0)
			.toList();
		List<LeakVerdict> named = leaks.isEmpty() ? accused : leaks;
		String verb = leaks.isEmpty() ? " may leak: " : (named.size() == 1) ? " leaks: " : " leak: ";
		finding.text(named.size() + " of " + Amounts.count(watched, "watched resource") + verb);
		name(finding, named);
		int suspected = accused.size() - named.size();
		if (suspected > 0) {
			finding.text(" " + suspected + " more " + isOrAre(suspected) + " suspected.");
		}
		int muted = (int) accused.stream().filter((verdict) -> verdict.mute() != null).count();
		if (muted > 0) {
			finding.text(" " + muted + " of these " + isOrAre(muted) + " muted.");
		}
		limit(finding, accused);
	}

	private static void name(Builder finding, List<LeakVerdict> named) {
		int names = Math.min(NAMED, named.size());
		for (int i = 0; i < names; i++) {
			finding.text((i == 0) ? "" : (i == named.size() - 1) ? " and " : ", ")
				.code(named.get(i).name())
				.text(" (" + named.get(i).grade().id() + ")");
		}
		finding.text((names < named.size()) ? " and " + (named.size() - names) + " more." : ".");
	}

	/** The limit that is reached first. */
	private static void limit(Builder finding, List<LeakVerdict> accused) {
		LeakVerdict first = accused.stream()
			.filter((verdict) -> verdict.judgement().timeToLimit() != null)
			.min(Comparator.comparing(LeaksFinding::timeToLimit))
			.orElse(null);
		if (first != null) {
			finding.text(" ")
				.code(first.name())
				.text(" reaches its limit in " + Amounts.span(timeToLimit(first)) + " if it goes on like this.");
		}
	}

	private static Duration timeToLimit(LeakVerdict verdict) {
		return Objects.requireNonNull(verdict.judgement().timeToLimit());
	}

	private static int count(List<LeakVerdict> verdicts, Grade grade) {
		return (int) verdicts.stream().filter((verdict) -> verdict.grade() == grade).count();
	}

	private static String resources(int count) {
		return Amounts.count(count, "resource") + " " + isOrAre(count);
	}

	private static String isOrAre(int count) {
		return (count == 1) ? "is" : "are";
	}

}
