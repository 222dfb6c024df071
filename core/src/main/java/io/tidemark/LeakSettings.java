package io.tidemark;

import java.time.Duration;

import io.tidemark.verdict.Mutes;

/**
 * How leaks are watched.
 *
 * @param shadow whether verdicts are made and shown, and nobody is told
 * @param mutes of what nobody is told for a while
 * @param grace how long threads may outlive their owner or their application context
 * @since 0.1.0
 */
public record LeakSettings(boolean shadow, Mutes mutes, Duration grace) {

	/** Everybody is told of everything, and threads get a minute. */
	public static final LeakSettings DEFAULT = new LeakSettings(false, Mutes.NONE, Duration.ofMinutes(1));

	public LeakSettings {
		if (grace.isNegative()) {
			throw new IllegalArgumentException("grace must not be negative, found " + grace);
		}
	}

	/** The same with shadow mode on or off. */
	public LeakSettings withShadow(boolean shadow) {
		return new LeakSettings(shadow, this.mutes, this.grace);
	}

	/** The same with other mutes. */
	public LeakSettings withMutes(Mutes mutes) {
		return new LeakSettings(this.shadow, mutes, this.grace);
	}

}
