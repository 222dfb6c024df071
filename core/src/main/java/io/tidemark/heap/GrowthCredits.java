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

	/**
	 * A class of a library must have gained one byte for each so many that it explains:
	 * some grow with the application's data, and of these one has any ratio by chance.
	 */
	private static final int EXPLAINED_BY_ONE = 100;

	private final List<Owner> owners = new ArrayList<>();

	private final List<Owner> application = new ArrayList<>();

	private final List<Owner> libraries = new ArrayList<>();

	/** Arrays and classes of the JDK that nobody explains. */
	private final List<Owner> unexplained = new ArrayList<>();

	/**
	 * @param growths classes that grew
	 * @param finder knows the classes of the application
	 */
	GrowthCredits(List<Growth> growths, OriginFrameFinder finder) {
		List<Growth> largestFirst = growths.stream()
			.sorted(Comparator.comparingLong((Growth growth) -> -growth.bytesGained()).thenComparing(Growth::name))
			.toList();
		for (Growth growth : largestFirst) {
			if (growth.needsExplanation()) {
				continue;
			}
			Owner owner = owner(growth);
			if (finder.isApplication(growth.name())) {
				this.application.add(owner);
			}
			else if (!OriginFrameFinder.isTidemark(growth.name())) {
				this.libraries.add(owner);
			}
		}
		largestFirst.stream().filter(Growth::needsExplanation).forEach(this::credit);
	}

	private Owner owner(Growth growth) {
		Owner owner = new Owner(growth);
		this.owners.add(owner);
		return owner;
	}

	private void credit(Growth growth) {
		List<Owner> large = this.libraries.stream()
			.filter((owner) -> owner.growth.bytesGained() * EXPLAINED_BY_ONE >= growth.bytesGained())
			.toList();
		for (List<Owner> likely : List.of(this.application, large, this.unexplained)) {
			Owner owner = nearest(growth, likely);
			if (owner != null) {
				owner.explained.add(growth);
				return;
			}
		}
		this.unexplained.add(owner(growth));
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
