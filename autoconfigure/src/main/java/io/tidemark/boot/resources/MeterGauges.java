package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of Micrometer that a property names. They are looked for at each ask, because
 * many appear with the first use of what they measure; until then their entry is blind.
 * An entry that fits several gauges watches each of them, at most {@value #MOST} in all.
 * A reading costs what the gauge costs; looking goes through all meters once an entry.
 *
 * @since 0.1.0
 */
public final class MeterGauges implements ResourceSource {

	/** Gauges at most. */
	public static final int MOST = 50;

	private final Supplier<@Nullable MeterRegistry> registry;

	private final List<GaugeEntry> entries;

	private final Map<Meter.Id, Slot> slots = new HashMap<>();

	private final List<BlindSource> blind = new ArrayList<>();

	/**
	 * @param registry where the gauges are, {@code null} if there is none
	 * @param entries which of them
	 */
	public MeterGauges(Supplier<@Nullable MeterRegistry> registry, List<GaugeEntry> entries) {
		this.registry = registry;
		this.entries = List.copyOf(entries);
	}

	@Override
	public String name() {
		return "gauges";
	}

	@Override
	public List<WatchedResource> resources() {
		this.blind.clear();
		Map<Meter.Id, Slot> found = new HashMap<>();
		List<WatchedResource> resources = new ArrayList<>();
		for (GaugeEntry entry : this.entries) {
			Collection<Meter> meters = meters(entry);
			String because = because(meters);
			if (because != null) {
				blind(entry, because);
			}
			for (Meter meter : meters) {
				if (meter instanceof Gauge gauge && !found.containsKey(meter.getId())) {
					add(entry, gauge, found, resources);
				}
			}
		}
		this.slots.clear();
		this.slots.putAll(found);
		return resources;
	}

	private Collection<Meter> meters(GaugeEntry entry) {
		MeterRegistry registry = this.registry.get();
		return (registry != null) ? registry.find(entry.name()).tags(tags(entry)).meters() : List.of();
	}

	private void add(GaugeEntry entry, Gauge gauge, Map<Meter.Id, Slot> found, List<WatchedResource> resources) {
		if (found.size() >= MOST) {
			blind(entry, "of the gauges that fit the entries the first %d are watched".formatted(MOST));
			return;
		}
		Slot slot = this.slots.getOrDefault(gauge.getId(), new Slot());
		slot.gauge = gauge;
		found.put(gauge.getId(), slot);
		resources.add(resource(entry, gauge.getId(), slot));
	}

	private static WatchedResource resource(GaugeEntry entry, Meter.Id id, Slot slot) {
		String unit = (entry.unit() != null) ? entry.unit() : id.getBaseUnit();
		WatchedResource resource = WatchedResource.of(entry.name(), (unit != null && !unit.isBlank()) ? unit : "units",
				slot::value);
		for (var tag : id.getTags()) {
			resource = resource.withTag(tag.getKey(), tag.getValue());
		}
		return Double.isNaN(entry.limit()) ? resource : resource.withLimit(entry.limit());
	}

	private static @Nullable String because(Collection<Meter> meters) {
		if (meters.isEmpty()) {
			return "no meter has this name and these tags so far";
		}
		return meters.stream()
			.filter((meter) -> !(meter instanceof Gauge))
			.findFirst()
			.map((meter) -> "expected a gauge, found a meter of type " + meter.getId().getType())
			.orElse(null);
	}

	private void blind(GaugeEntry entry, String because) {
		this.blind.add(new BlindSource("gauge '" + entry.text() + "'", because));
	}

	@Override
	public List<BlindSource> blind() {
		return List.copyOf(this.blind);
	}

	private static String[] tags(GaugeEntry entry) {
		return entry.tags()
			.entrySet()
			.stream()
			.flatMap((tag) -> List.of(tag.getKey(), tag.getValue()).stream())
			.toArray(String[]::new);
	}

	/** The gauge that is registered now, which may have been registered anew. */
	private static final class Slot {

		private @Nullable Gauge gauge;

		double value() {
			return (this.gauge != null) ? this.gauge.value() : Double.NaN;
		}

	}

}
