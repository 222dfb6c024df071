package io.tidemark.boot.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import io.tidemark.LeakWatch;
import io.tidemark.verdict.LeakChange;

/**
 * Reads what is watched and judges it, again and again. While something comes nearer to
 * its limit fast, that alone is read every second, and everything is judged every five:
 * so a queue that fills up is told within twenty seconds. Runs on the schedule's thread.
 */
final class LeakRounds {

	static final Duration DENSE = Duration.ofSeconds(1);

	static final Duration HURRY = Duration.ofSeconds(5);

	private final LeakWatch leaks;

	private final ObserverPart readings;

	private final ObserverPart judgements;

	private final Duration interval;

	private final Consumer<List<LeakChange>> receiver;

	private final Clock clock;

	private Duration unread;

	private Duration unjudged = Duration.ZERO;

	/**
	 * @param leaks reads and judges
	 * @param parts its two parts can be stepped down
	 * @param interval time between two readings of everything
	 * @param receiver takes the changes of each judgement, also when there are none
	 */
	LeakRounds(LeakWatch leaks, ObserverParts parts, Duration interval, Consumer<List<LeakChange>> receiver,
			Clock clock) {
		this.leaks = leaks;
		this.readings = parts.resources();
		this.judgements = parts.leaks();
		this.interval = interval;
		this.receiver = receiver;
		this.clock = clock;
		this.unread = interval;
	}

	/**
	 * Reads everything when it is time, and in between what moves fast.
	 * @return time until the next reading
	 */
	Duration read() {
		if (!this.readings.works()) {
			this.unread = this.interval;
			return this.interval;
		}
		boolean fast = this.readings.measure(this::readNow);
		Duration left = this.interval.minus(this.unread);
		Duration next = (fast && left.compareTo(DENSE) > 0) ? DENSE : left;
		this.unread = this.unread.plus(next);
		if (fast) {
			judgeSoon(next);
		}
		return next;
	}

	private boolean readNow() {
		Instant now = this.clock.instant();
		if (this.unread.compareTo(this.interval) >= 0) {
			this.leaks.read(now);
			this.unread = Duration.ZERO;
		}
		else {
			this.leaks.resources().readFast(now);
		}
		return !this.leaks.resources().fast().isEmpty();
	}

	private void judgeSoon(Duration next) {
		if (this.unjudged.compareTo(HURRY) >= 0) {
			judge();
		}
		this.unjudged = this.unjudged.plus(next);
	}

	/** Judges everything, as long as it is read. */
	void judge() {
		if (this.judgements.works() && this.readings.works()) {
			this.unjudged = Duration.ZERO;
			this.receiver.accept(this.judgements.measure(() -> this.leaks.judge(this.clock.instant())));
		}
	}

}
