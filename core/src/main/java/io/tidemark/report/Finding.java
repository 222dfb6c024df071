package io.tidemark.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.ThreadFamily;
import io.tidemark.verdict.Signature;
import org.jspecify.annotations.Nullable;

/**
 * What a report says first: which group grew most and who started it, in one or two
 * sentences.
 *
 * @param pieces the text in order
 */
record Finding(List<Piece> pieces) {

	Finding {
		pieces = List.copyOf(pieces);
	}

	/** The finding of a diff. */
	static Finding of(SnapshotDiff diff, ReportContext context) {
		Builder finding = new Builder();
		GroupChange most = diff.groups().stream().max(Comparator.comparingInt(GroupChange::change)).orElse(null);
		GroupChange least = diff.groups().stream().min(Comparator.comparingInt(GroupChange::change)).orElse(null);
		if (most != null && most.change() > 0) {
			grew(finding, most, diff, context);
		}
		else if (least != null && least.change() < 0) {
			shrank(finding, least, diff);
			hangs(finding, diff, context);
		}
		else {
			unchanged(finding, diff);
			hangs(finding, diff, context);
		}
		return finding.build();
	}

	/** The finding of one snapshot: how many threads there are and which group leads. */
	static Finding of(KeptSnapshot snapshot) {
		Builder finding = new Builder();
		List<ThreadFamily> families = snapshot.groups().families();
		int threads = snapshot.groups().threads();
		finding.text(Amounts.count(threads, "thread") + " in " + Amounts.count(families.size(), "group"));
		if (!families.isEmpty()) {
			ThreadFamily largest = families.get(0);
			finding.text("; the largest is ")
				.code(largest.key().name())
				.text(" with " + Amounts.count(largest.size(), "thread"));
		}
		return finding.text(".").build();
	}

	private static void grew(Builder finding, GroupChange group, SnapshotDiff diff, ReportContext context) {
		change(finding, group, "grew", diff);
		finding.text(". ");
		FamilyOrigin origin = group.origin();
		if (origin == null) {
			finding.text("Who started them is " + unknownOrigin(group.key(), context) + ".");
		}
		else {
			finding.text(origin.library() ? "Started by library code at " : "Started at ")
				.code(origin.frame().toString())
				.text(".");
		}
		Signature signature = context.notes(group.key()).signature();
		if (signature != null) {
			finding.text(" Looks like " + signature.title() + ".");
		}
		long others = diff.groups().stream().filter((other) -> other.change() > 0).count() - 1;
		if (others > 0) {
			finding.text(" " + Amounts.count((int) others, "other group") + " grew too.");
		}
		if (signature == null) {
			hangs(finding, diff, context);
		}
	}

	/** The mistake that a group looks like which hangs: it need not grow. */
	private static void hangs(Builder finding, SnapshotDiff diff, ReportContext context) {
		for (GroupChange group : diff.groups()) {
			Signature signature = context.notes(group.key()).signature();
			if (signature != null) {
				finding.text(" ").code(group.key().name()).text(" looks like " + signature.title() + ".");
				return;
			}
		}
	}

	private static void shrank(Builder finding, GroupChange group, SnapshotDiff diff) {
		finding.text("No group grew; ");
		change(finding, group, "shrank", diff);
		finding.text(".");
	}

	private static void change(Builder finding, GroupChange group, String verb, SnapshotDiff diff) {
		finding.code(group.key().name())
			.text(" " + verb + " by " + Amounts.count(Math.abs(group.change()), "thread") + " " + between(diff)
					+ ", from " + group.before() + " to " + group.after());
	}

	private static void unchanged(Builder finding, SnapshotDiff diff) {
		if (diff.from().id().equals(diff.to().id())) {
			finding.text("Nothing changed: snapshot " + diff.from().id() + " is compared with itself.");
			return;
		}
		finding.text("Nothing changed " + between(diff) + ": no group of threads grew or shrank.");
		if (diff.started() > 0 || diff.ended() > 0) {
			finding.text(" " + Amounts.count(diff.started(), "thread") + " started and " + diff.ended() + " ended.");
		}
	}

	private static String between(SnapshotDiff diff) {
		Duration between = Duration.between(diff.from().groups().time(), diff.to().groups().time());
		return (between.toSeconds() < 1) ? "within a second" : "in " + Amounts.span(between);
	}

	/**
	 * That nobody is named, and the reason in few words. The sentence of the part itself
	 * stands with the parts that do not work.
	 */
	static String unknownOrigin(FamilyKey key, ReportContext context) {
		if (context.failing().stream().anyMatch((part) -> part.part().equals("origins"))) {
			return "not known (origins are off)";
		}
		return key.virtual() ? "not known (not recorded for virtual threads)" : "not known (start not recorded)";
	}

	/** The finding as plain text. */
	String text() {
		return this.pieces.stream().map(Piece::text).collect(Collectors.joining());
	}

	/**
	 * Part of the sentence.
	 *
	 * @param text the text
	 * @param code whether it is a name from the program rather than prose
	 */
	record Piece(String text, boolean code) {

	}

	private static final class Builder {

		private final List<Piece> pieces = new ArrayList<>();

		Builder text(String text) {
			this.pieces.add(new Piece(text, false));
			return this;
		}

		Builder code(String text) {
			this.pieces.add(new Piece(text, true));
			return this;
		}

		Finding build() {
			return new Finding(this.pieces);
		}

	}

}
