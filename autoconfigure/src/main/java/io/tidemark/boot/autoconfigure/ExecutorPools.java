package io.tidemark.boot.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.boot.metrics.PoolReading;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedSeries;
import org.jspecify.annotations.Nullable;

/**
 * Pools of threads among what is watched: those of which the threads are counted.
 */
final class ExecutorPools {

	private static final String SIZE = "executor.pool.size";

	private static final String ACTIVE = "executor.active";

	private static final String QUEUED = "executor.queued";

	private ExecutorPools() {
	}

	/** The last reading of each, by name. */
	static List<PoolReading> of(List<WatchedSeries> watched) {
		Map<String, Map<String, WatchedSeries>> byName = new LinkedHashMap<>();
		for (WatchedSeries series : watched) {
			String name = series.resource().tags().get("name");
			if (series.resource().kind() == ResourceKind.EXECUTOR && name != null) {
				byName.computeIfAbsent(name, (absent) -> new LinkedHashMap<>()).put(series.resource().name(), series);
			}
		}
		List<PoolReading> pools = new ArrayList<>();
		byName.forEach((name, resources) -> {
			if (resources.containsKey(SIZE)) {
				pools.add(pool(name, resources.get(ACTIVE), resources.get(QUEUED)));
			}
		});
		return pools;
	}

	private static PoolReading pool(String name, @Nullable WatchedSeries active, @Nullable WatchedSeries queued) {
		return new PoolReading(name, last(active), limit(active), last(queued), limit(queued));
	}

	private static double last(@Nullable WatchedSeries series) {
		return (series != null) ? series.series().last() : Double.NaN;
	}

	private static double limit(@Nullable WatchedSeries series) {
		return (series != null) ? series.limit() : Double.NaN;
	}

}
