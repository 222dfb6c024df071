package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
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
	public static final int ROWS = 20;

	private final List<MultiGauge> ratios = new ArrayList<>();

	private final List<MultiGauge> suspicious = new ArrayList<>();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.ratios.add(MultiGauge.builder("tidemark.pool.hit.ratio")
			.description("Share of what was asked for within a minute that a pool or cache had")
			.baseUnit("ratio")
			.register(registry));
		this.suspicious.add(MultiGauge.builder("tidemark.pool.suspicious")
			.description("Pools and caches whose hit ratio fell by a fifth soon after the start")
			.baseUnit("pools")
			.register(registry));
	}

	/**
	 * Takes the ratios as they are now.
	 * @param pools those to be named first come first
	 */
	public synchronized void update(List<PoolRatio> pools) {
		List<PoolRatio> known = pools.stream().filter((pool) -> Double.isFinite(pool.ratio())).toList();
		List<MultiGauge.Row<?>> rows = new ArrayList<>();
		known.stream().limit(ROWS).forEach((pool) -> rows.add(row(pool.kind(), pool.name(), pool.ratio())));
		known.stream()
			.skip(ROWS)
			.mapToDouble(PoolRatio::ratio)
			.min()
			.ifPresent((lowest) -> rows.add(row("other", "other", lowest)));
		this.ratios.forEach((gauge) -> gauge.register(rows, true));
		long fallen = known.stream().filter((pool) -> pool.suspicion() != null).count();
		List<MultiGauge.Row<?>> count = known.isEmpty() ? List.of() : List.of(MultiGauge.Row.of(Tags.empty(), fallen));
		this.suspicious.forEach((gauge) -> gauge.register(count, true));
	}

	/** Ends all series, for when nobody reads any more. */
	public synchronized void clear() {
		update(List.of());
	}

	private static MultiGauge.Row<?> row(String kind, String pool, double ratio) {
		return MultiGauge.Row.of(Tags.of("kind", kind, "pool", pool), ratio);
	}

}
