package io.tidemark.heap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.tidemark.origin.OriginFrameFinder;
import org.jspecify.annotations.Nullable;

/**
 * Finds which growing class explains the growth of which array or class of the JDK: one
 * of the application whose objects came in the same ratio in each step, else one of a
 * library, else the largest of its like; of several the one whose ratio is nearest to one
 * for one. What Tidemark keeps explains nobody's growth: it grows while it gets to know
 * the application.
 */
final class GrowthCredits {

	private final List<Owner> owners = new ArrayList<>();

	/** Who may explain others, the likeliest first. */
	private final List<List<Owner>> explainers;

	/**
	 * @param growths classes that grew
	 * @param finder knows the classes of the application
	 */
	GrowthCredits(List<Growth> growths, OriginFrameFinder finder) {
		List<Owner> application = new ArrayList<>();
		List<Owner> libraries = new ArrayList<>();
		List<Owner> unexplained = new ArrayList<>();
		this.explainers = List.of(application, libraries, unexplained);
		List<Growth> largestFirst = growths.stream()
			.sorted(Comparator.comparingLong((Growth growth) -> -growth.bytesGained()).thenComparing(Growth::name))
			.toList();
		for (Growth growth : largestFirst) {
			if (growth.needsExplanation()) {
				continue;
			}
			Owner owner = owner(growth);
			if (finder.isApplication(growth.name())) {
				application.add(owner);
			}
			else if (!OriginFrameFinder.isTidemark(growth.name())) {
				libraries.add(owner);
			}
		}
		largestFirst.stream().filter(Growth::needsExplanation).forEach((growth) -> credit(growth, unexplained));
	}

	private Owner owner(Growth growth) {
		Owner owner = new Owner(growth);
		this.owners.add(owner);
		return owner;
	}

	private void credit(Growth growth, List<Owner> unexplained) {
		for (List<Owner> likely : this.explainers) {
			Owner owner = nearest(growth, likely);
			if (owner != null) {
				owner.explained.add(growth);
				return;
			}
		}
		unexplained.add(owner(growth));
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
