package io.tidemark.capture;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many platform threads live, each counted at its own moment.
 *
 * @param total live threads
 * @param daemon those of them that do not keep the JVM alive
 * @param states threads by state; every state is present, in the order of
 * {@link java.lang.Thread.State}. A thread that ends during the pass counts as
 * {@code TERMINATED}
 * @since 0.1.0
 */
public record ThreadCount(int total, int daemon, Map<Thread.State, Integer> states) {

	public ThreadCount {
		EnumMap<Thread.State, Integer> copy = new EnumMap<>(Thread.State.class);
		for (Thread.State state : Thread.State.values()) {
			copy.put(state, states.getOrDefault(state, 0));
		}
		states = Collections.unmodifiableMap(copy);
	}

	/** How many threads are in this state. */
	public int in(Thread.State state) {
		return this.states.getOrDefault(state, 0);
	}

}
