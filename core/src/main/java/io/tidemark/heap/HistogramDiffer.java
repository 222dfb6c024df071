package io.tidemark.heap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Compares two histograms class by class.
 */
final class HistogramDiffer {

	private final Map<String, String> credits = new HashMap<>();

	/**
	 * @param growing growing classes, to which the growth of others is credited
	 */
	HistogramDiffer(List<GrowingClass> growing) {
		growing.forEach((owner) -> owner.explains().forEach((name) -> this.credits.put(name, owner.name())));
	}

	/** A class that one of them left out, as it was too small, counts as not there. */
	HistogramDiff diff(ClassHistogram from, ClassHistogram to) {
		Map<String, ClassCount> before = new HashMap<>();
		from.classes().forEach((count) -> before.put(count.name(), count));
		List<ClassChange> changes = new ArrayList<>();
		to.classes().forEach((count) -> changes.add(change(before.remove(count.name()), count)));
		before.values().forEach((count) -> changes.add(change(count, null)));
		changes.removeIf((change) -> change.bytesGained() == 0 && change.instancesGained() == 0);
		changes.sort(Comparator.comparingLong((ClassChange change) -> -change.bytesGained())
			.thenComparing(ClassChange::name));
		return new HistogramDiff(from, to, changes);
	}

	private ClassChange change(@Nullable ClassCount before, @Nullable ClassCount after) {
		ClassCount named = (after != null) ? after : before;
		if (named == null) {
			throw new IllegalArgumentException("expected a class in one of two histograms");
		}
		return new ClassChange(named.name(), named.module(), (before != null) ? before.instances() : 0,
				(after != null) ? after.instances() : 0, (before != null) ? before.bytes() : 0,
				(after != null) ? after.bytes() : 0, this.credits.get(named.name()));
	}

}
