package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Outcomes of one contender, added up. Used by one thread.
 */
final class Score {

	private final Contender contender;

	private final Map<String, Tally> classes = new TreeMap<>();

	private final Map<String, Tally> cases = new TreeMap<>();

	private final List<Run> misses = new ArrayList<>();

	private final List<Run> accused = new ArrayList<>();

	private final List<Double> toldAfter = new ArrayList<>();

	private int falseAlarms;

	private int falseSuspicions;

	private double healthyDays;

	private int healthyRuns;

	private int quietRuns;

	Score(Contender contender) {
		this.contender = contender;
	}

	void add(Run run, Outcome outcome) {
		this.falseAlarms += outcome.falseAlarms();
		this.falseSuspicions += outcome.falseSuspicions();
		this.healthyDays += outcome.healthySeconds() / 86_400;
		if (outcome.falseAlarms() > 0) {
			this.accused.add(run);
		}
		this.cases.computeIfAbsent(run.drawnFrom().name(), (name) -> new Tally()).add(outcome);
		if (run.drawnFrom().leak()) {
			addLeak(run, outcome);
		}
		else {
			this.healthyRuns++;
			this.quietRuns += (outcome.falseAlarms() == 0) ? 1 : 0;
		}
	}

	private void addLeak(Run run, Outcome outcome) {
		this.classes.computeIfAbsent(run.drawnFrom().group(), (name) -> new Tally()).add(outcome);
		if (Double.isNaN(outcome.toldAfter())) {
			this.misses.add(run);
		}
		else {
			this.toldAfter.add(outcome.toldAfter());
		}
	}

	Contender contender() {
		return this.contender;
	}

	int leaks() {
		return this.toldAfter.size() + this.misses.size();
	}

	int told() {
		return this.toldAfter.size();
	}

	double recall() {
		return (leaks() > 0) ? (double) told() / leaks() : 1;
	}

	/** Share of the healthy runs in which it accused nobody. */
	double specificity() {
		return (this.healthyRuns > 0) ? (double) this.quietRuns / this.healthyRuns : 1;
	}

	int falseAlarms() {
		return this.falseAlarms;
	}

	int falseSuspicions() {
		return this.falseSuspicions;
	}

	double healthyDays() {
		return this.healthyDays;
	}

	/** Median of the seconds until a leak was told, NaN if none was. */
	double medianToldAfter() {
		if (this.toldAfter.isEmpty()) {
			return Double.NaN;
		}
		Collections.sort(this.toldAfter);
		return this.toldAfter.get(this.toldAfter.size() / 2);
	}

	/** By class of leaks. */
	Map<String, Tally> classes() {
		return this.classes;
	}

	/** By case. */
	Map<String, Tally> cases() {
		return this.cases;
	}

	List<Run> misses() {
		return this.misses;
	}

	/** Runs with a false alarm. */
	List<Run> accused() {
		return this.accused;
	}

	/** The class with the lowest recall, and that; empty if nothing leaked. */
	String worst() {
		return this.classes.entrySet()
			.stream()
			.min((one, other) -> Double.compare(one.getValue().recall(), other.getValue().recall()))
			.map((worst) -> String.format(Locale.ROOT, "%s %.1f %%", worst.getKey(), 100 * worst.getValue().recall()))
			.orElse("");
	}

	/**
	 * Share of all misses that are in the class with most of them; 0 if there is none.
	 */
	double largestShareOfMisses() {
		int most = this.classes.values().stream().mapToInt((tally) -> tally.runs - tally.told).max().orElse(0);
		return (most <= 1) ? 0 : (double) most / this.misses.size();
	}

	/** Outcomes of one class or case, added up. */
	static final class Tally {

		private final List<Double> toldAfter = new ArrayList<>();

		private int runs;

		private int told;

		private int falseAlarms;

		private int falseSuspicions;

		private double healthyDays;

		private void add(Outcome outcome) {
			this.runs++;
			this.falseAlarms += outcome.falseAlarms();
			this.falseSuspicions += outcome.falseSuspicions();
			this.healthyDays += outcome.healthySeconds() / 86_400;
			if (!Double.isNaN(outcome.toldAfter())) {
				this.told++;
				this.toldAfter.add(outcome.toldAfter());
			}
		}

		int runs() {
			return this.runs;
		}

		int told() {
			return this.told;
		}

		double recall() {
			return (double) this.told / this.runs;
		}

		int falseAlarms() {
			return this.falseAlarms;
		}

		int falseSuspicions() {
			return this.falseSuspicions;
		}

		double healthyDays() {
			return this.healthyDays;
		}

		/** The seconds within which so large a share of those told was told. */
		double toldWithin(double share) {
			if (this.toldAfter.isEmpty()) {
				return Double.NaN;
			}
			Collections.sort(this.toldAfter);
			return this.toldAfter.get((int) Math.min(this.toldAfter.size() - 1, share * this.toldAfter.size()));
		}

	}

}
