package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What Tidemark itself costs, {@code tidemark.observer.*}: whether each part works, and
 * the totals of all parts; those of each part are told by the endpoint. Somebody has to
 * call {@link #update()} from time to time, a scrape reads what was kept then. Safe for
 * use by several threads.
 *
 * @since 0.1.0
 */
public final class ObserverMetrics implements MeterBinder {

	private static final double NANOS_PER_SECOND = 1e9;

	private final Supplier<List<PartReading>> parts;

	private final LongSupplier fileBytes;

	private final MeterRows works = new MeterRows(TidemarkMeter.OBSERVER_PART);

	private volatile double cpu;

	private volatile double pause;

	private volatile double failures;

	private volatile double files;

	/**
	 * Meters of the parts.
	 * @param parts all parts, also those that do not work
	 * @param fileBytes bytes on disk that were written by Tidemark, the flight recorder's
	 * included
	 */
	public ObserverMetrics(Supplier<List<PartReading>> parts, LongSupplier fileBytes) {
		this.parts = parts;
		this.fileBytes = fileBytes;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		update();
		this.works.bindTo(registry);
		// Counters see this weakly; the gauge holds it.
		TidemarkMeter.OBSERVER_FILES.gauge(registry, Tags.empty(), this, (metrics) -> metrics.files);
		TidemarkMeter.OBSERVER_CPU.counter(registry, this, (metrics) -> metrics.cpu);
		TidemarkMeter.OBSERVER_PAUSE.counter(registry, this, (metrics) -> metrics.pause);
		TidemarkMeter.OBSERVER_FAILURES.counter(registry, this, (metrics) -> metrics.failures);
	}

	/** Reads all parts: some microseconds. */
	public void update() {
		List<PartReading> parts = this.parts.get();
		Map<Tags, Integer> rows = new LinkedHashMap<>();
		parts.forEach((part) -> rows.put(Tags.of("part", part.part()), part.works() ? 1 : 0));
		this.works.show(rows);
		this.cpu = seconds(parts, PartReading::cpu);
		this.pause = seconds(parts, PartReading::pause);
		this.failures = parts.stream().mapToLong(PartReading::failures).sum();
		this.files = Math.max(0, this.fileBytes.getAsLong());
	}

	private static double seconds(List<PartReading> parts, Function<PartReading, Duration> cost) {
		return parts.stream().map(cost).reduce(Duration.ZERO, Duration::plus).toNanos() / NANOS_PER_SECOND;
	}

}
