package io.tidemark.report;

import java.time.Duration;

import io.tidemark.heap.PauseForecast;
import org.jspecify.annotations.Nullable;

/**
 * What it would cost to ask the JVM for more, so that nobody is surprised.
 *
 * @param histogram for how long a histogram would stop the application, or {@code null}
 * if none can be taken
 * @param collected the same with a full collection first, or {@code null} if not known
 * @param paths for how long the search for who holds the survivors would, or {@code null}
 * if nobody can ask for it
 * @param objects whether the survivors can be asked for, which stops nothing
 * @param untilAllowed time until the budget allows the next histogram, zero if it does
 * now
 * @param longest forecast above which a histogram is refused unless forced
 * @param unsupported why no histogram can be taken here, as a sentence, or {@code null}
 * @since 0.1.0
 */
public record HeapPrices(@Nullable PauseForecast histogram, @Nullable PauseForecast collected,
		@Nullable PauseForecast paths, boolean objects, Duration untilAllowed, Duration longest,
		@Nullable String unsupported) {

	/** Whether a histogram would be refused unless it was forced. */
	boolean needsForce() {
		return !this.untilAllowed.isZero()
				|| (this.histogram != null && this.histogram.pause().compareTo(this.longest) > 0);
	}

}
