package io.tidemark.report;

import java.util.List;
import java.util.Objects;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.ClassChange;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.PauseForecast;
import io.tidemark.report.Finding.Builder;
import io.tidemark.verdict.LeakVerdict;

/**
 * What a report of memory says first: the class that grew and the line that allocated
 * what stayed, or what is missing to tell.
 */
final class HeapFinding {

	/** Histograms that tell growth from chance. */
	private static final int ENOUGH = 3;

	private HeapFinding() {
	}

	static Finding of(HeapPicture picture) {
		Builder finding = new Builder();
		List<LeakVerdict> accused = accused(picture);
		if (!accused.isEmpty()) {
			accuse(finding, accused.get(0));
		}
		if (!picture.growing().isEmpty()) {
			grew(finding, picture.growing());
		}
		else if (picture.prices().unsupported() != null) {
			finding.text(HeapNotes.sentence(picture.prices().unsupported()));
		}
		else if (picture.isOfOne()) {
			one(finding, picture);
		}
		else {
			changed(finding, picture, Objects.requireNonNull(picture.diff()));
		}
		if (!accused.isEmpty() || !picture.growing().isEmpty()) {
			allocated(finding, picture.lines());
		}
		return finding.build();
	}

	/** The memory that is at least suspected to leak. */
	static List<LeakVerdict> accused(HeapPicture picture) {
		return picture.verdicts().stream().filter((verdict) -> verdict.grade().accuses()).toList();
	}

	private static void accuse(Builder finding, LeakVerdict verdict) {
		finding.code(verdict.name()).text(switch (verdict.grade()) {
			case PROVEN -> " leaks: that is proven. ";
			case PROBABLE -> " probably leaks. ";
			default -> " is suspected to leak. ";
		});
	}

	private static void grew(Builder finding, List<GrowingClass> growing) {
		GrowingClass first = growing.get(0);
		finding.code(first.name())
			.text(" grew from histogram to histogram, " + first.observations() + " times in a row, by "
					+ Amounts.bytes(Math.max(0, first.bytesGained())) + HeapNotes.anHour(first, ", "));
		finding.text((growing.size() > 1)
				? "; " + (growing.size() - 1) + " more " + ((growing.size() == 2) ? "class" : "classes") + " grew, too."
				: ".");
	}

	private static void allocated(Builder finding, List<AllocationLine> lines) {
		AllocationLine first = lines.stream().filter((line) -> line.frame() != null).findFirst().orElse(null);
		if (first != null) {
			finding.text(switch (first.source()) {
				case OLD_OBJECTS -> " What stays is allocated most at ";
				case ALLOCATION_SAMPLES -> " It is allocated most at ";
				case ALLOCATION_BYTES -> " As many bytes as stay are allocated at ";
			}).code(String.valueOf(first.frame())).text(" (" + HeapNotes.percent(first.share()) + ").");
		}
	}

	private static void one(Builder finding, HeapPicture picture) {
		int kept = picture.kept().size();
		finding.text((kept == 0) ? "No histogram has been taken yet"
				: (kept == 1) ? "There is one histogram, and two are needed to tell what grew"
						: "A histogram is compared with itself");
		PauseForecast price = picture.prices().histogram();
		finding.text((price != null) ? "; the next one " + HeapNotes.price(price) + "." : ".");
	}

	private static void changed(Builder finding, HeapPicture picture, HistogramDiff diff) {
		ClassChange most = diff.changes()
			.stream()
			.filter((change) -> change.bytesGained() > 0)
			.findFirst()
			.orElse(null);
		String between = HeapNotes.time(diff);
		if (most == null) {
			finding.text("No class gained bytes " + between + ".");
		}
		else {
			finding.code(most.name()).text(" gained most, " + Amounts.bytes(most.bytesGained()) + " " + between + ".");
		}
		finding.text(
				(picture.kept().size() < ENOUGH) ? " %d histograms are needed to tell growth from chance, there are %d."
					.formatted(ENOUGH, picture.kept().size()) : " None grew from each histogram to the next.");
	}

}
