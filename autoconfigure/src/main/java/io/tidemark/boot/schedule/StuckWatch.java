package io.tidemark.boot.schedule;

import java.time.Clock;
import java.time.Duration;

import io.tidemark.Tidemark;
import io.tidemark.snapshot.CaptureCost;

/**
 * Watches again and again which threads do not move. The walk is done on the capture's
 * thread, the rest on the schedule's. Where a walk is dear it is done less often than
 * asked for, so that it uses at most half of the budget.
 */
final class StuckWatch {

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private static final Duration UNTIL_FREE = Duration.ofSeconds(1);

	private final Tidemark tidemark;

	private final SharedSnapshots captures;

	private final ObserverPart part;

	private final Budget budget;

	private final Duration interval;

	private final Clock clock;

	private volatile Duration next;

	private boolean begun;

	StuckWatch(Tidemark tidemark, SharedSnapshots captures, ObserverPart part, Budget budget, Duration interval,
			Clock clock) {
		this.tidemark = tidemark;
		this.captures = captures;
		this.part = part;
		this.budget = budget;
		this.interval = interval;
		this.clock = clock;
		this.next = interval;
	}

	/**
	 * Has all threads looked at, not at the first call.
	 * @return time until the next look
	 */
	Duration look() {
		if (!this.part.works()) {
			this.tidemark.watchNoMore();
			return this.interval;
		}
		if (!this.begun) {
			this.begun = true;
			return this.interval;
		}
		return this.captures.beside(this.part.name(), this::watch) ? this.next : UNTIL_FREE;
	}

	private void watch() {
		Duration before = this.part.cpu();
		CaptureCost cost = this.part.measure(() -> this.tidemark.watch(this.clock.instant()));
		this.part.addPause(cost.pause());
		this.next = next(this.interval, this.budget, this.part.cpu().minus(before), cost.pause());
	}

	/** The interval, or longer where a walk costs more than half of the budget. */
	static Duration next(Duration interval, Budget budget, Duration cpu, Duration pause) {
		long nanos = Math.max(interval.toNanos(), Math.max(spread(cpu, budget.cpu()), spread(pause, budget.pause())));
		return Duration.ofNanos(Math.min(nanos, Math.max(interval.toNanos(), LONGEST.toNanos())));
	}

	private static long spread(Duration cost, Duration allowed) {
		return (long) (2.0 * cost.toNanos() / Math.max(1, allowed.toNanos()) * Budget.WINDOW.toNanos());
	}

}
