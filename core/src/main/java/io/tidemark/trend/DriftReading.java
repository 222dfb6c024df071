package io.tidemark.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What an interval says.
 *
 * @param time its end
 * @param live mean live heap in bytes, -1 if no collection told
 * @param load the load as the model saw it
 * @param band what this load needed before, or {@code null} while that is not known
 * @param state what the last intervals say together
 * @param row intervals that were above the band, or below it, in a row
 * @param left how long it learns at least, zero unless it does
 * @since 0.1.0
 */
public record DriftReading(Instant time, long live, DriftLoad load, @Nullable DriftBand band, DriftState state, int row,
		Duration left) {

	/**
	 * Why there is more than this load needed before, as a sentence, or {@code null} if
	 * there is not.
	 */
	public @Nullable String sentence() {
		DriftBand band = this.band;
		if (this.state != DriftState.ABOVE || band == null || this.live <= band.expected()) {
			return null;
		}
		return ("The live heap is %d %% above what this load needed before (%s, expected %s to %s) for %d intervals of "
				+ "%d minutes in a row.")
			.formatted(Math.round(100.0 * (this.live - band.expected()) / Math.max(1, band.expected())),
					megabytes(this.live), number(band.low()), megabytes(band.high()), this.row,
					DriftModel.INTERVAL.toMinutes());
	}

	static String megabytes(long bytes) {
		return number(bytes) + " MB";
	}

	private static String number(long bytes) {
		return String.format(Locale.ROOT, (bytes < 100_000_000) ? "%.1f" : "%,.0f", bytes / 1e6);
	}

}
