package io.tidemark.origin;

import java.util.List;

/**
 * What the recorder of origins remembers, and whose code it looks for.
 *
 * @param applicationPackages packages of the application, subpackages included; may be
 * empty
 * @param maxThreads live threads whose origin is remembered, the oldest is dropped first;
 * at least 1. 20,000 threads with 2,000 stacks of 64 frames take 6 MB
 * @param maxStacks different creator stacks that are remembered, each with at most 64
 * frames; threads beyond them have an origin without stack; at least 1
 * @since 0.1.0
 */
public record OriginSettings(List<String> applicationPackages, int maxThreads, int maxStacks) {

	/** 20,000 threads, 2,000 stacks, and no application packages. */
	public static final OriginSettings DEFAULT = new OriginSettings(List.of(), 20_000, 2_000);

	public OriginSettings {
		applicationPackages = List.copyOf(applicationPackages);
		requirePositive("threads", maxThreads);
		requirePositive("stacks", maxStacks);
	}

	/** The same bounds for another application. */
	public OriginSettings withApplicationPackages(List<String> applicationPackages) {
		return new OriginSettings(applicationPackages, this.maxThreads, this.maxStacks);
	}

	private static void requirePositive(String what, int value) {
		if (value < 1) {
			throw new IllegalArgumentException("The number of " + what + " must be at least 1, but was " + value);
		}
	}

}
