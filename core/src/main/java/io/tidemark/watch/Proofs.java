package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What makes certain that something leaks; nothing else does. A proof stands while its
 * threads live, one of something that was collected for an hour. Safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class Proofs {

	static final String DEADLOCK = "deadlock";

	private final Closeables closeables = new Closeables();

	private final OwnedThreads owned;

	private final ClosedContexts contexts;

	private volatile @Nullable Proof deadlock;

	/**
	 * @param grace how long threads may outlive their owner or their context
	 */
	public Proofs(Duration grace) {
		this.owned = new OwnedThreads(grace);
		this.contexts = new ClosedContexts(grace);
	}

	/** Watches that things are closed before they are collected. */
	public Closeables closeables() {
		return this.closeables;
	}

	/** Watches that threads end with their owner. */
	public OwnedThreads owned() {
		return this.owned;
	}

	/** Watches that threads end with their application context. */
	public ClosedContexts contexts() {
		return this.contexts;
	}

	/**
	 * Takes what a search for deadlocks found.
	 * @param threads identifiers of the threads that wait for each other for ever, empty
	 * if there are none
	 * @param now when it was searched
	 */
	public void deadlocked(Set<Long> threads, Instant now) {
		Proof known = this.deadlock;
		Instant since = (known != null) ? known.since() : now;
		this.deadlock = threads.isEmpty() ? null : new Proof(DEADLOCK,
				"%d threads wait for each other for ever".formatted(threads.size()), since, threads.size(), threads);
	}

	/** All that is proven now. */
	public List<Proof> proven(Instant now) {
		List<Proof> proven = new ArrayList<>();
		Proof deadlock = this.deadlock;
		if (deadlock != null) {
			proven.add(deadlock);
		}
		proven.addAll(this.contexts.proofs(now));
		proven.addAll(this.owned.proofs(now));
		proven.addAll(this.closeables.proofs(now));
		return proven;
	}

}
