package io.tidemark.boot.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one name in one registry, whose rows come and go. A row that stays is
 * never registered anew: Micrometer's {@code MultiGauge} takes a row away to give it
 * another value, and a scrape of Prometheus that falls in between finds the series twice
 * and fails as a whole. Safe for use by several threads.
 */
final class GaugeRows {

	private final TidemarkMeter meter;

	private final MeterRegistry registry;

	private final Map<Tags, Row> rows = new LinkedHashMap<>();

	/**
	 * No rows yet.
	 * @param meter what is registered
	 * @param registry where
	 */
	GaugeRows(TidemarkMeter meter, MeterRegistry registry) {
		this.meter = meter;
		this.registry = registry;
	}

	/**
	 * Shows these rows from now on, and no others.
	 * @param values the value of each row
	 */
	synchronized void show(Map<Tags, ? extends Number> values) {
		values.forEach((tags, value) -> this.rows.computeIfAbsent(tags, Row::new).value = value.doubleValue());
		values.keySet().forEach((tags) -> this.rows.get(tags).begin());
		this.rows.entrySet().removeIf((row) -> !values.containsKey(row.getKey()) && row.getValue().end());
	}

	/** One series. */
	private final class Row {

		private final Tags tags;

		private volatile double value;

		private @Nullable Gauge gauge;

		Row(Tags tags) {
			this.tags = tags;
		}

		void begin() {
			if (this.gauge == null) {
				this.gauge = GaugeRows.this.meter.gauge(GaugeRows.this.registry, this.tags, this, (row) -> row.value);
			}
		}

		boolean end() {
			if (this.gauge != null) {
				GaugeRows.this.registry.remove(this.gauge);
			}
			return true;
		}

	}

}
