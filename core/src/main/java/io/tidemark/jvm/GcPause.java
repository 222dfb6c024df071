package io.tidemark.jvm;

import java.time.Duration;

/**
 * One stop of the application by a collector.
 *
 * @param collector name of the collector, such as {@code G1 Young Generation}
 * @param end when it ended, on the clock of the JVM's uptime
 * @param duration how long it took, in whole milliseconds: ZGC's pauses of some ten
 * microseconds are mostly 0 and sometimes 1
 * @since 0.1.0
 */
public record GcPause(String collector, Duration end, Duration duration) {

}
