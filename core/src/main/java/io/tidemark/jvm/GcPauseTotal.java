package io.tidemark.jvm;

import java.time.Duration;

/**
 * All stops of the application by one collector since listening began.
 *
 * @param collector name of the collector
 * @param count how many they were
 * @param sum how long they took in all, added up from whole milliseconds
 * @param max the longest, in whole milliseconds
 * @since 0.1.0
 */
public record GcPauseTotal(String collector, long count, Duration sum, Duration max) {

	GcPauseTotal plus(Duration pause) {
		return new GcPauseTotal(this.collector, this.count + 1, this.sum.plus(pause),
				(pause.compareTo(this.max) > 0) ? pause : this.max);
	}

}
