package io.tidemark.heap;

/**
 * How all classes of one package changed from one histogram to another.
 *
 * @param name the package; empty for arrays of primitives and the unnamed package
 * @param classes number of its classes that changed
 * @param instancesGained objects that came
 * @param bytesGained bytes that came
 * @since 0.1.0
 */
public record PackageChange(String name, int classes, long instancesGained, long bytesGained) {

	static PackageChange of(String name, ClassChange change) {
		return new PackageChange(name, 1, change.instancesGained(), change.bytesGained());
	}

	PackageChange plus(PackageChange other) {
		return new PackageChange(this.name, this.classes + other.classes, this.instancesGained + other.instancesGained,
				this.bytesGained + other.bytesGained);
	}

}
