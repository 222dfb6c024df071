package io.tidemark.heap;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one histogram to another.
 *
 * @param from the older one
 * @param to the newer one
 * @param changes the classes that changed, most bytes gained first
 * @since 0.1.0
 */
public record HistogramDiff(ClassHistogram from, ClassHistogram to, List<ClassChange> changes) {

	public HistogramDiff {
		changes = List.copyOf(changes);
	}

	/** The changes by package, most bytes gained first. */
	public List<PackageChange> packages() {
		Map<String, PackageChange> packages = new HashMap<>();
		for (ClassChange change : this.changes) {
			String name = change.packageName();
			packages.merge(name, PackageChange.of(name, change), PackageChange::plus);
		}
		return packages.values()
			.stream()
			.sorted(Comparator.comparingLong((PackageChange change) -> -change.bytesGained())
				.thenComparing(PackageChange::name))
			.toList();
	}

}
