package io.tidemark.verdict;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.tidemark.heap.HeapSuspects;
import io.tidemark.trend.Trend;
import io.tidemark.trend.TrendTest;
import io.tidemark.watch.ResourceSeries;
import io.tidemark.watch.Saturation;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on all watched resources, each with the ladder that makes it, and how they
 * changed. Bounded by the resources that are watched; of changes {@value #CHANGES} are
 * remembered, {@value #CHANGES_EACH} of a resource. One thread judges, any may ask.
 *
 * @since 0.1.0
 */
public final class VerdictBook {

	/** Changes that are remembered at most. */
	public static final int CHANGES = 200;

	/** Changes of one resource that are remembered at most. */
	public static final int CHANGES_EACH = 20;

	private static final Comparator<LeakVerdict> WORST_FIRST = Comparator.comparing(LeakVerdict::grade)
		.reversed()
		.thenComparingDouble((verdict) -> -relativeGrowth(verdict.judgement()))
		.thenComparing(LeakVerdict::name)
		.thenComparing(LeakVerdict::id);

	private final TrendTest test = new TrendTest();

	/** By the id of the series; who registers a resource may ask while another judges. */
	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	/** Newest first. */
	private final Deque<LeakChange> changes = new ArrayDeque<>();

	private volatile List<LeakVerdict> verdicts = List.of();

	/** By the id of the verdict. */
	private volatile Map<String, Judged> byId = Map.of();

	/**
	 * Judges these and forgets all others.
	 * @return what got another grade, in the order of the cases; between clear and
	 * undecided, where everything begins, there is no change to tell of
	 */
	public List<LeakChange> judge(Instant now, List<LeakCase> cases) {
		List<LeakChange> changes = new ArrayList<>();
		Set<String> watched = new HashSet<>();
		Map<String, Judged> judged = new LinkedHashMap<>();
		for (LeakCase one : cases) {
			Entry entry = this.entries.computeIfAbsent(one.series().id(), (absent) -> new Entry(this.test));
			LeakChange change = entry.judge(now, one);
			if (change != null) {
				changes.add(change);
			}
			watched.add(one.series().id());
			judged.put(one.id(), new Judged(entry.verdict(), one.series().series()));
		}
		changes.addAll(forgetAllBut(watched, now));
		changes.forEach(this::remember);
		this.byId = judged;
		this.verdicts = judged.values().stream().map(Judged::verdict).sorted(WORST_FIRST).toList();
		return changes;
	}

	/** All verdicts, worst grade first, then growth in proportion to what there is. */
	public List<LeakVerdict> verdicts() {
		return this.verdicts;
	}

	/** The verdict on a series, or {@code null} before the first. */
	public @Nullable LeakVerdict of(String seriesId) {
		Entry entry = this.entries.get(seriesId);
		return (entry != null) ? entry.verdict : null;
	}

	/** The verdict of this id, or {@code null} if there is none. */
	public @Nullable LeakVerdict verdict(String id) {
		Judged judged = this.byId.get(id);
		return (judged != null) ? judged.verdict() : null;
	}

	/** The readings behind the verdict of this id, or {@code null} if there is none. */
	public @Nullable ResourceSeries series(String id) {
		Judged judged = this.byId.get(id);
		return (judged != null) ? judged.series() : null;
	}

	/** How all verdicts changed, newest first. */
	public List<LeakChange> changes() {
		synchronized (this.changes) {
			return List.copyOf(this.changes);
		}
	}

	/** How the verdict of this id changed, newest first. */
	public List<LeakChange> changes(String id) {
		return changes().stream().filter((change) -> change.verdict().id().equals(id)).toList();
	}

	private List<LeakChange> forgetAllBut(Set<String> watched, Instant now) {
		List<LeakChange> changes = new ArrayList<>();
		Iterator<Map.Entry<String, Entry>> all = this.entries.entrySet().iterator();
		while (all.hasNext()) {
			Map.Entry<String, Entry> next = all.next();
			if (!watched.contains(next.getKey())) {
				all.remove();
				LeakVerdict last = next.getValue().verdict();
				if (tells(last.grade(), Grade.CLEAR)) {
					changes.add(new LeakChange(now, last.grade(), withdrawn(last, now)));
				}
			}
		}
		return changes;
	}

	private static LeakVerdict withdrawn(LeakVerdict last, Instant now) {
		Judgement judgement = new Judgement(Grade.CLEAR, "It is not watched any more.", now, Set.of(), Trend.TOO_SHORT,
				Double.NaN, Double.NaN, null, null, null);
		return new LeakVerdict(last.id(), last.kind(), last.name(), last.unit(), last.tags(), judgement, last.limit(),
				last.load(), last.family(), null, last.origin(), null, null, last.mute());
	}

	private void remember(LeakChange change) {
		synchronized (this.changes) {
			this.changes.addFirst(change);
			String id = change.verdict().id();
			if (this.changes.stream().filter((each) -> each.verdict().id().equals(id)).count() > CHANGES_EACH) {
				removeOldest(id);
			}
			if (this.changes.size() > CHANGES) {
				this.changes.removeLast();
			}
		}
	}

	private void removeOldest(String id) {
		Iterator<LeakChange> oldestFirst = this.changes.descendingIterator();
		while (oldestFirst.hasNext()) {
			if (oldestFirst.next().verdict().id().equals(id)) {
				oldestFirst.remove();
				return;
			}
		}
	}

	private static boolean tells(Grade from, Grade to) {
		return from != to && (from.compareTo(Grade.WATCHING) >= 0 || to.compareTo(Grade.WATCHING) >= 0);
	}

	private static double relativeGrowth(Judgement judgement) {
		double slope = judgement.trend().slopePerHour();
		return Double.isNaN(slope) ? 0 : slope / Math.max(1, judgement.floor());
	}

	private record Judged(LeakVerdict verdict, ResourceSeries series) {

	}

	/** One resource. */
	private static final class Entry {

		private final LeakLadder ladder;

		private volatile @Nullable LeakVerdict verdict;

		Entry(TrendTest test) {
			this.ladder = new LeakLadder(test);
		}

		LeakVerdict verdict() {
			LeakVerdict verdict = this.verdict;
			if (verdict == null) {
				throw new IllegalStateException("Expected a judgement first");
			}
			return verdict;
		}

		@Nullable LeakChange judge(Instant now, LeakCase one) {
			Judgement judgement = judgement(now, one);
			LeakVerdict last = this.verdict;
			LeakVerdict verdict = verdict(one, judgement);
			this.verdict = verdict;
			Grade before = (last != null) ? last.grade() : Grade.CLEAR;
			return tells(before, verdict.grade()) ? new LeakChange(now, before, verdict) : null;
		}

		/** One that cannot be judged takes none of the others with it. */
		private Judgement judgement(Instant now, LeakCase one) {
			try {
				return this.ladder.judge(now, one.series().series(), one.known());
			}
			catch (RuntimeException ex) {
				return new Judgement(Grade.UNDECIDED, "It cannot be judged: " + ex, now, Set.of(), Trend.TOO_SHORT,
						one.series().series().last(), Double.NaN, null, null, null);
			}
		}

		/**
		 * The forecast from readings of one second knows the time left better than the
		 * trend, which knows none before it has one.
		 */
		private static Judgement timed(Judgement judgement, @Nullable Saturation saturation) {
			if (saturation == null || !judgement.signals().contains(Signal.SATURATION)) {
				return judgement;
			}
			return new Judgement(judgement.grade(), judgement.reason(), judgement.since(), judgement.signals(),
					judgement.trend(), judgement.value(), judgement.floor(), saturation.timeLeft(),
					saturation.soonest(), saturation.latest());
		}

		private static LeakVerdict verdict(LeakCase one, Judgement judgement) {
			Signature signature = one.known().signature();
			boolean moves = judgement.grade().compareTo(Grade.WATCHING) >= 0;
			HeapSuspects suspects = moves ? one.known().suspects() : null;
			WatchedResource resource = one.series().resource();
			return new LeakVerdict(one.id(), resource.kind(), resource.name(), resource.unit(), resource.tags(),
					timed(judgement, one.series().saturation()), one.series().limit(), resource.load(), one.family(),
					signature, one.origin(), Advice.of(resource.kind(), judgement.grade(), signature, suspects),
					suspects, one.mute());
		}

	}

}
