package io.tidemark.watch;

import java.time.Duration;
import java.util.List;

/**
 * When a thread counts as stuck.
 *
 * @param snapshots snapshots in which it stands at one place, one after the other, at
 * least 2
 * @param least time for which it stands there, at least
 * @param applicationPackages packages of the application, subpackages included; if empty
 * every class outside the JDK counts as the application's
 * @since 0.1.0
 */
public record StuckSettings(int snapshots, Duration least, List<String> applicationPackages) {

	/** Three snapshots and a minute. */
	public static final StuckSettings DEFAULT = new StuckSettings(3, Duration.ofMinutes(1), List.of());

	public StuckSettings {
		if (snapshots < 2) {
			throw new IllegalArgumentException("snapshots must be at least 2, found " + snapshots);
		}
		applicationPackages = List.copyOf(applicationPackages);
	}

	boolean isApplication(String className) {
		return this.applicationPackages.isEmpty()
				|| this.applicationPackages.stream().anyMatch((name) -> className.startsWith(name + "."));
	}

}
