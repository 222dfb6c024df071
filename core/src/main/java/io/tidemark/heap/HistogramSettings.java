package io.tidemark.heap;

import java.time.Duration;

/**
 * How often class histograms may be taken, and what they may cost.
 *
 * @param interval time between two histograms at least, unless one is forced; 0 for no
 * bound
 * @param maxPause forecast of the pause above which none is taken, unless forced; more
 * than 0
 * @param kept histograms that are kept at most, the first one included, 2 to
 * {@value #MOST_KEPT}
 * @since 0.1.0
 */
public record HistogramSettings(Duration interval, Duration maxPause, int kept) {

	/** One in ten minutes, none that stops for more than half a second, eight kept. */
	public static final HistogramSettings DEFAULT = new HistogramSettings(Duration.ofMinutes(10),
			Duration.ofMillis(500), 8);

	static final int MOST_KEPT = 100;

	public HistogramSettings {
		if (interval.isNegative()) {
			throw new IllegalArgumentException("interval must not be negative, found " + interval);
		}
		if (maxPause.isNegative() || maxPause.isZero()) {
			throw new IllegalArgumentException("maxPause must be more than 0, found " + maxPause);
		}
		if (kept < 2 || kept > MOST_KEPT) {
			throw new IllegalArgumentException("kept must be 2 to %d, found %d".formatted(MOST_KEPT, kept));
		}
	}

}
