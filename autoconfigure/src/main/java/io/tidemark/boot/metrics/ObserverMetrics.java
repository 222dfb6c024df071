package io.tidemark.boot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What Tidemark itself costs, {@code tidemark.observer.*}.
 *
 * @since 0.1.0
 */
public final class ObserverMetrics implements MeterBinder {

	private static final double NANOS_PER_SECOND = 1e9;

	private final Supplier<List<PartReading>> parts;

	private final LongSupplier fileBytes;

	/**
	 * Meters of the parts that the list names when it is bound.
	 * @param parts all parts, also those that do not work; asked four times a part and
	 * scrape, so it must be cheap
	 * @param fileBytes bytes on disk that were written by Tidemark, the flight recorder's
	 * included
	 */
	public ObserverMetrics(Supplier<List<PartReading>> parts, LongSupplier fileBytes) {
		this.parts = parts;
		this.fileBytes = fileBytes;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.parts.get().forEach((reading) -> bindPart(reading.part(), registry));
		Gauge.builder("tidemark.observer.files", this.fileBytes, LongSupplier::getAsLong)
			.description("Files of Tidemark on disk, the flight recorder's repository included")
			.baseUnit(BaseUnits.BYTES)
			.strongReference(true)
			.register(registry);
	}

	private void bindPart(String part, MeterRegistry registry) {
		// No base unit: a state has none. The strong reference keeps what the counters,
		// which have only weak ones, read from.
		Gauge.builder("tidemark.observer.part", this, (metrics) -> metrics.read(part, (reading) -> works(reading)))
			.description("Whether a part of Tidemark works (1) or is off or stepped down (0)")
			.tag("part", part)
			.strongReference(true)
			.register(registry);
		counter("tidemark.observer.cpu", "seconds", "CPU time that a part of Tidemark used", part,
				(reading) -> seconds(reading.cpu()), registry);
		counter("tidemark.observer.pause", "seconds",
				"Time in which a part of Tidemark stopped the application, at most", part,
				(reading) -> seconds(reading.pause()), registry);
		counter("tidemark.observer.failures", "failures", "Failures of a part of Tidemark", part, PartReading::failures,
				registry);
	}

	private void counter(String name, String unit, String description, String part, ToDoubleFunction<PartReading> value,
			MeterRegistry registry) {
		FunctionCounter.builder(name, this, (metrics) -> metrics.read(part, value))
			.description(description)
			.tag("part", part)
			.baseUnit(unit)
			.register(registry);
	}

	private double read(String part, ToDoubleFunction<PartReading> value) {
		return this.parts.get()
			.stream()
			.filter((reading) -> reading.part().equals(part))
			.findFirst()
			.map(value::applyAsDouble)
			.orElse(0.0);
	}

	private static double works(PartReading reading) {
		return reading.works() ? 1 : 0;
	}

	private static double seconds(Duration duration) {
		return duration.toNanos() / NANOS_PER_SECOND;
	}

}
