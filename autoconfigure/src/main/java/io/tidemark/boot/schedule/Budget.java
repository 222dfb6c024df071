package io.tidemark.boot.schedule;

import java.time.Duration;

/**
 * What Tidemark may cost the application.
 *
 * @param cpuShare share of one core that the parts that work by themselves may use over a
 * minute, above 0, at most 1
 * @param pause time for which all parts together, snapshots on request included, may stop
 * the application's threads in a minute
 * @param failures how often one part may fail in a minute before it is stepped down, at
 * least 1
 * @since 0.1.0
 */
public record Budget(double cpuShare, Duration pause, int failures) {

	/** The window over which the budget is kept. */
	public static final Duration WINDOW = Duration.ofMinutes(1);

	/** CPU time that may be used in a window. */
	Duration cpu() {
		return Duration.ofNanos((long) (this.cpuShare * WINDOW.toNanos()));
	}

}
