package io.tidemark.boot.metrics;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.ResourceLimit;
import io.tidemark.jvm.ResourceLimits;
import org.jspecify.annotations.Nullable;

/**
 * How much of what there can be at most is in use, {@code tidemark.limit.used}: a series
 * for each resource that has a limit and of which is known how much is in use, so at most
 * six. Somebody has to call {@link #update()} from time to time, about 20 µs and 0.5 ms
 * once a minute; a scrape reads what was kept then. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class LimitMetrics implements MeterBinder {

	private final JvmReadings readings;

	private final ResourceLimits limits;

	private final MeterRows rows = new MeterRows(TidemarkMeter.LIMIT_USED);

	private final Map<Resource, Double> used = new EnumMap<>(Resource.class);

	/**
	 * @param readings what the JVM holds
	 * @param limits what bounds it
	 */
	public LimitMetrics(JvmReadings readings, ResourceLimits limits) {
		this.readings = readings;
		this.limits = limits;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.rows.bindTo(registry);
	}

	/** Reads what the JVM holds, and what bounds it. */
	public synchronized void update() {
		take(Resource.THREADS, this.readings.platformThreads(), this.limits.threads());
		take(Resource.FILES, this.readings.openFiles(), this.limits.files());
		take(Resource.METASPACE, this.readings.metaspaceBytes(), this.limits.metaspace());
		take(Resource.DIRECT_BUFFERS, this.readings.directBytes(), this.limits.directMemory());
		show();
	}

	/**
	 * Takes how much of the heap lives.
	 * @param live bytes, below 0 if that is not known
	 */
	public synchronized void heap(long live) {
		take(Resource.HEAP, live, this.limits.heap());
		show();
	}

	/**
	 * Takes how much memory the container holds.
	 * @param workingSet bytes, below 0 if that is not known
	 * @param limit what it may have, or {@code null} if nothing bounds it
	 */
	public synchronized void container(long workingSet, @Nullable ResourceLimit limit) {
		take(Resource.CONTAINER_MEMORY, workingSet, limit);
		show();
	}

	private void take(Resource resource, long used, @Nullable ResourceLimit limit) {
		if (used >= 0 && limit != null && limit.value() > 0) {
			this.used.put(resource, used / (double) limit.value());
		}
		else {
			this.used.remove(resource);
		}
	}

	private void show() {
		Map<Tags, Double> values = new LinkedHashMap<>();
		this.used.forEach((resource, share) -> values.put(Tags.of("resource", resource.id()), share));
		this.rows.show(values);
	}

	/** What is bounded, a closed set: it is a tag. */
	enum Resource {

		THREADS, FILES, HEAP, METASPACE, DIRECT_BUFFERS, CONTAINER_MEMORY;

		String id() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
