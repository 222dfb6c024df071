package io.tidemark.jvm;

import java.time.Instant;

/**
 * How short memory of the container is, as seen by one look.
 *
 * @param level how short
 * @param because what tells it, as a sentence with its numbers
 * @param time when it was looked
 * @since 0.1.0
 */
public record MemoryPressure(Level level, String because, Instant time) {

	/** How short memory is. */
	public enum Level {

		/** Nothing speaks for it. */
		CALM,

		/**
		 * The kernel takes memory back, or tasks wait for it; the service still works.
		 */
		TIGHT,

		/** The process may be killed at any moment. */
		CRITICAL

	}

	/** Whether evidence should be taken while there is room for it. */
	public boolean isShort() {
		return this.level != Level.CALM;
	}

}
