package io.tidemark.boot.leaks;

import java.time.Instant;

import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakVerdict;

/**
 * Application event: a resource is suspected of leaking, is so more or less surely than
 * before, or is no longer. Received by any {@code @EventListener} method: <pre>{@code
 * &#64;EventListener
 * void tell(LeakVerdictChanged change) {
 * 	if (change.worse() && change.verdict().grade() == Grade.PROBABLE) {
 * 		this.chat.post(change.verdict().name() + ": " + change.verdict().judgement().reason());
 * 	}
 * }
 * }</pre> Published as often as the log line is written: never in shadow mode, never of a
 * muted resource, and not of changes below {@link Grade#SUSPECTED}. Listeners are called
 * one event at a time on the thread {@code tidemark-events}; one that throws is named in
 * the log, and one that blocks delays later events and nothing else.
 *
 * @param time when
 * @param from the grade it had
 * @param verdict the verdict now
 * @since 0.1.0
 */
public record LeakVerdictChanged(Instant time, Grade from, LeakVerdict verdict) {

	LeakVerdictChanged(LeakChange change) {
		this(change.time(), change.from(), change.verdict());
	}

	/** Whether it is more surely a leak than before. */
	public boolean worse() {
		return this.verdict.grade().compareTo(this.from) > 0;
	}

}
