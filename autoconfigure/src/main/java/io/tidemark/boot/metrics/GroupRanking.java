package io.tidemark.boot.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which families get a row of their own. Those that grew since the baseline come first,
 * the fastest ahead, because a leak of 30 threads must be seen among twenty healthy pools
 * of 50; then those that have a row already, so that series do not flap; then the
 * largest.
 */
final class GroupRanking {

	private static final Comparator<Entry> BY_GROWTH = Comparator.comparingInt(Entry::gained).reversed();

	private static final Comparator<Entry> BY_SIZE = Comparator.comparingInt(Entry::size)
		.reversed()
		.thenComparing(Entry::label);

	private final Map<GroupLabel, Entry> entries = new HashMap<>();

	GroupRanking(List<ThreadGroupSize> groups) {
		for (ThreadGroupSize group : groups) {
			GroupLabel label = GroupLabel.of(group);
			this.entries.merge(label, new Entry(label, group.size(), group.growth()), Entry::plus);
		}
	}

	/** Families that would get a row if none had one yet. */
	Set<GroupLabel> first(int limit) {
		return new HashSet<>(labels(this.entries.values(), BY_GROWTH.thenComparing(BY_SIZE), limit));
	}

	/**
	 * Families that get a row.
	 * @param limit how many rows there are at most
	 * @param held families that keep their row as long as none that grows needs it, also
	 * if they have no threads any more
	 * @return best first
	 */
	List<GroupLabel> choose(int limit, Set<GroupLabel> held) {
		Map<GroupLabel, Entry> candidates = new HashMap<>(this.entries);
		held.forEach((label) -> candidates.putIfAbsent(label, new Entry(label, 0, 0)));
		Comparator<Entry> heldFirst = Comparator.comparing((entry) -> !held.contains(entry.label()));
		return labels(candidates.values(), BY_GROWTH.thenComparing(heldFirst).thenComparing(BY_SIZE), limit);
	}

	int size(GroupLabel label) {
		Entry entry = this.entries.get(label);
		return (entry != null) ? entry.size() : 0;
	}

	int total() {
		return this.entries.values().stream().mapToInt(Entry::size).sum();
	}

	private static List<GroupLabel> labels(Collection<Entry> entries, Comparator<Entry> order, int limit) {
		return entries.stream().sorted(order).limit(limit).map(Entry::label).toList();
	}

	private record Entry(GroupLabel label, int size, int growth) {

		/** One label may stand for platform and virtual threads, and for cut names. */
		Entry plus(Entry other) {
			return new Entry(this.label, this.size + other.size, this.growth + other.growth);
		}

		int gained() {
			return Math.max(this.growth, 0);
		}

	}

}
