package io.tidemark.diff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.tidemark.group.StackGroup;

/**
 * The stack groups of a family some of whose threads are counted in another one. A family
 * knows its threads and its stacks but not who stood where, so which stacks go with the
 * threads is a guess; that none is counted twice is not.
 */
final class StackPool {

	private final Map<Place, StackGroup> groups = new LinkedHashMap<>();

	StackPool(Collection<StackGroup> groups) {
		groups.forEach(this::add);
	}

	private void add(StackGroup group) {
		this.groups.merge(Place.of(group), group,
				(present, added) -> present.withThreads(present.threads() + added.threads()));
	}

	/**
	 * Moves stacks of a number of threads to another pool; fewer if there are not as
	 * many.
	 * @param threads how many threads are counted elsewhere
	 * @param to where they are counted
	 * @param likely tells where these threads stood if they have not moved since
	 */
	void move(int threads, StackPool to, Predicate<Place> likely) {
		int missing = moveWhere(likely, threads, to);
		moveWhere((place) -> true, missing, to);
	}

	private int moveWhere(Predicate<Place> condition, int threads, StackPool to) {
		int missing = threads;
		Iterator<Map.Entry<Place, StackGroup>> entries = this.groups.entrySet().iterator();
		while (missing > 0 && entries.hasNext()) {
			Map.Entry<Place, StackGroup> entry = entries.next();
			if (condition.test(entry.getKey())) {
				StackGroup group = entry.getValue();
				int moved = Math.min(missing, group.threads());
				missing -= moved;
				to.add(group.withThreads(moved));
				if (moved == group.threads()) {
					entries.remove();
				}
				else {
					entry.setValue(group.withThreads(group.threads() - moved));
				}
			}
		}
		return missing;
	}

	List<StackGroup> groups() {
		return List.copyOf(this.groups.values());
	}

}
