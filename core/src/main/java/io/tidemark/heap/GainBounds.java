package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes a class must have gained over a window of histograms to be worth a word,
 * and how many it can have gained at most unless they are garbage.
 *
 * @param least bytes
 * @param most bytes; less than {@code least} if nothing can be told from the window
 */
record GainBounds(long least, long most) {

	static final long LEAST_BYTES = 64 << 10;

	private static final GainBounds NOTHING = new GainBounds(LEAST_BYTES, 0);

	private static final double OF_HEAP = 0.0005;

	private static final double LEAST_OF_LIVE_SET = 0.05;

	/** The live set is known late, as of the last collection that told. */
	private static final double MOST_OF_LIVE_SET = 4;

	/**
	 * The bounds for a window.
	 * @param comparable observations that can be compared, oldest first
	 * @param first where the window begins in them; it ends with the last
	 */
	static GainBounds of(List<Observation> comparable, int first) {
		Observation last = comparable.get(comparable.size() - 1);
		long least = (long) Math.max(LEAST_BYTES, OF_HEAP * last.histogram().bytes());
		if (!last.garbage() || last.live() == null) {
			return new GainBounds(least, Long.MAX_VALUE);
		}
		double length = seconds(comparable.get(first).histogram().time(), last.histogram().time());
		LiveSet before = before(comparable, first, last.live(), length / 2);
		if (before == null) {
			return NOTHING;
		}
		double gained = rate(before, last.live()) * length;
		return new GainBounds((long) Math.max(least, LEAST_OF_LIVE_SET * gained), (long) (MOST_OF_LIVE_SET * gained));
	}

	/**
	 * What was told of the live set before the newest tell: at the begin of the window,
	 * else not long before it, else in it. Tells of one cycle follow each other at once
	 * and say nothing of a rate.
	 */
	private static @Nullable LiveSet before(List<Observation> comparable, int first, LiveSet after,
			double leastSeconds) {
		for (int i = first; i >= 0; i--) {
			if (isOlder(comparable.get(i).live(), after, leastSeconds)) {
				return comparable.get(i).live();
			}
		}
		for (int i = first + 1; i < comparable.size(); i++) {
			if (isOlder(comparable.get(i).live(), after, leastSeconds)) {
				return comparable.get(i).live();
			}
		}
		return null;
	}

	private static boolean isOlder(@Nullable LiveSet before, LiveSet after, double leastSeconds) {
		return before != null && before.measured() != null && after.measured() != null
				&& seconds(before.measured(), after.measured()) >= leastSeconds;
	}

	/** Bytes a second between two tells. */
	private static double rate(LiveSet before, LiveSet after) {
		Instant begin = before.measured();
		Instant end = after.measured();
		return (begin != null && end != null) ? (after.bytes() - before.bytes()) / seconds(begin, end) : 0;
	}

	private static double seconds(Instant begin, Instant end) {
		return Duration.between(begin, end).toNanos() / 1e9;
	}

	boolean contain(long gained) {
		return gained >= this.least && gained <= this.most;
	}

}
