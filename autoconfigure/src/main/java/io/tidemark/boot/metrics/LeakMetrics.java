package io.tidemark.boot.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;

/**
 * Verdicts, {@code tidemark.leaks.*}. {@code tidemark.leaks} has a row for each kind and
 * each of the three grades that accuse, also without a resource, so that no series of it
 * appears with the first leak and rules can compare with 0; the other grades are for the
 * endpoint and would double the 30 rows. The worst {@value #ROWS} resources have age,
 * growth and time to the limit in rows of their own, all others one row {@code other}:
 * with them it is at most 64 series, of which 38 are there in a healthy service.
 * <p>
 * What is muted, and everything in shadow mode, is counted in
 * {@code tidemark.leaks.muted} and nowhere else, so that rules need not know of either.
 * In shadow mode there is no {@code tidemark.leaks}: 0 would say that nothing leaks. No
 * gauge is registered before the first update. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class LeakMetrics implements MeterBinder {

	/** Resources with rows of their own. */
	public static final int ROWS = 8;

	private static final String RESOURCES = "resources";

	private static final List<Grade> ACCUSING = List.of(Grade.SUSPECTED, Grade.PROBABLE, Grade.PROVEN);

	private final boolean shadow;

	private final List<Gauges> gauges = new ArrayList<>();

	private volatile long dropped;

	/**
	 * @param shadow whether nobody is told of verdicts
	 */
	public LeakMetrics(boolean shadow) {
		this.shadow = shadow;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("tidemark.leaks.dropped", this, (metrics) -> metrics.dropped)
			.description("Resources that are no longer watched, or never were, because there are too many")
			.baseUnit(RESOURCES)
			.register(registry);
		this.gauges.add(new Gauges(registry));
	}

	/**
	 * Takes the verdicts as they are now.
	 * @param verdicts one for each resource, in any order
	 * @param dropped how often a resource was given up so far because there are too many
	 * @param now the time
	 */
	public synchronized void update(List<LeakVerdict> verdicts, long dropped, Instant now) {
		List<LeakVerdict> told = new ArrayList<>();
		List<LeakVerdict> muted = new ArrayList<>();
		verdicts.stream()
			.filter((verdict) -> verdict.grade().accuses())
			.forEach((verdict) -> ((this.shadow || verdict.mute() != null) ? muted : told).add(verdict));
		List<LeakRow> rows = rows(told, now);
		this.dropped = dropped;
		for (Gauges gauges : this.gauges) {
			gauges.counts(this.shadow ? Map.of() : counts(told), byGrade(muted));
			gauges.watched(verdicts.size());
			gauges.worst(rows);
		}
	}

	/** Ends all series, for when nobody judges any more. */
	public synchronized void clear() {
		this.gauges.forEach(Gauges::clear);
	}

	private static Map<Tags, Long> counts(List<LeakVerdict> told) {
		Map<Tags, Long> rows = new LinkedHashMap<>();
		for (ResourceKind kind : ResourceKind.values()) {
			for (Grade grade : ACCUSING) {
				long count = told.stream().filter((leak) -> leak.kind() == kind && leak.grade() == grade).count();
				rows.put(Tags.of("kind", kind.id(), "grade", grade.id()), count);
			}
		}
		return rows;
	}

	private static Map<Tags, Long> byGrade(List<LeakVerdict> verdicts) {
		Map<Grade, Long> counts = new EnumMap<>(Grade.class);
		verdicts.forEach((verdict) -> counts.merge(verdict.grade(), 1L, Long::sum));
		Map<Tags, Long> rows = new LinkedHashMap<>();
		ACCUSING.forEach((grade) -> rows.put(Tags.of("grade", grade.id()), counts.getOrDefault(grade, 0L)));
		return rows;
	}

	/** The worst ones and one for all others, if there are any. */
	private static List<LeakRow> rows(Collection<LeakVerdict> told, Instant now) {
		Map<LeakLabel, LeakRow> byLabel = new HashMap<>();
		told.forEach((verdict) -> byLabel.merge(LeakLabel.of(verdict), LeakRow.of(verdict, now), LeakRow::worst));
		List<LeakRow> all = byLabel.values().stream().sorted(LeakRow.WORST_FIRST).toList();
		List<LeakRow> rows = new ArrayList<>(all.subList(0, Math.min(ROWS, all.size())));
		all.stream().skip(ROWS).map(LeakRow::asOther).reduce(LeakRow::worst).ifPresent(rows::add);
		return rows;
	}

	/** The gauges of one registry. */
	private static final class Gauges {

		private final GaugeRows leaks;

		private final GaugeRows muted;

		private final GaugeRows watched;

		private final GaugeRows age;

		private final GaugeRows growth;

		private final GaugeRows left;

		Gauges(MeterRegistry registry) {
			this.leaks = new GaugeRows("tidemark.leaks",
					"Resources that are suspected of leaking, without those that are muted", RESOURCES, registry);
			this.muted = new GaugeRows("tidemark.leaks.muted",
					"Resources that are suspected of leaking and muted, or held back by shadow mode", RESOURCES,
					registry);
			this.watched = new GaugeRows("tidemark.leaks.watched", "Resources that are watched", RESOURCES, registry);
			this.age = new GaugeRows("tidemark.leaks.age", "Time since a suspected resource has its grade", "seconds",
					registry);
			// No base unit: the tag has it.
			this.growth = new GaugeRows("tidemark.leaks.growth.per.hour",
					"What a suspected resource gains an hour, load taken away", null, registry);
			this.left = new GaugeRows("tidemark.leaks.time.to.limit",
					"Time until a suspected resource reaches its limit if it goes on like this", "seconds", registry);
		}

		void counts(Map<Tags, Long> leaks, Map<Tags, Long> muted) {
			this.leaks.show(leaks);
			this.muted.show(muted);
		}

		void watched(int watched) {
			this.watched.show(Map.of(Tags.empty(), watched));
		}

		void worst(List<LeakRow> rows) {
			this.age.show(ages(rows));
			this.growth.show(known(rows, LeakRow::growth));
			this.left.show(known(rows, LeakRow::left));
		}

		private static Map<Tags, Double> ages(List<LeakRow> rows) {
			Map<Tags, Double> ages = new LinkedHashMap<>();
			rows.forEach((row) -> ages.put(row.label().tags().and("grade", row.grade().id()), row.age()));
			return ages;
		}

		private static Map<Tags, Double> known(List<LeakRow> rows, ToDoubleFunction<LeakRow> value) {
			Map<Tags, Double> known = new LinkedHashMap<>();
			rows.stream()
				.filter((row) -> !Double.isNaN(value.applyAsDouble(row)))
				.forEach((row) -> known.put(row.label().tags(), value.applyAsDouble(row)));
			return known;
		}

		void clear() {
			List.of(this.leaks, this.muted, this.watched, this.age, this.growth, this.left)
				.forEach((gauge) -> gauge.show(Map.of()));
		}

	}

}
