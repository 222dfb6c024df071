package io.tidemark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.OldObjects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was seen of memory until now, to be joined to who may be to blame.
 *
 * @param growing classes that grew, those that explain most bytes first
 * @param histograms number of histograms that are kept
 * @param noHistogram why there is no further one, as a sentence, or {@code null}
 * @param objects the old objects, or {@code null} before they were collected
 * @param survived what was allocated before has survived; {@code null} if nothing has
 * @param noObjects why there are none, as a sentence, or {@code null}
 * @param held who is at the end of a path to old objects, or {@code null}
 * @param lines finds the lines of old objects
 * @param weighed finds the lines that allocate as much of a class as stays
 * @param allocations finds the lines that allocate a class
 * @param growsWithIt what of ours grows at the same time, or {@code null}
 * @param coincidence what came with the steps of the floor, or {@code null}
 */
record HeapSeen(List<GrowingClass> growing, int histograms, @Nullable String noHistogram, @Nullable OldObjects objects,
		@Nullable Instant survived, @Nullable String noObjects, @Nullable String held,
		Function<OldObjects, List<AllocationLine>> lines, Function<GrowingClass, List<AllocationLine>> weighed,
		Function<String, List<AllocationLine>> allocations, @Nullable String growsWithIt,
		@Nullable String coincidence) {

	/** Histograms that are needed for a class to have grown over them. */
	private static final int HISTOGRAMS = 3;

	/** Steps from one histogram to the next that are two at least. */
	private static final int STEPS = HISTOGRAMS - 1;

	/**
	 * Who may be to blame for memory of this kind.
	 * @param now the time
	 * @param began since when it grows
	 */
	HeapSuspects suspects(HeapEvidence kind, Instant now, Instant began) {
		List<GrowingClass> classes = kind.classes(this.growing);
		OldObjects objects = (this.objects != null) ? kind.objects(this.objects, began, this.survived) : null;
		List<AllocationLine> lines = lines(objects, classes);
		return new HeapSuspects(now, classes, lines, (kind == HeapEvidence.HEAP) ? holder() : null, this.coincidence,
				undecided(classes, objects, lines));
	}

	/** Of objects of the heap: what they hold outside of it may have another. */
	private @Nullable String holder() {
		return (this.held != null) ? this.held : this.growsWithIt;
	}

	/** Those of old objects, and those of allocations where these are silent. */
	private List<AllocationLine> lines(@Nullable OldObjects objects, List<GrowingClass> classes) {
		List<AllocationLine> lines = new ArrayList<>();
		if (objects != null && !objects.objects().isEmpty()) {
			lines.addAll(this.lines.apply(objects));
		}
		if (!HeapEvidence.pointSomewhere(lines)) {
			lines.addAll(0, allocated(classes));
		}
		return lines.stream().limit(HeapEvidence.TOLD).toList();
	}

	/**
	 * Of the first class that is known to be allocated anywhere: as much as stays, else
	 * most often. What came from one histogram to the next may be garbage, whose line
	 * would be that of the busiest code.
	 */
	private List<AllocationLine> allocated(List<GrowingClass> classes) {
		for (GrowingClass grown : classes.stream().filter(HeapSeen::isCounted).toList()) {
			List<AllocationLine> weighed = this.weighed.apply(grown);
			if (!weighed.isEmpty()) {
				return weighed;
			}
			List<String> names = new ArrayList<>(List.of(grown.name()));
			names.addAll(grown.explains());
			for (String name : names) {
				List<AllocationLine> lines = this.allocations.apply(name);
				if (!lines.isEmpty()) {
					return lines;
				}
			}
		}
		return List.of();
	}

	private @Nullable String undecided(List<GrowingClass> classes, @Nullable OldObjects objects,
			List<AllocationLine> lines) {
		List<String> reasons = new ArrayList<>();
		if (classes.stream().noneMatch(HeapSeen::isCounted)) {
			reasons.add(noClass());
		}
		if (lines.stream().noneMatch((line) -> line.frame() != null)) {
			reasons.add(noLine(objects));
		}
		return reasons.isEmpty() ? null : String.join(" ", reasons);
	}

	private static boolean isCounted(GrowingClass grown) {
		return grown.observations() >= STEPS;
	}

	private String noClass() {
		String known = (this.histograms >= HISTOGRAMS)
				? String.format(Locale.ROOT, "No class of it grew over the last %d histograms.", HISTOGRAMS)
				: String.format(Locale.ROOT, "The class is not known, histograms so far: %d of %d.", this.histograms,
						HISTOGRAMS);
		return (this.noHistogram != null) ? known + " " + ended(this.noHistogram) : known;
	}

	private String noLine(@Nullable OldObjects objects) {
		return "The line is not known: " + ended(whyNoLine(objects));
	}

	private String whyNoLine(@Nullable OldObjects objects) {
		if (this.noObjects != null) {
			return this.noObjects;
		}
		if (objects == null) {
			return "nobody has asked for old objects yet";
		}
		String because = objects.because();
		return (because != null) ? because : String.format(Locale.ROOT,
				"of what was allocated since the growth began %d old objects were sampled", objects.objects().size());
	}

	private static String ended(String sentence) {
		return sentence.endsWith(".") ? sentence : sentence + ".";
	}

}
