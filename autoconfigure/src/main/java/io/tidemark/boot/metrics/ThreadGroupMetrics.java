package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of families of threads, {@code tidemark.thread.group.size}: at most a fixed
 * number of rows and one for all others, so that the rows always add up to all threads.
 * Families that grew since the baseline have precedence over merely large ones. A family
 * that no longer ranks, or is gone, keeps its row with its true size for
 * {@value #HELD_UPDATES} updates unless a growing one needs it; then its series ends.
 * <p>
 * Nothing is registered before the first update. Safe for use by several threads; a
 * scrape waits for none of them. Holds the rows only, never the list it was given.
 *
 * @since 0.1.0
 */
public final class ThreadGroupMetrics implements MeterBinder {

	/** Rows beside the one for all others, unless said otherwise. */
	public static final int DEFAULT_ROWS = 12;

	static final int HELD_UPDATES = 6;

	private final int limit;

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Map<GroupLabel, GroupRow> rows = new LinkedHashMap<>();

	private @Nullable GroupRow other;

	/**
	 * Meters with this many rows at most.
	 * @param limit rows beside the one for all others, at least 1
	 */
	public ThreadGroupMetrics(int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, found " + limit);
		}
		this.limit = limit;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.rows.values().forEach((row) -> row.addTo(registry));
		if (this.other != null) {
			this.other.addTo(registry);
		}
	}

	/**
	 * Takes the families as they are now.
	 * @param groups families, in any order
	 * @param omitted threads of families that are not in the list
	 */
	public synchronized void update(List<ThreadGroupSize> groups, int omitted) {
		GroupRanking ranking = new GroupRanking(groups);
		List<GroupLabel> chosen = ranking.choose(this.limit, held(ranking));
		dropAllBut(Set.copyOf(chosen));
		int shown = 0;
		for (GroupLabel label : chosen) {
			int size = ranking.size(label);
			this.rows.computeIfAbsent(label, this::add).size(size);
			shown += size;
		}
		other().size(ranking.total() - shown + omitted);
	}

	/** Ends all series, for when nobody looks at the families any more. */
	public synchronized void clear() {
		dropAllBut(Set.of());
		GroupRow other = this.other;
		if (other != null) {
			this.registries.forEach(other::removeFrom);
			this.other = null;
		}
	}

	private Set<GroupLabel> held(GroupRanking ranking) {
		Set<GroupLabel> first = ranking.first(this.limit);
		this.rows.values().forEach((row) -> row.ranked(first.contains(row.label())));
		return this.rows.values()
			.stream()
			.filter((row) -> row.misses() <= HELD_UPDATES)
			.map(GroupRow::label)
			.collect(Collectors.toSet());
	}

	private void dropAllBut(Set<GroupLabel> chosen) {
		Set<GroupLabel> dropped = new HashSet<>(this.rows.keySet());
		dropped.removeAll(chosen);
		for (GroupLabel label : dropped) {
			GroupRow row = this.rows.remove(label);
			this.registries.forEach(row::removeFrom);
		}
	}

	private GroupRow other() {
		if (this.other == null) {
			this.other = add(GroupLabel.OTHER);
		}
		return this.other;
	}

	private GroupRow add(GroupLabel label) {
		GroupRow row = new GroupRow(label);
		this.registries.forEach(row::addTo);
		return row;
	}

}
