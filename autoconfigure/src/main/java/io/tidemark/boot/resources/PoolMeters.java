package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.watch.PoolCounts;
import org.jspecify.annotations.Nullable;

/**
 * Counts hits and misses of what Micrometer measures: caches ({@code cache.gets}),
 * HikariCP and Apache's object pools. A hit of a pool is something lent that was there
 * already; a miss had to be made. Registries that push begin their counts anew at each
 * step, and what falls is left out. One ask goes through the meters of five names.
 *
 * @since 0.1.0
 */
public final class PoolMeters {

	private final Supplier<@Nullable MeterRegistry> registry;

	/**
	 * @param registry where the meters are, {@code null} if there is none
	 */
	public PoolMeters(Supplier<@Nullable MeterRegistry> registry) {
		this.registry = registry;
	}

	/**
	 * What was counted so far, at most of {@link io.tidemark.watch.PoolRatios#MOST} each.
	 */
	public List<PoolCounts> counts() {
		MeterRegistry registry = this.registry.get();
		List<PoolCounts> counts = new ArrayList<>();
		if (registry != null) {
			caches(registry, counts);
			pools(registry, "connections", "hikaricp.connections.acquire", "hikaricp.connections.creation", "pool",
					counts);
			pools(registry, "objects", "commons.pool2.borrowed", "commons.pool2.created", "name", counts);
		}
		return counts;
	}

	private static void caches(MeterRegistry registry, List<PoolCounts> counts) {
		Map<String, Double> hits = sums(registry, "cache.gets", "hit");
		Map<String, Double> misses = sums(registry, "cache.gets", "miss");
		hits.forEach((name, hit) -> {
			Double miss = misses.get(name);
			if (miss != null) {
				counts.add(new PoolCounts("cache", name, hit, miss));
			}
		});
	}

	private static Map<String, Double> sums(MeterRegistry registry, String name, String result) {
		Map<String, Double> sums = new LinkedHashMap<>();
		for (Meter meter : registry.find(name).tag("result", result).meters()) {
			String manager = meter.getId().getTag("cache.manager");
			String cache = meter.getId().getTag("cache");
			add(sums, (manager != null && !manager.isEmpty()) ? manager + "." + cache : cache, meter);
		}
		return sums;
	}

	private static void pools(MeterRegistry registry, String kind, String lent, String made, String tag,
			List<PoolCounts> counts) {
		Map<String, Double> misses = byTag(registry, made, tag);
		byTag(registry, lent, tag).forEach((name, all) -> {
			Double miss = misses.get(name);
			if (miss != null) {
				counts.add(new PoolCounts(kind, name, Math.max(0, all - miss), miss));
			}
		});
	}

	private static Map<String, Double> byTag(MeterRegistry registry, String name, String tag) {
		Map<String, Double> sums = new LinkedHashMap<>();
		registry.find(name).meters().forEach((meter) -> add(sums, meter.getId().getTag(tag), meter));
		return sums;
	}

	private static void add(Map<String, Double> sums, @Nullable String name, Meter meter) {
		double count = count(meter);
		if (name != null && Double.isFinite(count)) {
			sums.merge(name, count, Double::sum);
		}
	}

	private static double count(Meter meter) {
		if (meter instanceof FunctionCounter counter) {
			return counter.count();
		}
		if (meter instanceof Counter counter) {
			return counter.count();
		}
		return (meter instanceof Timer timer) ? timer.count() : Double.NaN;
	}

}
