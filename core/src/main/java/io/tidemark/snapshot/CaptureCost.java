package io.tidemark.snapshot;

import java.time.Duration;

/**
 * What a capture cost.
 *
 * @param wall time from the first to the last thread
 * @param pause upper bound of the time in which the application's threads were stopped,
 * summed over all safepoints of the capture; zero where the method takes none
 * @param longestPause upper bound of the longest of these safepoints
 * @param method how it was taken
 * @since 0.1.0
 */
public record CaptureCost(Duration wall, Duration pause, Duration longestPause, CaptureMethod method) {

}
