package io.tidemark.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.ThreadFamily;

/**
 * Moves the baseline from the moment the application was ready to the moment it has
 * settled. What servers and libraries started meanwhile belongs to the baseline; what the
 * application's own code started does not, for it may be a leak that began with the first
 * request.
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
		Map<FamilyKey, ThreadFamily> atReady = new LinkedHashMap<>();
		ready.families().forEach((family) -> atReady.put(family.key(), family));
		List<ThreadFamily> families = new ArrayList<>();
		Set<FamilyKey> absorbed = new HashSet<>();
		for (ThreadFamily family : settled.families()) {
			ThreadFamily before = atReady.get(family.key());
			if (isWarmUp(family, (before != null) ? before.size() : 0)) {
				families.add(family);
				absorbed.add(family.key());
			}
		}
		atReady.values().stream().filter((family) -> !absorbed.contains(family.key())).forEach(families::add);
		int virtual = families.stream().filter((family) -> family.key().virtual()).mapToInt(ThreadFamily::size).sum();
		int platform = families.stream().mapToInt(ThreadFamily::size).sum() - virtual;
		return new GroupedSnapshot(settled.time(), families, platform, virtual, ready.omitted(), settled.cost());
	}

	private static boolean isWarmUp(ThreadFamily family, int before) {
		FamilyOrigin origin = family.origin();
		return (origin != null) ? origin.library() : family.size() - before <= UNKNOWN;
	}

}
