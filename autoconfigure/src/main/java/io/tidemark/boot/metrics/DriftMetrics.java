package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.trend.DriftBand;
import io.tidemark.trend.DriftReading;
import org.jspecify.annotations.Nullable;

/**
 * The live heap that the load needed before, and that load as the model saw it, so that
 * recording rules can compare versions over weeks. Each is of the last interval of five
 * minutes; a series begins when its value is known and ends while it is not.
 *
 * @since 0.1.0
 */
public final class DriftMetrics implements MeterBinder {

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Map<Series, Double> values = new ConcurrentHashMap<>();

	private final Map<MeterRegistry, Map<Series, Gauge>> gauges = new LinkedHashMap<>();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.values.keySet().forEach((series) -> begin(series, registry));
	}

	/** Takes what an interval said. */
	public synchronized void update(DriftReading reading) {
		for (Series series : Series.values()) {
			double value = series.value.applyAsDouble(reading);
			if (Double.isNaN(value)) {
				end(series);
			}
			else {
				this.values.put(series, value);
				this.registries.forEach((registry) -> begin(series, registry));
			}
		}
	}

	/** Ends all series, for when nobody looks any more. */
	public synchronized void clear() {
		for (Series series : Series.values()) {
			end(series);
		}
	}

	private void begin(Series series, MeterRegistry registry) {
		this.gauges.computeIfAbsent(registry, (absent) -> new EnumMap<>(Series.class))
			.computeIfAbsent(series,
					(absent) -> Gauge.builder(series.meter, this, (metrics) -> metrics.value(series))
						.description(series.description)
						.baseUnit(series.unit)
						.strongReference(true)
						.register(registry));
	}

	private void end(Series series) {
		this.values.remove(series);
		this.gauges.forEach((registry, gauges) -> {
			Gauge gauge = gauges.remove(series);
			if (gauge != null) {
				registry.remove(gauge);
			}
		});
	}

	private double value(Series series) {
		return this.values.getOrDefault(series, Double.NaN);
	}

	/** What is told. */
	private enum Series {

		EXPECTED("tidemark.memory.expected", "Live heap that a load like this needed before", BaseUnits.BYTES,
				(reading) -> of(reading.band(), DriftBand::expected)),

		LOW("tidemark.memory.expected.low", "Lower end of the 95 % prediction interval", BaseUnits.BYTES,
				(reading) -> of(reading.band(), DriftBand::low)),

		HIGH("tidemark.memory.expected.high", "Upper end of the 95 % prediction interval", BaseUnits.BYTES,
				(reading) -> of(reading.band(), DriftBand::high)),

		RATIO("tidemark.memory.drift.ratio", "Live heap as a multiple of what is expected", "ratio",
				(reading) -> (reading.live() > 0)
						? of(reading.band(), (band) -> reading.live() / (double) band.expected()) : Double.NaN),

		INTERVALS("tidemark.memory.drift.intervals", "Intervals of five minutes for which the heap has drifted",
				"intervals", (reading) -> switch (reading.state()) {
					case LEARNING -> Double.NaN;
					case ABOVE -> Math.max(1, reading.row());
					case WITHIN, BELOW -> 0;
				}),

		REQUESTS("tidemark.load.requests", "Requests a second", "requests", (reading) -> reading.load().requests()),

		LATENCY("tidemark.load.latency", "Mean time of a request", "seconds",
				(reading) -> reading.load().latency() / 1_000),

		ACTIVE_REQUESTS("tidemark.load.active.requests", "Requests in progress", "requests",
				(reading) -> reading.load().activeRequests()),

		THREADS("tidemark.load.threads", "Live threads", BaseUnits.THREADS, (reading) -> reading.load().threads()),

		SESSIONS("tidemark.load.sessions", "Sessions of the web server", BaseUnits.SESSIONS,
				(reading) -> reading.load().sessions());

		private final String meter;

		private final String description;

		private final String unit;

		private final ToDoubleFunction<DriftReading> value;

		Series(String meter, String description, String unit, ToDoubleFunction<DriftReading> value) {
			this.meter = meter;
			this.description = description;
			this.unit = unit;
			this.value = value;
		}

		private static double of(@Nullable DriftBand band, ToDoubleFunction<DriftBand> value) {
			return (band != null && band.expected() > 0) ? value.applyAsDouble(band) : Double.NaN;
		}

	}

}
