package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.heap.ClassChange;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HistogramDiff;
import org.jspecify.annotations.Nullable;

/**
 * What the kept histograms say of growth, searched once for each newest one. Any thread
 * may call it.
 */
final class HeapGrowth {

	private final ClassHistograms histograms;

	private volatile @Nullable Found found;

	HeapGrowth(ClassHistograms histograms) {
		this.histograms = histograms;
	}

	/**
	 * The classes that grew in as many histograms as there are for it; from the oldest to
	 * the newest if there are only two.
	 */
	List<GrowingClass> classes() {
		List<ClassHistogram> kept = this.histograms.kept();
		if (kept.isEmpty()) {
			return List.of();
		}
		Found found = this.found;
		if (found == null || found.newest() != kept.get(0)) {
			found = new Found(kept.get(0), search(kept));
			this.found = found;
		}
		return found.classes();
	}

	/** Takes some milliseconds. */
	private List<GrowingClass> search(List<ClassHistogram> kept) {
		for (int observations = ClassHistograms.OBSERVATIONS; observations > 1; observations--) {
			List<GrowingClass> growing = this.histograms.growing(observations);
			if (!growing.isEmpty()) {
				return growing;
			}
		}
		return (kept.size() == 2) ? grownOnce(kept.get(1), kept.get(0)) : List.of();
	}

	private static List<GrowingClass> grownOnce(ClassHistogram from, ClassHistogram to) {
		double hours = Duration.between(from.time(), to.time()).toMillis() / 3_600_000.0;
		List<GrowingClass> grown = new ArrayList<>();
		for (ClassChange change : ClassHistograms.diff(from, to).changes()) {
			if (change.bytesGained() > 0 && hours > 0 && grown.size() < HeapEvidence.TOLD) {
				grown.add(new GrowingClass(change.name(), 1, change.instancesGained(), change.bytesGained(),
						change.instances(), change.bytesGained() / hours, List.of(), 1));
			}
		}
		return grown;
	}

	/**
	 * What came while this class grew, from the first histogram since the growth began,
	 * else from the last before the newest; {@code null} if none is like the newest.
	 */
	@Nullable HistogramDiff of(GrowingClass grown, Instant began) {
		List<ClassHistogram> kept = this.histograms.kept();
		ClassHistogram begin = null;
		for (ClassHistogram earlier : kept.subList(1, Math.min(kept.size(), grown.observations() + 1))) {
			boolean alike = earlier.collected() == kept.get(0).collected();
			if (alike && (begin == null || !earlier.time().isBefore(began))) {
				begin = earlier;
			}
		}
		return (begin != null) ? ClassHistograms.diff(begin, kept.get(0)) : null;
	}

	/** Nothing but a newer histogram changes it. */
	private record Found(ClassHistogram newest, List<GrowingClass> classes) {

	}

}
