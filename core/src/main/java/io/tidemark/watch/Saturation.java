package io.tidemark.watch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * More comes than goes, and the limit is near: a forecast from readings of one second. It
 * says that the limit will be reached if it goes on like this, not that something leaks.
 *
 * @param arrivalsPerSecond what is put in a second, NaN if only the level is known
 * @param completionsPerSecond what is taken out a second, NaN if only the level is known
 * @param growthPerSecond what the level grows by a second; 0 once the limit is reached
 * @param limit the most there can be
 * @param timeLeft time until the limit is reached, 0 once it is
 * @param soonest lower end of that time's 95 % interval
 * @param latest its upper end, or {@code null} if it may never be reached
 * @param sentence all of this for people, such as {@code 500 tasks a second arrive and
 * 200 complete; the limit of 100,000 is reached in 5 min 30 s}; also how many wait to put
 * something in and what is dropped, where that is more than 0
 * @since 0.1.0
 */
public record Saturation(double arrivalsPerSecond, double completionsPerSecond, double growthPerSecond, double limit,
		Duration timeLeft, Duration soonest, @Nullable Duration latest, String sentence) {
}
