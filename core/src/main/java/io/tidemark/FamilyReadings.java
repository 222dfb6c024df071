package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.ThreadFamily;
import io.tidemark.watch.Measured;
import io.tidemark.watch.Stillness;
import io.tidemark.watch.StillStack;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * Turns the newest count of the families into readings: each family, and those stacks
 * within families at which threads stand still, at most {@value #STACKS}. One thread
 * calls it.
 */
final class FamilyReadings {

	/** Stacks within families that are watched at most. */
	static final int STACKS = 100;

	/** A count that is older, and after which several are missing, is none. */
	private static final Duration OLD = Duration.ofMinutes(1);

	private static final int MISSING = 3;

	private final Tidemark tidemark;

	private Map<FamilyKey, WatchedResource> resources = new HashMap<>();

	private Map<FamilyKey, ThreadFamily> families = Map.of();

	private List<Measured> newest = List.of();

	private @Nullable Instant counted;

	/** Time between the last two counts, which may be far apart. */
	private Duration apart = Duration.ZERO;

	FamilyReadings(Tidemark tidemark) {
		this.tidemark = tidemark;
	}

	/** What is to be read now; readings are missing if nobody counts any more. */
	List<Measured> read(Instant now) {
		GroupedSnapshot counted = this.tidemark.counted();
		if (counted == null || isOld(counted.time(), now)) {
			return this.newest.stream()
				.map((measured) -> new Measured(measured.resource(), Double.NaN, Double.NaN))
				.toList();
		}
		this.newest = readings(counted, now);
		return this.newest;
	}

	private boolean isOld(Instant time, Instant now) {
		if (this.counted != null && time.isAfter(this.counted)) {
			this.apart = Duration.between(this.counted, time);
		}
		this.counted = time;
		Duration missing = this.apart.multipliedBy(MISSING);
		return Duration.between(time, now).compareTo((missing.compareTo(OLD) > 0) ? missing : OLD) > 0;
	}

	/** The family as it was counted last, or {@code null} if it is no more. */
	@Nullable ThreadFamily family(FamilyKey key) {
		return this.families.get(key);
	}

	/** How many threads have such names, whoever started them. */
	int threads(String name, boolean virtual) {
		return this.families.values()
			.stream()
			.filter((family) -> family.key().name().equals(name) && family.key().virtual() == virtual)
			.mapToInt(ThreadFamily::size)
			.sum();
	}

	private List<Measured> readings(GroupedSnapshot counted, Instant now) {
		Map<FamilyKey, WatchedResource> resources = new HashMap<>();
		Map<FamilyKey, ThreadFamily> families = new HashMap<>();
		List<Measured> readings = new ArrayList<>();
		List<Measured> stacks = new ArrayList<>();
		for (ThreadFamily family : counted.families()) {
			FamilyKey key = family.key();
			WatchedResource known = this.resources.get(key);
			WatchedResource resource = (known != null) ? known : FamilyReading.of(key);
			Stillness stillness = this.tidemark.still().of(family, now);
			readings.add(new Measured(resource, family.size(), stillness.still()));
			stillness.stacks().forEach((stack) -> stacks.add(reading(key, stack)));
			resources.put(key, resource);
			families.put(key, family);
		}
		this.resources = resources;
		this.families = families;
		stacks.sort(Comparator.comparingDouble(Measured::stagnant).reversed());
		readings.addAll(stacks.subList(0, Math.min(STACKS, stacks.size())));
		return readings;
	}

	private static Measured reading(FamilyKey family, StillStack stack) {
		return new Measured(FamilyReading.of(family, stack), stack.threads(), stack.still());
	}

}
