package io.tidemark.boot.metrics;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.heap.AllocationShare;

/**
 * Who allocates, {@code tidemark.memory.allocation.rate} by package and
 * {@code tidemark.memory.allocation.endpoint.rate} by endpoint: at most a fixed number of
 * rows each and one for all others. Somebody has to call {@link #update} from time to
 * time, such as every 10 seconds; nothing is registered before. A scrape waits for
 * nobody. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class AllocationMetrics implements MeterBinder {

	/** Packages with a row beside the one for all others, unless said otherwise. */
	public static final int DEFAULT_ROWS = 8;

	private final AllocationRows packages;

	private final AllocationRows endpoints;

	/**
	 * Meters with this many rows at most.
	 * @param limit packages with a row beside the one for all others, at least 1; half as
	 * many endpoints have one
	 */
	public AllocationMetrics(int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, found " + limit);
		}
		this.packages = new AllocationRows(TidemarkMeter.MEMORY_ALLOCATION_RATE, "package", limit);
		this.endpoints = new AllocationRows(TidemarkMeter.MEMORY_ALLOCATION_ENDPOINT_RATE, "endpoint",
				Math.max(1, limit / 2));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.packages.bindTo(registry);
		this.endpoints.bindTo(registry);
	}

	/**
	 * Takes the shares as they are now; those without a known rate change nothing.
	 * @param packages shares of packages, the largest first, more of them than rows so
	 * that rows that are held have their true rate
	 * @param endpoints the same of endpoints
	 */
	public void update(List<AllocationShare> packages, List<AllocationShare> endpoints) {
		this.packages.update(packages);
		this.endpoints.update(endpoints);
	}

	/** Ends all series, for when nobody samples any more. */
	public void clear() {
		this.packages.clear();
		this.endpoints.clear();
	}

}
