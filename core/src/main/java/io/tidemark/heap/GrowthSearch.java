package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

import io.tidemark.origin.OriginFrameFinder;

/**
 * Finds the classes that grew in each of the last histograms. Most histograms have
 * garbage in them, and garbage grows and shrinks with what the collector has done. So a
 * class must have grown
 * <ul>
 * <li>in each step, in none slower than a quarter of its mean rate;</li>
 * <li>by more than it ever shrank between two kept histograms;</li>
 * <li>together with what it explains by 64 kB and 0.05 % of all bytes;</li>
 * <li>if the live set is watched and there is garbage: by at least 5 % of what the live
 * set gained in that time, and by no more than four times as much, going by two tells of
 * the live set as near as there are. Without two tells nothing grows: old garbage may for
 * hours.</li>
 * </ul>
 * Histograms with no collection between them are one observation, and so are not
 * compared; one with garbage is not compared with an earlier one without.
 */
final class GrowthSearch {

	/** Growing classes that are told at most. */
	static final int MOST = 50;

	/**
	 * What explains others may itself be small: a session beside its data. What the
	 * application's own classes gain may be as little as it likes.
	 */
	private static final int SMALLER = 8;

	private final int observations;

	private final OriginFrameFinder finder;

	/**
	 * @param observations histograms in which a class must have grown
	 * @param finder knows the classes of the application
	 */
	GrowthSearch(int observations, OriginFrameFinder finder) {
		this.finder = finder;
		if (observations < 2 || observations >= HistogramSettings.MOST_KEPT) {
			throw new IllegalArgumentException(
					"observations must be 2 to %d, found %d".formatted(HistogramSettings.MOST_KEPT - 1, observations));
		}
		this.observations = observations;
	}

	/**
	 * Searches.
	 * @param kept what is kept, oldest first
	 */
	List<GrowingClass> search(List<Observation> kept) {
		List<Observation> comparable = comparable(kept);
		if (comparable.size() <= this.observations) {
			return List.of();
		}
		int first = comparable.size() - this.observations - 1;
		GainBounds bounds = GainBounds.of(comparable, first);
		Instant begin = comparable.get(first).histogram().time();
		Duration length = Duration.between(begin, last(comparable).histogram().time());
		return new GrowthCredits(steady(comparable, bounds), this.finder).owners()
			.filter((owner) -> bounds.contain(owner.bytesGained()) || owner.growth().moreLoaders())
			.limit(MOST)
			.map((owner) -> owner.growing(this.observations, length))
			.toList();
	}

	/** The newest and those before it that differ by more than garbage that came. */
	static List<Observation> comparable(List<Observation> kept) {
		LinkedList<Observation> comparable = new LinkedList<>();
		for (int i = kept.size() - 1; i >= 0; i--) {
			if (comparable.isEmpty() || isComparable(kept.get(i), comparable.getFirst())) {
				comparable.addFirst(kept.get(i));
			}
		}
		return List.copyOf(comparable);
	}

	private static boolean isComparable(Observation older, Observation newer) {
		if (!older.histogram().time().isBefore(newer.histogram().time())) {
			return false;
		}
		return !newer.garbage() || (older.garbage() && newer.collections() > older.collections());
	}

	private List<Growth> steady(List<Observation> comparable, GainBounds bounds) {
		List<Map<String, ClassCount>> counts = comparable.stream().map(GrowthSearch::byName).toList();
		int first = comparable.size() - this.observations - 1;
		double[] seconds = seconds(comparable.subList(first, comparable.size()));
		List<Growth> steady = new ArrayList<>();
		for (ClassCount newest : last(comparable).histogram().classes()) {
			Growth growth = growth(counts.subList(first, counts.size()), newest);
			long least = this.finder.isApplication(newest.name()) ? 1 : bounds.least() / SMALLER;
			if (growth.moreLoaders() || (growth.bytesGained() >= least && growth.bytesGained() <= bounds.most()
					&& growth.isSteady(seconds)
					&& growth.bytesGained() > largestLoss(comparable, counts, newest.name()))) {
				steady.add(growth);
			}
		}
		return steady;
	}

	private static Map<String, ClassCount> byName(Observation observation) {
		Map<String, ClassCount> byName = new HashMap<>();
		observation.histogram().classes().forEach((count) -> byName.put(count.name(), count));
		return byName;
	}

	private static double[] seconds(List<Observation> window) {
		double[] seconds = new double[window.size() - 1];
		for (int i = 0; i < seconds.length; i++) {
			Instant begin = window.get(i).histogram().time();
			seconds[i] = Duration.between(begin, window.get(i + 1).histogram().time()).toNanos() / 1e9;
		}
		return seconds;
	}

	/** A class that was not there, or too small to be kept, counts as none. */
	private static Growth growth(List<Map<String, ClassCount>> window, ClassCount newest) {
		ClassCount none = new ClassCount(newest.name(), newest.module(), 0, 0, 0);
		return new Growth(
				window.stream().map((counts) -> counts.getOrDefault(newest.name(), none)).toArray(ClassCount[]::new));
	}

	/** How much of it went at most from one to the next: as much may be garbage. */
	private static long largestLoss(List<Observation> comparable, List<Map<String, ClassCount>> counts, String name) {
		long largest = 0;
		for (int i = 1; i < counts.size(); i++) {
			boolean alike = comparable.get(i).garbage() == comparable.get(i - 1).garbage();
			ClassCount before = counts.get(i - 1).get(name);
			ClassCount after = counts.get(i).get(name);
			if (alike && before != null) {
				largest = Math.max(largest, before.bytes() - ((after != null) ? after.bytes() : 0));
			}
		}
		return largest;
	}

	private static Observation last(List<Observation> observations) {
		return observations.get(observations.size() - 1);
	}

}
