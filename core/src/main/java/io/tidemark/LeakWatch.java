package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakCase;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakSummary;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mute;
import io.tidemark.verdict.VerdictBook;
import io.tidemark.watch.Measured;
import io.tidemark.watch.Proofs;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.ResourceSeries;
import io.tidemark.watch.WatchedResources;
import io.tidemark.watch.WatchedSeries;
import org.jspecify.annotations.Nullable;

/**
 * The second page of the engine's table of contents: from readings over time to verdicts.
 * One thread reads and judges; everything else may be called by any.
 *
 * @since 0.1.0
 */
public final class LeakWatch {

	private final WatchedResources resources;

	private final LeakSettings settings;

	private final Proofs proofs;

	private final FamilyReadings families;

	private final ProofReadings proven;

	private final LeakCases cases;

	private final VerdictBook book = new VerdictBook();

	private volatile @Nullable Instant ready;

	/**
	 * @param tidemark counts the families of threads and looks at their stacks
	 * @param resources what is watched beside them
	 * @param settings how
	 */
	public LeakWatch(Tidemark tidemark, WatchedResources resources, LeakSettings settings) {
		this.resources = resources;
		this.settings = settings;
		this.proofs = new Proofs(settings.grace());
		this.families = new FamilyReadings(tidemark);
		this.proven = new ProofReadings(tidemark, this.proofs);
		this.cases = new LeakCases(tidemark, this.families, this.proven, settings.mutes());
		resources.keep(this::isWatchedForAReason);
	}

	/** Takes since when the application is ready; if nobody says, the first reading. */
	public void ready(Instant when) {
		this.ready = when;
	}

	/**
	 * Takes a reading of everything that is watched, the families of threads as they were
	 * counted last. Costs what the readings cost, and a millisecond at 10,000 threads.
	 */
	public void read(Instant now) {
		if (this.ready == null) {
			this.ready = now;
		}
		List<Measured> measured = new ArrayList<>(this.families.read(now));
		measured.addAll(this.proven.read(now));
		this.resources.read(now, measured);
	}

	/**
	 * Judges everything that is watched, below 20 ms for 512 resources.
	 * @return what got another grade; between clear and undecided, where everything
	 * begins, there is no change to tell of
	 */
	public List<LeakChange> judge(Instant now) {
		List<WatchedSeries> watched = this.resources.all();
		List<LeakCase> cases = this.cases.of(now, age(now), watched, this.book::of);
		return this.book.judge(now, cases);
	}

	/** All verdicts, worst grade first, then growth in proportion to what there is. */
	public List<LeakVerdict> verdicts() {
		return this.book.verdicts();
	}

	/**
	 * A verdict with what it was made from.
	 * @param id its id
	 * @return {@code null} if there is none of this id
	 */
	public @Nullable LeakDetail detail(String id) {
		LeakVerdict verdict = this.book.verdict(id);
		ResourceSeries series = this.book.series(id);
		if (verdict == null || series == null) {
			return null;
		}
		synchronized (this.resources) { // who adds to a series holds it too
			return new LeakDetail(verdict, series.hour(), series.days(), this.book.changes(id));
		}
	}

	/** How verdicts changed, newest first, at most {@value VerdictBook#CHANGES}. */
	public List<LeakChange> changes() {
		return this.book.changes();
	}

	/** The verdicts by kind, as numbers; kinds of which nothing is watched are absent. */
	public Map<ResourceKind, LeakSummary> summary(Instant now) {
		Map<ResourceKind, List<LeakVerdict>> kinds = new EnumMap<>(ResourceKind.class);
		verdicts()
			.forEach((verdict) -> kinds.computeIfAbsent(verdict.kind(), (absent) -> new ArrayList<>()).add(verdict));
		Map<ResourceKind, LeakSummary> summary = new EnumMap<>(ResourceKind.class);
		kinds.forEach((kind, verdicts) -> summary.put(kind, LeakSummary.of(verdicts, this::alerts, now)));
		return summary;
	}

	/** Whether somebody is to be told of this verdict. */
	public boolean alerts(LeakVerdict verdict) {
		return verdict.grade().accuses() && verdict.mute() == null && !this.settings.shadow();
	}

	/** Whether verdicts are only made and shown, and nobody is told. */
	public boolean shadow() {
		return this.settings.shadow();
	}

	/** All mutes, those that have ended included. */
	public List<Mute> mutes() {
		return this.settings.mutes().all();
	}

	/**
	 * Has this asked for what else is known of memory, from the next judgement on.
	 */
	public void heap(HeapWitness witness) {
		this.cases.heap(witness);
	}

	/** What is watched. */
	public WatchedResources resources() {
		return this.resources;
	}

	/**
	 * Takes what is certain: closeables, owners of threads, closed contexts, deadlocks.
	 */
	public Proofs proofs() {
		return this.proofs;
	}

	private Duration age(Instant now) {
		Instant ready = this.ready;
		return (ready != null && ready.isBefore(now)) ? Duration.between(ready, now) : Duration.ZERO;
	}

	private boolean isWatchedForAReason(String seriesId) {
		LeakVerdict verdict = this.book.of(seriesId);
		return verdict != null && verdict.grade().compareTo(Grade.WATCHING) >= 0;
	}

}
