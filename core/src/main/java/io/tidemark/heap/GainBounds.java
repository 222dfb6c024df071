package io.tidemark.heap;

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
	 * @param window observations that can be compared, oldest first
	 */
	static GainBounds of(List<Observation> window) {
		Observation first = window.get(0);
		Observation last = window.get(window.size() - 1);
		long least = (long) Math.max(LEAST_BYTES, OF_HEAP * last.histogram().bytes());
		LiveSet after = last.live();
		if (!last.garbage() || after == null) {
			return new GainBounds(least, Long.MAX_VALUE);
		}
		return isKnownSince(first.histogram().time(), after) ? of(least, first.live(), after) : NOTHING;
	}

	private static boolean isKnownSince(Instant time, LiveSet live) {
		Instant measured = live.measured();
		return live.bytes() >= 0 && measured != null && measured.isAfter(time);
	}

	private static GainBounds of(long least, @Nullable LiveSet before, LiveSet after) {
		if (before == null || before.bytes() < 0) {
			return new GainBounds(least, Long.MAX_VALUE);
		}
		long gained = Math.max(after.bytes() - before.bytes(), after.newest() - before.newest());
		return new GainBounds((long) Math.max(least, LEAST_OF_LIVE_SET * gained), (long) (MOST_OF_LIVE_SET * gained));
	}

	boolean contain(long gained) {
		return gained >= this.least && gained <= this.most;
	}

}
