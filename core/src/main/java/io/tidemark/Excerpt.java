package io.tidemark;

import java.util.Set;
import java.util.stream.Collectors;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;

/**
 * Some families of a snapshot, so that the price of comparing them does not depend on the
 * others.
 */
final class Excerpt {

	private Excerpt() {
	}

	/**
	 * These families and all others of the same names: who started a thread may have
	 * become known between two snapshots, and what is expected is expected of all.
	 */
	static GroupedSnapshot of(GroupedSnapshot groups, Set<FamilyKey> families) {
		Set<FamilyKey> names = families.stream().map(Excerpt::ofAnyone).collect(Collectors.toSet());
		return new GroupedSnapshot(groups.time(),
				groups.families().stream().filter((family) -> names.contains(ofAnyone(family.key()))).toList(),
				groups.platformThreads(), groups.virtualThreads(), groups.omitted(), groups.cost());
	}

	private static FamilyKey ofAnyone(FamilyKey key) {
		return new FamilyKey(key.name(), null, key.virtual());
	}

}
