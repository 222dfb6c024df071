package io.tidemark.parse;

import org.jspecify.annotations.Nullable;

/**
 * Reads states of threads.
 */
final class States {

	private States() {
	}

	/** The state of that name, or {@code null} if there is none. */
	static Thread.@Nullable State parse(String name) {
		for (Thread.State state : Thread.State.values()) {
			if (state.name().equals(name)) {
				return state;
			}
		}
		return null;
	}

}
