package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the promises with a time in them are kept. Used by one thread.
 */
final class PromiseReport {

	private final Map<String, List<Outcome>> outcomes = new TreeMap<>();

	void add(Run run, Outcome outcome) {
		this.outcomes.computeIfAbsent(run.drawnFrom().name(), (name) -> new ArrayList<>()).add(outcome);
	}

	boolean areKept() {
		return Promise.ALL.stream().allMatch(this::isKept);
	}

	private boolean isKept(Promise promise) {
		List<Outcome> runs = runs(promise);
		return kept(promise) >= promise.share() * runs.size();
	}

	private long kept(Promise promise) {
		return runs(promise).stream().filter(promise.kept()).count();
	}

	private List<Outcome> runs(Promise promise) {
		return this.outcomes.getOrDefault(promise.drawnFrom(), List.of());
	}

	String text() {
		StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%nPromises, judged at each reading%n%n"));
		for (Promise promise : Promise.ALL) {
			List<Double> suspected = sorted(runs(promise).stream().map(Outcome::suspectedAfter).toList());
			List<Double> told = sorted(runs(promise).stream().map(Outcome::toldAfter).toList());
			text.append(String.format(Locale.ROOT, "%-28s %4d of %4d %s; suspected after %s, probable after %s: %s%n",
					promise.drawnFrom(), kept(promise), runs(promise).size(), isKept(promise) ? "kept" : "BROKEN",
					times(suspected), times(told), promise.sentence()));
		}
		return text.toString();
	}

	private static List<Double> sorted(List<Double> times) {
		List<Double> sorted = new ArrayList<>(times.stream().filter((time) -> !time.isNaN()).toList());
		Collections.sort(sorted);
		return sorted;
	}

	/** Median and longest. */
	private static String times(List<Double> sorted) {
		return sorted.isEmpty() ? "-" : Report.time(sorted.get(sorted.size() / 2)) + " (at most "
				+ Report.time(sorted.get(sorted.size() - 1)) + ")";
	}

}
