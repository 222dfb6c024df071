package io.tidemark.verdict;

import java.util.Comparator;
import java.util.Locale;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import org.jspecify.annotations.Nullable;

/**
 * Says of memory what grew, where it was allocated and who holds it, as far as that is
 * known.
 */
final class MemorySentences {

	private static final double THOUSAND = 1_000;

	private MemorySentences() {
	}

	/** What goes on a sentence about growth; empty if nothing is known. */
	static String clauses(HeapSuspects suspects) {
		StringBuilder text = new StringBuilder();
		GrowingClass grown = grown(suspects);
		if (grown != null) {
			text.append("; ").append(grew(grown));
		}
		AllocationLine line = line(suspects);
		if (line != null) {
			text.append("; ").append(allocated(line));
		}
		if (suspects.holder() != null) {
			text.append("; held by ").append(suspects.holder());
		}
		return text.toString();
	}

	/** Where to look, or {@code null} if neither class nor line nor holder is known. */
	static @Nullable String advice(HeapSuspects suspects) {
		GrowingClass grown = grown(suspects);
		AllocationLine line = line(suspects);
		if (suspects.holder() != null) {
			return "Bound " + suspects.holder() + "; it holds " + what(grown, line) + '.';
		}
		if (line != null) {
			return "Look who keeps " + what(grown, line) + ", and bound it or let it go.";
		}
		return (grown != null) ? "Look who keeps objects of " + grown.name() + ", and bound it or let them go." : null;
	}

	private static String what(@Nullable GrowingClass grown, @Nullable AllocationLine line) {
		if (line == null) {
			return (grown != null) ? "objects of " + grown.name() : "what grew";
		}
		String name = (grown != null) ? grown.name() : line.className();
		return "the objects of " + name + " that come from " + line.frame();
	}

	/** The class that explains most. */
	private static @Nullable GrowingClass grown(HeapSuspects suspects) {
		return suspects.classes().stream().max(Comparator.comparing(Agreement::isCounted)).orElse(null);
	}

	private static String grew(GrowingClass grown) {
		String by = " by " + bytes(grown.bytesGained());
		return (grown.observations() >= Agreement.OBSERVATIONS)
				? grown.name() + " grew over each of " + (grown.observations() + 1) + " histograms" + by
				: grown.name() + " grew from one histogram to the next" + by;
	}

	/** The likeliest line of somebody's code; a few objects are chance. */
	private static @Nullable AllocationLine line(HeapSuspects suspects) {
		return suspects.lines()
			.stream()
			.filter((line) -> line.frame() != null
					&& (line.source() != AllocationLine.Source.OLD_OBJECTS || line.samples() >= Agreement.SAMPLES))
			.findFirst()
			.orElse(null);
	}

	private static String allocated(AllocationLine line) {
		String percent = Math.round(100 * line.share()) + " % of the ";
		return switch (line.source()) {
			case OLD_OBJECTS ->
				percent + "old objects were allocated at " + line.frame() + ", mostly " + line.className();
			case ALLOCATION_SAMPLES ->
				percent + "sampled allocations of " + line.className() + " are at " + line.frame();
			case ALLOCATION_BYTES ->
				line.frame() + " allocates about as many bytes of " + line.className() + " as stay";
		};
	}

	/** Such as {@code 41 MB}, in steps of a thousand. */
	static String bytes(double bytes) {
		String[] units = { "bytes", "kB", "MB", "GB", "TB" };
		int unit = 0;
		while (bytes >= THOUSAND && unit < units.length - 1) {
			bytes /= THOUSAND;
			unit++;
		}
		return String.format(Locale.ROOT, (bytes < 10 && unit > 0) ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
	}

}
