package io.tidemark.boot.leaks;

import io.tidemark.jvm.MemoryPressure;
import io.tidemark.jvm.MemoryPressure.Level;

/**
 * Application event: memory of the container gets short, or no longer is. Received by any
 * {@code @EventListener} method, on the thread {@code tidemark-events} as
 * {@link LeakVerdictChanged} is; published once for each step up or down, and not while
 * {@code tidemark.leaks.enabled} is false.
 *
 * @param from how short it was
 * @param pressure how short it is now, and what tells it
 * @since 0.1.0
 */
public record MemoryPressureChanged(Level from, MemoryPressure pressure) {

	/** Whether it is shorter than before. */
	public boolean worse() {
		return this.pressure.level().compareTo(this.from) > 0;
	}

}
