package io.tidemark.watch;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * When a limit is reached, as numbers and as a sentence.
 */
final class Forecast {

	/** Two standard errors to either side hold 95 %. */
	private static final double INTERVAL = 2;

	/** A forecast beyond that is no forecast. */
	private static final double LONGEST = Duration.ofDays(1).toSeconds();

	private static final String[] BYTE_UNITS = { "B", "kB", "MB", "GB", "TB", "PB", "EB" };

	private Forecast() {
	}

	static Saturation of(WatchedResource resource, Reading reading, DenseReadings.Growth growth, FlowRates rates) {
		double room = Math.max(0, reading.limit() - reading.value());
		Duration left = time(room / growth.perSecond());
		double slowest = growth.perSecond() - INTERVAL * growth.error();
		String sentence = growth(resource, growth, rates) + "; " + limit(resource, reading) + " is reached in "
				+ span(left) + troubles(resource, rates);
		return new Saturation(rates.arrivals(), rates.completions(), growth.perSecond(), reading.limit(), left,
				time(room / (growth.perSecond() + INTERVAL * growth.error())),
				(slowest > 0 && room / slowest < LONGEST) ? time(room / slowest) : null, sentence);
	}

	/** It was on its way and is there, or almost. */
	static Saturation reached(WatchedResource resource, Reading reading, FlowRates rates) {
		boolean full = reading.value() >= reading.limit();
		String sentence = limit(resource, reading) + (full ? " is reached" : " is almost reached")
				+ troubles(resource, rates);
		return new Saturation(rates.arrivals(), rates.completions(), 0, reading.limit(), Duration.ZERO, Duration.ZERO,
				Duration.ZERO, sentence);
	}

	private static String growth(WatchedResource resource, DenseReadings.Growth growth, FlowRates rates) {
		return rates.areKnown() ? amount(resource, rates.arrivals()) + " a second arrive and "
				+ number(rates.completions()) + " complete"
				: "it grows by " + amount(resource, growth.perSecond()) + " a second";
	}

	private static String limit(WatchedResource resource, Reading reading) {
		String limit = resource.unit().equals("bytes") ? bytes(reading.limit()) : number(reading.limit());
		return "the limit of " + limit + ((reading.limitName() != null) ? " (" + reading.limitName() + ")" : "");
	}

	private static String troubles(WatchedResource resource, FlowRates rates) {
		String blocked = (rates.blocked() > 0) ? "; " + number(rates.blocked()) + " wait to put something in" : "";
		String dropped = (rates.drops() > 0) ? "; " + amount(resource, rates.drops()) + " a second are dropped" : "";
		return blocked + dropped;
	}

	private static String amount(WatchedResource resource, double value) {
		return resource.unit().equals("bytes") ? bytes(value) : number(value) + " " + resource.unit();
	}

	/** Such as {@code 4,096} or {@code 0.5}. */
	private static String number(double value) {
		return String.format(Locale.ROOT, (value >= 10 || value == Math.rint(value)) ? "%,.0f" : "%.1f", value);
	}

	/** Such as {@code 1.2 MB}, in powers of 1,000. */
	private static String bytes(double value) {
		double shown = value;
		int unit = 0;
		while (shown >= 999.5 && unit < BYTE_UNITS.length - 1) {
			shown /= 1_000;
			unit++;
		}
		return number(shown) + " " + BYTE_UNITS[unit];
	}

	private static Duration time(double seconds) {
		return Duration.ofMillis((long) (Math.min(seconds, LONGEST) * 1_000));
	}

	/** Such as {@code 5 min 30 s}; more than ten seconds exactly nobody can know. */
	private static String span(Duration left) {
		long seconds = left.toSeconds();
		if (seconds < 60) {
			return seconds + " s";
		}
		long tens = Math.round(seconds / 10d) * 10;
		return tens / 60 + " min" + ((tens % 60 > 0) ? " " + tens % 60 + " s" : "");
	}

}
