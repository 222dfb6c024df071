package io.tidemark.origin;

import java.util.List;

/**
 * How closely it is watched who submits tasks.
 *
 * @param applicationPackages packages of the application, subpackages included; may be
 * empty
 * @param stacksPerSecond stacks of submitters that are taken in a second at most, 0 to
 * {@value #MOST}; each costs some microseconds on the submitting thread. For executors
 * that are suspected the most is allowed
 * @since 0.1.0
 */
public record TaskSettings(List<String> applicationPackages, int stacksPerSecond) {

	/** 100 stacks a second, and no application packages. */
	public static final TaskSettings DEFAULT = new TaskSettings(List.of(), 100);

	/** Stacks that are taken in a second whatever is suspected. */
	static final int MOST = 10_000;

	public TaskSettings {
		applicationPackages = List.copyOf(applicationPackages);
		if (stacksPerSecond < 0 || stacksPerSecond > MOST) {
			throw new IllegalArgumentException(
					"stacksPerSecond must be 0 to %d, found %d".formatted(MOST, stacksPerSecond));
		}
	}

}
