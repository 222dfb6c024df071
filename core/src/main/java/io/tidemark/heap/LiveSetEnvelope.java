package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest tell about the live set, and knows until when it holds: it does for as
 * long as the collector may be silent by its own habit, and beyond that as long as next
 * to nothing was added that could live.
 * <p>
 * Bounded: the distances of the last {@value #HABIT} cycles. Safe for use by several
 * threads.
 */
final class LiveSetEnvelope {

	/** Distances of cycles that make a habit. */
	static final int HABIT = 8;

	/** A tell holds for that long whatever comes. */
	static final Duration LEAST_HOLD = Duration.ofMinutes(1);

	/** A tell holds for so many times the longest distance of the last cycles. */
	private static final int TIMES = 3;

	/** What may be added without a tell becoming stale. */
	private static final double ADDED = 1.1;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

	private final LiveSetSignal signal;

	private final String silent;

	private final Deque<Duration> distances = new ArrayDeque<>(HABIT);

	private @Nullable Tell told;

	/** When the cycle ended of which the newest tell is. */
	private @Nullable Instant cycle;

	private long boundAtTell = -1;

	private long bound = -1;

	/**
	 * @param signal what tells
	 * @param silent why it may tell nothing, as the rest of a sentence
	 */
	LiveSetEnvelope(LiveSetSignal signal, String silent) {
		this.signal = signal;
		this.silent = silent;
	}

	synchronized void add(HeapCollection collection) {
		Tell tell = this.signal.take(collection);
		long most = this.signal.bound(collection);
		if (most >= 0) {
			this.bound = most;
		}
		if (tell != null) {
			keepDistance(tell);
			this.told = tell;
			this.boundAtTell = this.bound;
		}
	}

	private void keepDistance(Tell tell) {
		if (this.told != null && this.told.cycle() == tell.cycle()) {
			return;
		}
		if (this.cycle != null) {
			if (this.distances.size() == HABIT) {
				this.distances.removeFirst();
			}
			this.distances.addLast(Duration.between(this.cycle, tell.time()));
		}
		this.cycle = tell.time();
	}

	synchronized LiveSet at(Instant now) {
		Tell tell = this.told;
		if (tell == null) {
			return new LiveSet(-1, this.bound, null, "", "It is not known yet: " + this.silent);
		}
		String unknown = holds(tell, now) ? null
				: "It is not known since %s UTC: %s".formatted(TIME.format(tell.time()), this.silent);
		return new LiveSet(tell.bytes(), this.bound, tell.time(), tell.source(), unknown);
	}

	private boolean holds(Tell tell, Instant now) {
		return Duration.between(tell.time(), now).compareTo(hold()) <= 0 || this.bound <= ADDED * this.boundAtTell;
	}

	private Duration hold() {
		Duration habit = this.distances.isEmpty() ? Duration.ZERO : Collections.max(this.distances).multipliedBy(TIMES);
		return (habit.compareTo(LEAST_HOLD) > 0) ? habit : LEAST_HOLD;
	}

}
