package io.tidemark.trend;

/**
 * The live heap that a load needed so far.
 *
 * @param expected bytes that are expected
 * @param low lower end of the 95 % prediction interval, in bytes
 * @param high its upper end, in bytes
 * @since 0.1.0
 */
public record DriftBand(long expected, long low, long high) {

	public DriftBand {
		if (low < 0 || expected < low || high < expected) {
			throw new IllegalArgumentException(
					"expected 0 <= low <= expected <= high, found %d, %d, %d".formatted(low, expected, high));
		}
	}

}
