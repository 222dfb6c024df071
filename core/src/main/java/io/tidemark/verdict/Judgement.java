package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.tidemark.trend.Trend;
import org.jspecify.annotations.Nullable;

/**
 * What the ladder says of one resource.
 *
 * @param grade how sure it is
 * @param reason why, as one sentence with its numbers
 * @param since since when it has this grade
 * @param signals what speaks for a leak
 * @param trend the trend that decided, or the longest one where none rises
 * @param value last reading; NaN if there is none
 * @param floor lower envelope of the last readings; NaN if there is none
 * @param timeToLimit time until the limit is reached if it goes on like this, or
 * {@code null} if there is no limit or no growth
 * @param soonest lower end of that time's 95 % interval, or {@code null}
 * @param latest its upper end, or {@code null} if it may never be reached
 * @since 0.1.0
 */
public record Judgement(Grade grade, String reason, Instant since, Set<Signal> signals, Trend trend, double value,
		double floor, @Nullable Duration timeToLimit, @Nullable Duration soonest, @Nullable Duration latest) {

	public Judgement {
		signals = Set.copyOf(signals);
	}

}
