package io.tidemark.boot.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.trend.DriftBand;
import io.tidemark.trend.DriftReading;
import org.jspecify.annotations.Nullable;

/**
 * The live heap that the load needed before, and that load as the model saw it, so that
 * recording rules can compare versions over weeks. Each is of the last interval of five
 * minutes; a series begins when its value is known and ends while it is not. Safe for use
 * by several threads.
 *
 * @since 0.1.0
 */
public final class DriftMetrics implements MeterBinder {

	private static final Map<TidemarkMeter, ToDoubleFunction<DriftReading>> VALUES = values();

	private final Map<TidemarkMeter, MeterRows> series = new EnumMap<>(TidemarkMeter.class);

	/** Nothing is known yet. */
	public DriftMetrics() {
		VALUES.keySet().forEach((meter) -> this.series.put(meter, new MeterRows(meter)));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.series.values().forEach((rows) -> rows.bindTo(registry));
	}

	/** Takes what an interval said. */
	public void update(DriftReading reading) {
		this.series.forEach((meter, rows) -> rows.showIfKnown(VALUES.get(meter).applyAsDouble(reading)));
	}

	/** Ends all series, for when nobody looks any more. */
	public void clear() {
		this.series.values().forEach(MeterRows::clear);
	}

	private static Map<TidemarkMeter, ToDoubleFunction<DriftReading>> values() {
		Map<TidemarkMeter, ToDoubleFunction<DriftReading>> values = new EnumMap<>(TidemarkMeter.class);
		values.put(TidemarkMeter.MEMORY_EXPECTED, (reading) -> of(reading.band(), DriftBand::expected));
		values.put(TidemarkMeter.MEMORY_EXPECTED_LOW, (reading) -> of(reading.band(), DriftBand::low));
		values.put(TidemarkMeter.MEMORY_EXPECTED_HIGH, (reading) -> of(reading.band(), DriftBand::high));
		values.put(TidemarkMeter.MEMORY_DRIFT_RATIO, DriftMetrics::ratio);
		values.put(TidemarkMeter.MEMORY_DRIFT_INTERVALS, DriftMetrics::intervals);
		values.put(TidemarkMeter.LOAD_REQUESTS, (reading) -> reading.load().requests());
		values.put(TidemarkMeter.LOAD_LATENCY, (reading) -> reading.load().latency() / 1_000);
		values.put(TidemarkMeter.LOAD_ACTIVE_REQUESTS, (reading) -> reading.load().activeRequests());
		values.put(TidemarkMeter.LOAD_SESSIONS, (reading) -> reading.load().sessions());
		return values;
	}

	private static double ratio(DriftReading reading) {
		return (reading.live() > 0) ? of(reading.band(), (band) -> reading.live() / (double) band.expected())
				: Double.NaN;
	}

	private static double intervals(DriftReading reading) {
		return switch (reading.state()) {
			case LEARNING -> Double.NaN;
			case ABOVE -> Math.max(1, reading.row());
			case WITHIN, BELOW -> 0;
		};
	}

	private static double of(@Nullable DriftBand band, ToDoubleFunction<DriftBand> value) {
		return (band != null && band.expected() > 0) ? value.applyAsDouble(band) : Double.NaN;
	}

}
