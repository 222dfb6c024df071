package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * When memory is looked at by itself: {@value #BASELINES} histograms after the
 * application has settled, so that the first of a suspicion is the third and says what
 * grew; and while a verdict on memory is watching or worse, histograms and old objects.
 * The first {@value #EAGER} histograms of a suspicion come as soon as the budget allows,
 * later ones once an hour, because what has not been seen by then is not seen by more of
 * the same. One thread looks, any may say that something was taken.
 */
final class HeapPace {

	/** Time from the first look to the first histogram. */
	static final Duration SETTLED = Duration.ofMinutes(1);

	/**
	 * Histograms that are taken without a suspicion, as far apart as the budget wants.
	 */
	static final int BASELINES = 2;

	/** Histograms of one suspicion that follow each other without a rest. */
	static final int EAGER = 4;

	/** Time between two histograms after that. */
	static final Duration RARELY = Duration.ofHours(1);

	/** Time between two looks at old objects. */
	static final Duration OLD_OBJECTS = Duration.ofMinutes(1);

	/** The same once {@value #EAGER_LOOKS} looks were taken. */
	static final Duration OLD_OBJECTS_RARELY = Duration.ofMinutes(10);

	/** Looks at old objects that follow each other without a rest: half an hour. */
	static final int EAGER_LOOKS = 30;

	/** Time between two windows in which allocations are weighed. */
	static final Duration WINDOW = Duration.ofMinutes(10);

	/** The same once {@value #EAGER_WINDOWS} were opened. */
	static final Duration WINDOW_RARELY = Duration.ofHours(1);

	/** Windows of one suspicion that follow each other without a rest. */
	static final int EAGER_WINDOWS = 3;

	/** Time that objects are sampled after somebody asked for them. */
	static final Duration ASKED = Duration.ofMinutes(10);

	/** A suspicion ends when nothing was suspected for so long. */
	static final Duration FORGOTTEN = Duration.ofMinutes(10);

	private static final Set<ResourceKind> MEMORY = Set.of(ResourceKind.HEAP, ResourceKind.METASPACE,
			ResourceKind.DIRECT_BUFFERS, ResourceKind.NATIVE);

	private @Nullable Instant first;

	private int baselines;

	private @Nullable Instant began;

	private @Nullable Instant suspected;

	private @Nullable Instant taken;

	private int histograms;

	private @Nullable Instant asked;

	private @Nullable Instant collected;

	private int looks;

	private @Nullable Instant opened;

	private int windows;

	/** Whether a verdict of this kind is one on memory. */
	static boolean isMemory(ResourceKind kind) {
		return MEMORY.contains(kind);
	}

	/** Takes the verdicts as they are now. */
	synchronized void look(Instant now, List<LeakVerdict> verdicts) {
		if (this.first == null) {
			this.first = now;
		}
		Instant earliest = verdicts.stream()
			.filter(HeapPace::isSuspected)
			.map(HeapPace::began)
			.min(Comparator.naturalOrder())
			.orElse(null);
		if (earliest != null) {
			this.suspected = now;
			this.began = (this.began == null || earliest.isBefore(this.began)) ? earliest : this.began;
		}
		else if (this.suspected != null && isOver(this.suspected, FORGOTTEN, now)) {
			forget();
		}
	}

	private static boolean isSuspected(LeakVerdict verdict) {
		return isMemory(verdict.kind()) && verdict.grade().compareTo(Grade.WATCHING) >= 0;
	}

	/** What rises is known to rise since the beginning of the window that says so. */
	private static Instant began(LeakVerdict verdict) {
		return verdict.judgement().since().minus(verdict.judgement().trend().span());
	}

	private void forget() {
		this.began = null;
		this.suspected = null;
		this.histograms = 0;
		this.looks = 0;
		this.windows = 0;
	}

	/** Since when something grows, or {@code null} while nothing is suspected. */
	synchronized @Nullable Instant began() {
		return this.began;
	}

	/** Whether a histogram is wanted now; the budget may refuse it. */
	synchronized boolean wantsHistogram(Instant now) {
		if (this.baselines < BASELINES) {
			return this.began != null || (this.first != null && isOver(this.first, SETTLED, now));
		}
		if (this.began == null) {
			return false;
		}
		return this.histograms < EAGER || this.taken == null || isOver(this.taken, RARELY, now);
	}

	/** One was taken, by itself or because somebody asked. */
	synchronized void tookHistogram(Instant now) {
		this.baselines = Math.min(BASELINES, this.baselines + 1);
		this.taken = now;
		this.histograms += (this.began != null) ? 1 : 0;
	}

	/** Somebody asked for old objects. */
	synchronized void asked(Instant now) {
		this.asked = now;
	}

	/** Whether objects should be sampled now, so that there are old ones later. */
	synchronized boolean wantsSamples(Instant now) {
		return this.began != null || (this.asked != null && !isOver(this.asked, ASKED, now));
	}

	/** Whether old objects are wanted now. */
	synchronized boolean wantsOldObjects(Instant now) {
		Duration rest = (this.looks < EAGER_LOOKS) ? OLD_OBJECTS : OLD_OBJECTS_RARELY;
		return this.began != null && (this.collected == null || isOver(this.collected, rest, now));
	}

	/** They were collected, by itself or because somebody asked. */
	synchronized void tookOldObjects(Instant now) {
		this.collected = now;
		this.looks++;
	}

	/** Whether allocations should be weighed now, where old objects are silent. */
	synchronized boolean wantsWindow(Instant now) {
		Duration rest = (this.windows < EAGER_WINDOWS) ? WINDOW : WINDOW_RARELY;
		return this.began != null && (this.opened == null || isOver(this.opened, rest, now));
	}

	/** A window was opened, or could not be. */
	synchronized void openedWindow(Instant now) {
		this.opened = now;
		this.windows++;
	}

	/** A clock that was set back ends every rest, or it would last for hours. */
	private static boolean isOver(Instant since, Duration span, Instant now) {
		return now.isBefore(since) || Duration.between(since, now).compareTo(span) >= 0;
	}

}
