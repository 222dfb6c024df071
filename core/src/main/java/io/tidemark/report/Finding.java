package io.tidemark.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.tidemark.diff.GroupChange;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.Frame;
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
		GroupChange most = most(diff, (group) -> isWorthTelling(group, context));
		GroupChange least = diff.groups().stream().min(Comparator.comparingInt(GroupChange::change)).orElse(null);
		if (most != null) {
			grew(finding, most, diff, context);
		}
		else if (most(diff, (group) -> true) != null) {
			expected(finding, diff);
			hangs(finding, null, diff, context);
		}
		else if (least != null && least.change() < 0) {
			shrank(finding, least, diff);
			hangs(finding, null, diff, context);
		}
		else {
			unchanged(finding, diff);
			hangs(finding, null, diff, context);
		}
		return finding.build();
	}

	/** What is expected is news only if it looks like a mistake all the same. */
	private static boolean isWorthTelling(GroupChange group, ReportContext context) {
		GroupNotes notes = context.notes(group.key());
		return notes.expected() == null || notes.signature() != null;
	}

	/** The group that grew most of these, or {@code null} if none grew. */
	private static @Nullable GroupChange most(SnapshotDiff diff, Predicate<GroupChange> which) {
		return diff.groups()
			.stream()
			.filter((group) -> group.change() > 0)
			.filter(which)
			.max(Comparator.comparingInt(GroupChange::change))
			.orElse(null);
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
		started(finding, group, context);
		GroupNotes notes = context.notes(group.key());
		if (notes.signature() != null) {
			finding.text(" Looks like " + notes.signature().title() + ".");
		}
		long others = diff.groups()
			.stream()
			.filter((other) -> other.change() > 0 && isWorthTelling(other, context))
			.count() - 1;
		if (others > 0) {
			finding.text(" " + Amounts.count((int) others, "other group") + " grew too.");
		}
		hangs(finding, notes.signature(), diff, context);
	}

	/** Of a virtual thread nobody knows the starter; who submitted its task may do. */
	private static void started(Builder finding, GroupChange group, ReportContext context) {
		FamilyOrigin origin = group.origin();
		Frame submitter = context.notes(group.key()).submitter();
		if (origin != null) {
			finding.text(origin.library() ? "Started by library code at " : "Started at ")
				.code(origin.frame().toString())
				.text(".");
		}
		else if (submitter != null) {
			finding.text("Their tasks were submitted at ").code(submitter.toString()).text(".");
		}
		else {
			finding.text("Who started them is " + unknownOrigin(group.key(), context) + ".");
		}
	}

	/**
	 * The gravest mistake that a group looks like, which need not grow.
	 * @param told the one that was told already, or {@code null}
	 */
	private static void hangs(Builder finding, @Nullable Signature told, SnapshotDiff diff, ReportContext context) {
		GroupChange gravest = null;
		Signature worst = told;
		for (GroupChange group : diff.groups()) {
			Signature signature = context.notes(group.key()).signature();
			if (signature != null && (worst == null || signature.rank() < worst.rank())) {
				gravest = group;
				worst = signature;
			}
		}
		if (gravest != null && worst != null) {
			finding.text(" ").code(gravest.key().name()).text(" looks like " + worst.title() + ".");
		}
	}

	private static void expected(Builder finding, SnapshotDiff diff) {
		int groups = (int) diff.groups().stream().filter((group) -> group.change() > 0).count();
		finding.text("Nothing grew " + between(diff) + " but " + Amounts.count(groups, "group")
				+ " whose threads are expected.");
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

	/** The finding for a page. */
	Markup html() {
		Markup html = new Markup();
		this.pieces.forEach((piece) -> html.add(piece.code() ? "<code>{}</code>" : "{}",
				piece.code() ? StackPanel.breakable(piece.text()) : piece.text()));
		return html;
	}

	/**
	 * Part of the sentence.
	 *
	 * @param text the text
	 * @param code whether it is a name from the program rather than prose
	 */
	record Piece(String text, boolean code) {

	}

	/** A finding in the making. */
	static final class Builder {

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
