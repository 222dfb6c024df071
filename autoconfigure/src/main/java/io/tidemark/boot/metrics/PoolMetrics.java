package io.tidemark.boot.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.watch.PoolRatio;

/**
 * Hit ratios of pools and caches, {@code tidemark.pool.*}. The first {@value #ROWS},
 * those that fell first, have a series of their own; of all others the lowest is one
 * series {@code other}. Nothing is there before the first minute with enough requests.
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class PoolMetrics implements MeterBinder {

	/** Pools with series of their own. */
	public static final int ROWS = 5;

	private final MeterRows ratios = new MeterRows(TidemarkMeter.POOL_HIT_RATIO);

	private final MeterRows suspicious = new MeterRows(TidemarkMeter.POOL_SUSPICIOUS);

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.ratios.bindTo(registry);
		this.suspicious.bindTo(registry);
	}

	/**
	 * Takes the ratios as they are now.
	 * @param pools those to be named first come first
	 */
	public synchronized void update(List<PoolRatio> pools) {
		List<PoolRatio> known = pools.stream().filter((pool) -> Double.isFinite(pool.ratio())).toList();
		Map<Tags, Double> rows = new LinkedHashMap<>();
		known.stream().limit(ROWS).forEach((pool) -> rows.put(row(pool.kind(), pool.name()), pool.ratio()));
		known.stream()
			.skip(ROWS)
			.mapToDouble(PoolRatio::ratio)
			.min()
			.ifPresent((lowest) -> rows.put(row("other", "other"), lowest));
		this.ratios.show(rows);
		long fallen = known.stream().filter((pool) -> pool.suspicion() != null).count();
		Map<Tags, Long> count = known.isEmpty() ? Map.of() : Map.of(Tags.empty(), fallen);
		this.suspicious.show(count);
	}

	/** Ends all series, for when nobody reads any more. */
	public synchronized void clear() {
		update(List.of());
	}

	private static Tags row(String kind, String pool) {
		return Tags.of("kind", kind, "pool", pool);
	}

}
