package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGroup;
import io.tidemark.group.ThreadFamily;
import io.tidemark.group.WaitReason;
import io.tidemark.watch.Measured;
import io.tidemark.watch.Proof;
import io.tidemark.watch.Proofs;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * Finds what each proof is about: the families of its threads, or a resource of its own
 * where it has none. One thread calls it.
 */
final class ProofReadings {

	/** Lines that are named at most. */
	private static final int LINES = 3;

	private static final Duration RECENT = Duration.ofMinutes(1);

	private final Tidemark tidemark;

	private final Proofs proofs;

	private Map<FamilyKey, Proof> ofFamilies = Map.of();

	private Map<ProofReading, Proof> others = Map.of();

	ProofReadings(Tidemark tidemark, Proofs proofs) {
		this.tidemark = tidemark;
		this.proofs = proofs;
	}

	/** What is to be read now of what is no family. */
	List<Measured> read(Instant now) {
		List<Proof> proven = this.proofs.proven(now);
		Map<Long, Proof> byThread = new HashMap<>();
		proven.forEach((proof) -> proof.threads().forEach((thread) -> byThread.putIfAbsent(thread, proof)));
		Set<Proof> placed = place(byThread);
		Map<ProofReading, Proof> others = new HashMap<>();
		boolean counted = isCounted(now);
		proven.stream()
			.filter((proof) -> !placed.contains(proof) && !(counted && proof.isDeadlock()))
			.forEach((proof) -> others.putIfAbsent(ProofReading.of(proof), proof));
		this.others = others;
		List<Measured> readings = new ArrayList<>();
		others.forEach((reading, proof) -> readings.add(new Measured(reading.resource(), proof.count(), Double.NaN)));
		return readings;
	}

	/**
	 * Whether somebody counts families. Of a deadlock whose threads are in none of them
	 * it is not known yet which it is, or it has ended since the last search.
	 */
	private boolean isCounted(Instant now) {
		GroupedSnapshot counted = this.tidemark.counted();
		return counted != null && Duration.between(counted.time(), now).compareTo(RECENT) <= 0;
	}

	/** What is proven of a resource, as a sentence, or {@code null}. */
	@Nullable String of(WatchedResource resource) {
		FamilyReading family = FamilyReading.in(resource);
		if (family != null) {
			Proof proof = (family.stack() == null) ? this.ofFamilies.get(family.family()) : null;
			return (proof != null) ? proof.sentence() + deadlockedAt(family.family()) : null;
		}
		ProofReading reading = ProofReading.in(resource);
		Proof proof = (reading != null) ? this.others.get(reading) : null;
		return (proof != null) ? proof.sentence() : null;
	}

	/** The lines at which its threads are in a deadlock, if somebody saw that. */
	private String deadlockedAt(FamilyKey family) {
		GroupedSnapshot looked = this.tidemark.looked();
		if (looked == null) {
			return "";
		}
		List<String> lines = looked.families()
			.stream()
			.filter((each) -> each.key().equals(family))
			.flatMap((each) -> each.stacks().stream())
			.filter((stack) -> stack.waitReason() == WaitReason.DEADLOCK)
			.map(StackGroup::callerOfTheJdk)
			.filter(Objects::nonNull)
			.map(Object::toString)
			.distinct()
			.limit(LINES)
			.toList();
		return lines.isEmpty() ? "" : ", at " + String.join(" and ", lines);
	}

	/** The proofs that families were found for. */
	private Set<Proof> place(Map<Long, Proof> byThread) {
		Map<FamilyKey, Proof> ofFamilies = new HashMap<>();
		GroupedSnapshot counted = this.tidemark.counted();
		if (counted != null && !byThread.isEmpty()) {
			counted.families().forEach((family) -> place(family, byThread, ofFamilies));
		}
		this.ofFamilies = ofFamilies;
		return new HashSet<>(ofFamilies.values());
	}

	private static void place(ThreadFamily family, Map<Long, Proof> byThread, Map<FamilyKey, Proof> ofFamilies) {
		for (int i = 0; i < family.members().size(); i++) {
			Proof proof = byThread.get(family.members().id(i));
			if (proof != null) {
				ofFamilies.putIfAbsent(family.key(), proof);
				return;
			}
		}
	}

}
