package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tidemark.heap.AllocationShare;

/**
 * The series of one allocation meter: a fixed number of rows at most and one for all
 * others, so that they always add up. A row stays for {@value #HELD_UPDATES} updates
 * after its name was last among the first, so that series do not flap; a newcomer waits
 * for a free row. Nothing is registered before the first update.
 */
final class AllocationRows {

	static final int HELD_UPDATES = 6;

	static final String OTHER = "other";

	/** Keeps a scrape small whatever a package or a path is called. */
	private static final int LONGEST = 200;

	private final TidemarkMeter meter;

	private final String tag;

	private final int limit;

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Map<String, AllocationRow> rows = new LinkedHashMap<>();

	AllocationRows(TidemarkMeter meter, String tag, int limit) {
		this.meter = meter;
		this.tag = tag;
		this.limit = limit;
	}

	synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.rows.values().forEach((row) -> row.addTo(registry));
	}

	/**
	 * Takes the shares as they are now.
	 * @param shares the largest first; without rates or if empty nothing changes
	 */
	synchronized void update(List<AllocationShare> shares) {
		if (shares.isEmpty() || shares.get(0).bytesPerSecond() < 0) {
			return;
		}
		Map<String, Double> rates = new LinkedHashMap<>();
		shares.forEach((share) -> rates.merge(label(share.name()), share.bytesPerSecond(), Double::sum));
		double total = rates.values().stream().mapToDouble(Double::doubleValue).sum();
		rates.remove(OTHER);
		choose(rates);
		Map<String, AllocationRow> named = new HashMap<>(this.rows);
		named.remove(OTHER);
		named.forEach((name, row) -> row.rate(rates.getOrDefault(name, 0.0)));
		double shown = named.keySet().stream().mapToDouble((name) -> rates.getOrDefault(name, 0.0)).sum();
		row(OTHER).rate(Math.max(0, total - shown));
	}

	/** Ends all series, for when nobody samples any more. */
	synchronized void clear() {
		Set.copyOf(this.rows.keySet()).forEach(this::drop);
	}

	private void choose(Map<String, Double> rates) {
		Set<String> first = rates.keySet().stream().limit(this.limit).collect(Collectors.toSet());
		this.rows.forEach((name, row) -> row.ranked(first.contains(name) || name.equals(OTHER)));
		this.rows.entrySet()
			.stream()
			.filter((row) -> row.getValue().misses() > HELD_UPDATES)
			.map(Map.Entry::getKey)
			.toList()
			.forEach(this::drop);
		for (String name : rates.keySet()) {
			int named = this.rows.size() - (this.rows.containsKey(OTHER) ? 1 : 0);
			if (first.contains(name) && named < this.limit) {
				row(name);
			}
		}
	}

	private AllocationRow row(String name) {
		return this.rows.computeIfAbsent(name, (any) -> {
			AllocationRow row = new AllocationRow(this.meter, Tags.of(this.tag, name));
			this.registries.forEach(row::addTo);
			return row;
		});
	}

	private void drop(String name) {
		AllocationRow row = this.rows.remove(name);
		this.registries.forEach(row::removeFrom);
	}

	private static String label(String name) {
		if (name.isBlank()) {
			return "unknown"; // Prometheus takes an empty label for one that is not there
		}
		return (name.length() > LONGEST) ? name.substring(0, LONGEST) : name;
	}

}
