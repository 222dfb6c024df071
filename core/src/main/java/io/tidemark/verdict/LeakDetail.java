package io.tidemark.verdict;

import java.util.List;

import io.tidemark.watch.ResourceHistory;

/**
 * A verdict with what it was made from.
 *
 * @param verdict the verdict
 * @param hour readings of the last hour, at most 360
 * @param days hourly ones of the last 28 days, at most 672
 * @param changes its last changes, newest first, at most 20
 * @since 0.1.0
 */
public record LeakDetail(LeakVerdict verdict, ResourceHistory hour, ResourceHistory days, List<LeakChange> changes) {

	public LeakDetail {
		changes = List.copyOf(changes);
	}

}
