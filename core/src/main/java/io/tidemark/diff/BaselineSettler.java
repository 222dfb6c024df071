package io.tidemark.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.Members;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Moves the baseline from the moment the application was ready to the moment it has
 * settled. What servers and libraries started meanwhile belongs to the baseline; what the
 * application's own code started does not, for it may be a leak that began with the first
 * request. What ended meanwhile is gone: it would be missed in every comparison.
 *
 * @since 0.1.0
 */
public final class BaselineSettler {

	/**
	 * Threads of one family that are absorbed although nobody saw who started them. Those
	 * are the ones that started before the recorder ran: its own, the JVM's, a server's.
	 * One or two are no leak yet, and a leak goes on.
	 */
	private static final int UNKNOWN = 2;

	/**
	 * The baseline to compare with from now on.
	 * @param ready grouping of the moment the application was ready
	 * @param settled grouping of the moment its threads stopped changing
	 */
	public GroupedSnapshot settle(GroupedSnapshot ready, GroupedSnapshot settled) {
		Map<FamilyKey, Integer> before = new HashMap<>();
		ready.families().forEach((family) -> before.put(family.key(), family.size()));
		List<ThreadFamily> families = new ArrayList<>();
		Set<FamilyKey> absorbed = new HashSet<>();
		Set<Long> elsewhere = ended(ready, settled);
		for (ThreadFamily family : settled.families()) {
			if (isWarmUp(family, before.getOrDefault(family.key(), 0))) {
				families.add(family);
				absorbed.add(family.key());
				family.members().forEach((member) -> elsewhere.add(member.id()));
			}
		}
		for (ThreadFamily family : ready.families()) {
			boolean gone = absorbed.contains(family.key()) || isGone(family, settled);
			ThreadFamily rest = gone ? null : without(elsewhere, family);
			if (rest != null) {
				families.add(rest);
			}
		}
		families.sort(Comparator.comparingInt((family) -> -family.size()));
		return settled(families, ready, settled);
	}

	/**
	 * Threads of families that have none left. Of the others threads may have ended too,
	 * and new ones have taken their place: there the size counts, not who it was.
	 */
	private static Set<Long> ended(GroupedSnapshot ready, GroupedSnapshot settled) {
		Set<FamilyKey> alive = new HashSet<>();
		Set<Long> ended = new HashSet<>();
		settled.families().forEach((family) -> alive.add(family.key()));
		ready.families()
			.stream()
			.filter((family) -> !alive.contains(family.key()))
			.forEach((family) -> family.members().forEach((member) -> ended.add(member.id())));
		settled.families().forEach((family) -> family.members().forEach((member) -> ended.remove(member.id())));
		return ended;
	}

	/** Of threads that were only counted, a family is all that can end. */
	private static boolean isGone(ThreadFamily family, GroupedSnapshot settled) {
		return family.members().size() == 0
				&& settled.families().stream().noneMatch((other) -> other.key().equals(family.key()));
	}

	private static GroupedSnapshot settled(List<ThreadFamily> families, GroupedSnapshot ready,
			GroupedSnapshot settled) {
		int virtual = families.stream().filter((family) -> family.key().virtual()).mapToInt(ThreadFamily::size).sum();
		int platform = families.stream().mapToInt(ThreadFamily::size).sum() - virtual;
		List<ThreadFamily> largest = families.subList(0, Math.min(StackGrouper.FAMILIES, families.size()));
		int omitted = virtual + platform - largest.stream().mapToInt(ThreadFamily::size).sum();
		return new GroupedSnapshot(settled.time(), largest, platform,
				new VirtualThreads(settled.virtualThreads().answer(), virtual, settled.virtualThreads().because()),
				ready.omitted() + omitted, settled.cost());
	}

	/**
	 * The family without threads that have ended, or are counted elsewhere because their
	 * origin became known between the two moments; {@code null} if none is left.
	 */
	private static @Nullable ThreadFamily without(Set<Long> threads, ThreadFamily family) {
		List<Members.Member> rest = new ArrayList<>();
		family.members().forEach((member) -> {
			if (!threads.contains(member.id())) {
				rest.add(member);
			}
		});
		int moved = family.members().size() - rest.size();
		if (moved == 0) {
			return family;
		}
		StackPool stacks = new StackPool(family.stacks());
		stacks.move(moved, new StackPool(List.of()), (place) -> true);
		return (rest.isEmpty() && family.folded() == 0) ? null
				: new ThreadFamily(family.key(), family.origin(), Members.of(rest), family.folded(), family.container(),
						stacks.groups(), family.omittedStacks(), family.waitReasons(), family.locks());
	}

	private static boolean isWarmUp(ThreadFamily family, int before) {
		FamilyOrigin origin = family.origin();
		int growth = family.size() - before;
		return growth <= 0 || ((origin != null) ? origin.library() : growth <= UNKNOWN);
	}

}
