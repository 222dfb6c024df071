package io.tidemark.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for each other. A thread waits for one lock at most and a lock has
 * one owner at most, so each thread is visited once.
 *
 * @since 0.1.0
 */
public final class WaitCycles {

	private WaitCycles() {
	}

	/**
	 * The threads that stand in a cycle; not those that only wait for one of them.
	 * @param waitsFor owner of the lock for which a thread waits, by the thread's
	 * identifier
	 */
	public static Set<Long> find(Map<Long, Long> waitsFor) {
		Set<Long> cycles = new HashSet<>();
		Map<Long, Long> visited = new HashMap<>();
		for (Long start : waitsFor.keySet()) {
			Long thread = follow(start, waitsFor, visited);
			if (thread != null && start.equals(visited.get(thread))) {
				cycles.addAll(cycle(thread, waitsFor));
			}
		}
		return cycles;
	}

	/** Visits what was not visited before, and says where the way ends. */
	private static @Nullable Long follow(Long start, Map<Long, Long> waitsFor, Map<Long, Long> visited) {
		Long thread = start;
		while (thread != null && visited.putIfAbsent(thread, start) == null) {
			thread = waitsFor.get(thread);
		}
		return thread;
	}

	private static List<Long> cycle(Long member, Map<Long, Long> waitsFor) {
		List<Long> cycle = new ArrayList<>();
		Long thread = member;
		do {
			cycle.add(thread);
			thread = waitsFor.get(thread);
		}
		while (!thread.equals(member));
		return cycle;
	}

}
