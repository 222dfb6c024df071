package io.tidemark.boot.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The rows of one gauge in every registry it is bound to; one that is bound later gets
 * what is shown. Whoever shows rows keeps their number within what the meter promises.
 * Safe for use by several threads.
 */
final class MeterRows {

	private final TidemarkMeter meter;

	private final List<GaugeRows> registries = new ArrayList<>();

	private Map<Tags, ? extends Number> shown = Map.of();

	MeterRows(TidemarkMeter meter) {
		this.meter = meter;
	}

	synchronized void bindTo(MeterRegistry registry) {
		GaugeRows rows = new GaugeRows(this.meter, registry);
		rows.show(this.shown);
		this.registries.add(rows);
	}

	/**
	 * Shows these rows from now on, and no others.
	 * @param values the value of each row
	 */
	synchronized void show(Map<Tags, ? extends Number> values) {
		this.shown = new LinkedHashMap<>(values);
		this.registries.forEach((rows) -> rows.show(this.shown));
	}

	/** Shows one row without tags if its value is known, so neither NaN nor below 0. */
	void showIfKnown(double value) {
		show((value >= 0) ? Map.of(Tags.empty(), value) : Map.of());
	}

	/** Ends all rows. */
	void clear() {
		show(Map.of());
	}

}
