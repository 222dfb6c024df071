package io.tidemark.boot.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;

/**
 * Verdicts, {@code tidemark.leaks.*}. {@code tidemark.leaks} has a row for each kind and
 * each of the grades that accuse and that it can get, also without a resource, so that no
 * series of it appears with the first leak and rules can compare with 0; the other grades
 * are for the endpoint. The worst {@value #ROWS} resources have age, growth and time to
 * the limit in rows of their own, all others one row {@code other}: with them it is at
 * most 45 series, of which 31 are there in a healthy service.
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
	public static final int ROWS = 4;

	private static final List<Grade> ACCUSING = List.of(Grade.SUSPECTED, Grade.PROBABLE, Grade.PROVEN);

	/**
	 * Kinds of which something can be proven: threads of closed contexts and owners,
	 * deadlocks, what was not closed, and what a heap dump on request shows.
	 */
	private static final Set<ResourceKind> PROVABLE = EnumSet.of(ResourceKind.THREAD_GROUP, ResourceKind.THREADS,
			ResourceKind.HEAP, ResourceKind.CUSTOM);

	/** Rows of {@code tidemark.leaks}. */
	static final int COUNTS = 2 * ResourceKind.values().length + PROVABLE.size();

	private final boolean shadow;

	private final MeterRows leaks = new MeterRows(TidemarkMeter.LEAKS);

	private final MeterRows muted = new MeterRows(TidemarkMeter.LEAKS_MUTED);

	private final MeterRows watched = new MeterRows(TidemarkMeter.LEAKS_WATCHED);

	private final MeterRows age = new MeterRows(TidemarkMeter.LEAKS_AGE);

	private final MeterRows growth = new MeterRows(TidemarkMeter.LEAKS_GROWTH);

	private final MeterRows left = new MeterRows(TidemarkMeter.LEAKS_TIME_TO_LIMIT);

	private volatile long dropped;

	/**
	 * @param shadow whether nobody is told of verdicts
	 */
	public LeakMetrics(boolean shadow) {
		this.shadow = shadow;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TidemarkMeter.LEAKS_DROPPED.counter(registry, this, (metrics) -> metrics.dropped);
		gauges().forEach((rows) -> rows.bindTo(registry));
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
		this.dropped = dropped;
		this.leaks.show(this.shadow ? Map.of() : counts(told));
		this.muted.show(byGrade(muted));
		this.watched.showIfKnown(verdicts.size());
		showWorst(rows(told, now));
	}

	/** Ends all series, for when nobody judges any more. */
	public synchronized void clear() {
		gauges().forEach(MeterRows::clear);
	}

	private List<MeterRows> gauges() {
		return List.of(this.leaks, this.muted, this.watched, this.age, this.growth, this.left);
	}

	private void showWorst(List<LeakRow> rows) {
		this.age.show(ages(rows));
		this.growth.show(known(rows, LeakRow::growth));
		this.left.show(known(rows, LeakRow::left));
	}

	private static Map<Tags, Integer> counts(List<LeakVerdict> told) {
		Map<Tags, Integer> rows = new LinkedHashMap<>();
		for (ResourceKind kind : ResourceKind.values()) {
			ACCUSING.forEach((grade) -> rows.put(count(kind, grade), 0));
		}
		told.forEach((verdict) -> rows.merge(count(verdict.kind(), verdict.grade()), 1, Integer::sum));
		return rows;
	}

	/** Nothing is lost if another kind is proven one day. */
	private static Tags count(ResourceKind kind, Grade grade) {
		Grade shown = (grade == Grade.PROVEN && !PROVABLE.contains(kind)) ? Grade.PROBABLE : grade;
		return Tags.of("kind", kind.id(), "grade", shown.id());
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

}
