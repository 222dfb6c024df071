package io.tidemark.boot.metrics;

import java.time.Duration;

/**
 * What one part of Tidemark costs the application.
 *
 * @param part name of the part, one of a closed set, such as {@code thread-groups}
 * @param works whether it works now; {@code false} when it is off or stepped down
 * @param cpu CPU time it used since the start; never falls
 * @param pause upper bound of the time in which it stopped the application's threads
 * since the start; never falls
 * @param failures how often it failed since the start
 * @since 0.1.0
 */
public record PartReading(String part, boolean works, Duration cpu, Duration pause, long failures) {

}
