package io.tidemark.benchmarks.leakbench;

import java.util.List;
import java.util.function.Predicate;

/**
 * Something with a time in it that was promised of Tidemark at its default settings.
 *
 * @param drawnFrom name of the case in {@code checks.txt}
 * @param sentence what was promised
 * @param share how many of the runs must keep it
 * @param kept tells whether a run keeps it
 */
record Promise(String drawnFrom, String sentence, double share, Predicate<Outcome> kept) {

	private static final double MINUTE = 60;

	private static final double DAY = 86_400;

	/** Nearly all: what comes by chance may come late. */
	private static final double NEARLY_ALL = 0.995;

	static final List<Promise> ALL = List.of(
			new Promise("one-a-second", "suspected within 3 minutes", NEARLY_ALL,
					(outcome) -> outcome.suspectedAfter() <= 3 * MINUTE),
			new Promise("one-a-second", "probable within 2 minutes of standing still, which takes one", NEARLY_ALL,
					(outcome) -> outcome.toldAfter() <= 3 * MINUTE),
			new Promise("one-a-second-from-the-start", "suspected within 3 minutes although the process warms up",
					NEARLY_ALL, (outcome) -> outcome.suspectedAfter() <= 3 * MINUTE),
			new Promise("one-a-minute", "probable within 15 minutes", NEARLY_ALL,
					(outcome) -> outcome.toldAfter() <= 15 * MINUTE),
			new Promise("one-an-hour-load-known", "probable within 3 days under a wave of 200, load known", NEARLY_ALL,
					(outcome) -> outcome.toldAfter() <= 3 * DAY),
			new Promise("one-an-hour-load-unknown", "probable within 8 days under a wave of 200, load not known",
					NEARLY_ALL, (outcome) -> outcome.toldAfter() <= 8 * DAY),
			nobody("first-ten-minutes"), nobody("first-ten-minutes-of-a-pool"), nobody("first-ten-minutes-of-files"));

	private static Promise nobody(String drawnFrom) {
		return new Promise(drawnFrom, "nobody suspected in the first 10 minutes", 1,
				(outcome) -> outcome.falseSuspicions() == 0);
	}

}
