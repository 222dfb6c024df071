package io.tidemark.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.heap.ClassChange;
import io.tidemark.heap.HistogramDiff;

/**
 * How the classes of a package changed together.
 *
 * @param name name of the package, the empty string for arrays of primitives and the
 * unnamed package
 * @param instancesBefore objects in the older histogram
 * @param instances objects in the newer one
 * @param bytesBefore bytes in the older one
 * @param bytes bytes in the newer one
 */
record PackageChange(String name, long instancesBefore, long instances, long bytesBefore, long bytes) {

	/** The packages of classes that changed, most bytes gained first. */
	static List<PackageChange> of(HistogramDiff diff) {
		Map<String, PackageChange> packages = new LinkedHashMap<>();
		diff.changes().forEach((change) -> packages.merge(packageName(change.name()), of(change), PackageChange::plus));
		return packages.values().stream().sorted(Comparator.comparingLong((change) -> -change.bytesGained())).toList();
	}

	private static PackageChange of(ClassChange change) {
		return new PackageChange(packageName(change.name()), change.instancesBefore(), change.instances(),
				change.bytesBefore(), change.bytes());
	}

	private PackageChange plus(PackageChange other) {
		return new PackageChange(this.name, this.instancesBefore + other.instancesBefore,
				this.instances + other.instances, this.bytesBefore + other.bytesBefore, this.bytes + other.bytes);
	}

	private static String packageName(String className) {
		int dot = className.lastIndexOf('.');
		return (dot > 0) ? className.substring(0, dot) : "";
	}

	long bytesGained() {
		return this.bytes - this.bytesBefore;
	}

	/** Its name for people. */
	String title() {
		return this.name.isEmpty() ? "arrays of primitives" : this.name;
	}

}
