package io.tidemark.heap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds which growing class explains the growth of which array or class of the JDK: the
 * one of the application whose objects came in the same ratio in each step, and if there
 * are several, that whose ratio is nearest to one for one. What no class of the
 * application explains is credited to the largest of its like.
 */
final class GrowthCredits {

	private final List<Owner> owners = new ArrayList<>();

	/**
	 * @param growths classes that grew
	 */
	GrowthCredits(List<Growth> growths) {
		List<Growth> largestFirst = growths.stream()
			.sorted(Comparator.comparingLong((Growth growth) -> -growth.bytesGained()).thenComparing(Growth::name))
			.toList();
		largestFirst.stream()
			.filter((growth) -> !growth.needsExplanation())
			.forEach((growth) -> this.owners.add(new Owner(growth)));
		List<Owner> application = List.copyOf(this.owners);
		largestFirst.stream().filter(Growth::needsExplanation).forEach((growth) -> credit(growth, application));
	}

	private void credit(Growth growth, List<Owner> application) {
		Owner owner = nearest(growth, application);
		if (owner == null) {
			owner = nearest(growth, this.owners.subList(application.size(), this.owners.size()));
		}
		if (owner != null) {
			owner.explained.add(growth);
		}
		else {
			this.owners.add(new Owner(growth));
		}
	}

	private static @Nullable Owner nearest(Growth growth, List<Owner> owners) {
		Owner nearest = null;
		double least = Double.POSITIVE_INFINITY;
		for (Owner owner : owners) {
			double distance = growth.distanceTo(owner.growth);
			if (distance < least) {
				nearest = owner;
				least = distance;
			}
		}
		return nearest;
	}

	/** The classes that grew by themselves, those that explain most bytes first. */
	Stream<Owner> owners() {
		return this.owners.stream().sorted(Comparator.comparingLong((Owner owner) -> -owner.bytesGained()));
	}

	/** A class that grew by itself. */
	static final class Owner {

		private final Growth growth;

		private final List<Growth> explained = new ArrayList<>();

		Owner(Growth growth) {
			this.growth = growth;
		}

		Growth growth() {
			return this.growth;
		}

		/** What it explains included. */
		long bytesGained() {
			return this.growth.bytesGained() + this.explained.stream().mapToLong(Growth::bytesGained).sum();
		}

		GrowingClass growing(int observations, Duration length) {
			ClassCount newest = this.growth.newest();
			return new GrowingClass(newest.name(), observations, this.growth.instancesGained(), bytesGained(),
					newest.instances(), bytesGained() * 3.6e12 / length.toNanos(),
					this.explained.stream().map(Growth::name).toList(), newest.loaders());
		}

	}

}
