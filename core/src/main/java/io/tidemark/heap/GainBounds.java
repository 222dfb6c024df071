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
		Observation last = window.get(window.size() - 1);
		long least = (long) Math.max(LEAST_BYTES, OF_HEAP * last.histogram().bytes());
		if (!last.garbage() || last.live() == null) {
			return new GainBounds(least, Long.MAX_VALUE);
		}
		LiveSet before = firstKnown(window);
		return (before != null && isNewer(last.live(), before))
				? of(least, last.live().bytes() - before.bytes()) : NOTHING;
	}

	private static @Nullable LiveSet firstKnown(List<Observation> window) {
		for (Observation observation : window) {
			LiveSet live = observation.live();
			if (live != null && live.measured() != null) {
				return live;
			}
		}
		return null;
	}

	private static boolean isNewer(LiveSet live, LiveSet before) {
		Instant measured = live.measured();
		return measured != null && before.measured() != null && measured.isAfter(before.measured());
	}

	private static GainBounds of(long least, long gained) {
		return new GainBounds((long) Math.max(least, LEAST_OF_LIVE_SET * gained), (long) (MOST_OF_LIVE_SET * gained));
	}

	boolean contain(long gained) {
		return gained >= this.least && gained <= this.most;
	}

}
