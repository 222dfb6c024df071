package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Remembers the heap of the last hour: {@value #STEPS} steps of ten seconds, 7 kB. May be
 * used by any number of threads.
 *
 * @since 0.1.0
 */
public final class HeapReadings {

	/** Steps that are remembered. */
	static final int STEPS = 360;

	private static final Duration STEP = Duration.ofSeconds(10);

	/** Steps. */
	private static final int SET_BACK = 6;

	private final float[] used = unknown();

	private final float[] peaks = unknown();

	private final float[] live = unknown();

	private final float[] low = unknown();

	private final float[] high = unknown();

	/**
	 * Number of the first step and of the newest, since the epoch; -1 before the first.
	 */
	private long first = -1;

	private long newest = -1;

	/**
	 * Takes a reading. One that is older than the newest counts as one of that step; one
	 * that is older by more than a minute comes from a clock that was set back, and what
	 * was remembered is forgotten.
	 * @param now when it was taken
	 * @param used heap in use, in bytes
	 * @param live how much of it lives, -1 if not known
	 * @param low least that the load is expected to need, NaN if not known
	 * @param high most that the load is expected to need, NaN if not known
	 */
	public synchronized void add(Instant now, long used, long live, double low, double high) {
		long step = now.toEpochMilli() / STEP.toMillis();
		if (step < this.newest - SET_BACK) {
			this.first = -1;
		}
		step = (this.first < 0) ? step : Math.max(this.newest, step);
		forget(step);
		int place = place(step);
		this.used[place] = lower(this.used[place], known(used));
		this.peaks[place] = higher(this.peaks[place], known(used));
		this.live[place] = known(live);
		this.low[place] = known(low);
		this.high[place] = known(high);
	}

	/** What is remembered, from the first reading of the last hour on. */
	public synchronized HeapHistory hour() {
		long from = Math.max(this.first, this.newest - STEPS + 1);
		return new HeapHistory(Instant.ofEpochMilli(from * STEP.toMillis()), STEP, list(this.used, from),
				list(this.peaks, from), list(this.live, from), list(this.low, from), list(this.high, from));
	}

	/** Clears the steps that come, those in which nothing was read included. */
	private void forget(long step) {
		if (this.first < 0) {
			this.first = step;
			this.newest = step - 1;
		}
		for (long next = Math.max(this.newest + 1, step - STEPS + 1); next <= step; next++) {
			for (float[] series : List.of(this.used, this.peaks, this.live, this.low, this.high)) {
				series[place(next)] = Float.NaN;
			}
		}
		this.newest = step;
	}

	private List<Float> list(float[] series, long from) {
		List<Float> list = new ArrayList<>();
		for (long step = Math.max(0, from); step <= this.newest; step++) {
			list.add(series[place(step)]);
		}
		return list;
	}

	private static int place(long step) {
		return (int) (step % STEPS);
	}

	private static float known(double bytes) {
		return (bytes >= 0) ? (float) bytes : Float.NaN;
	}

	private static float lower(float before, float now) {
		return Float.isNaN(before) ? now : Float.isNaN(now) ? before : Math.min(before, now);
	}

	private static float higher(float before, float now) {
		return Float.isNaN(before) ? now : Float.isNaN(now) ? before : Math.max(before, now);
	}

	private static float[] unknown() {
		float[] series = new float[STEPS];
		Arrays.fill(series, Float.NaN);
		return series;
	}

}
