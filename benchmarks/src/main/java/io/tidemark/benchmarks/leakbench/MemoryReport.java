package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.tidemark.verdict.Grade;

/**
 * Tables of what came out of the cases of memory, by collector. A leak is found if it is
 * {@code suspected}, because growth is the only signal here. Used by one thread.
 */
final class MemoryReport {

	private static final double DAY = 86_400;

	private final List<Contender> contenders;

	/** By contender, then by collector. */
	private final List<Map<String, Tally>> collectors = new ArrayList<>();

	/** By contender, then by case and collector. */
	private final List<Map<String, Tally>> cases = new ArrayList<>();

	private final List<Run> accused = new ArrayList<>();

	MemoryReport(List<Contender> contenders) {
		this.contenders = contenders;
		contenders.forEach((contender) -> {
			this.collectors.add(new TreeMap<>());
			this.cases.add(new TreeMap<>());
		});
	}

	void add(Run run, List<Outcome> outcomes) {
		for (int i = 0; i < outcomes.size(); i++) {
			Outcome outcome = outcomes.get(i);
			boolean leak = run.drawnFrom().leak();
			for (String key : List.of(run.drawnFrom().group(), "all")) {
				this.collectors.get(i).computeIfAbsent(key, (name) -> new Tally()).add(outcome, leak);
			}
			this.cases.get(i).computeIfAbsent(run.drawnFrom().name(), (name) -> new Tally()).add(outcome, leak);
		}
		if (outcomes.get(0).falseAlarms() > 0) {
			this.accused.add(run);
		}
	}

	/** What the first contender falls short of, as sentences. */
	List<String> shortcomings() {
		Tally ours = this.collectors.get(0).getOrDefault("all", new Tally());
		int allowed = (int) Math.ceil(ours.days / 10_000);
		return (ours.alarms <= allowed) ? List.of()
				: List.of(say("%d times probable in %,.0f healthy service-days, expected at most one in 10,000",
						ours.alarms, ours.days));
	}

	String text() {
		StringBuilder text = new StringBuilder();
		for (String collector : this.collectors.get(0).keySet()) {
			text.append(say("%n%s%n%n%-32s %8s %17s %8s %10s %10s %10s %10s %10s%n", collector, "detector", "recall",
					"95 %", "found", "median", "95 %", "false", "/1000 d", "at most"));
			for (int i = 0; i < this.contenders.size(); i++) {
				line(text, this.contenders.get(i), this.collectors.get(i).get(collector));
			}
		}
		leaks(text);
		healthy(text);
		Tally ours = this.collectors.get(0).get("all");
		text.append(say("%n%s was probable %d times in %,.0f healthy service-days, at most %.1f in 1,000 days%n",
				this.contenders.get(0).name(), ours.alarms, ours.days,
				1000 * Bounds.mostEvents(ours.alarms) / ours.days));
		this.accused.forEach((run) -> text.append(say(" %s run=%d%n", run.drawnFrom().name(), run.number())));
		return text.toString();
	}

	private static void line(StringBuilder text, Contender contender, Tally tally) {
		text.append(say("%-32s %6.1f %% %7.1f – %5.1f %% %8s %10s %10s %10d %10.1f %10.1f%n",
				contender.name() + (contender.chosen() ? " *" : ""), 100.0 * tally.found.size() / tally.leaks,
				100 * Bounds.lowest(tally.found.size(), tally.leaks),
				100 * Bounds.highest(tally.found.size(), tally.leaks), tally.found.size() + "/" + tally.leaks,
				Report.time(tally.within(0.5)), Report.time(tally.within(0.95)), tally.suspicions,
				1000 * tally.suspicions / tally.days, 1000 * Bounds.mostEvents(tally.suspicions) / tally.days));
	}

	private void leaks(StringBuilder text) {
		text.append(say("%nLeaks, %s%n%n%-36s %8s %10s %10s %10s %10s%n", this.contenders.get(0).name(), "case",
				"found", "undecided", "median", "95 %", "by chance"));
		this.cases.get(0)
			.forEach((name,
					tally) -> text.append((tally.leaks == 0) ? ""
							: say("%-36s %8s %10d %10s %10s %8.0f %%%n", name, tally.found.size() + "/" + tally.leaks,
									tally.undecided, Report.time(tally.within(0.5)), Report.time(tally.within(0.95)),
									100 * byChance(name, tally.within(0.5)))));
	}

	/** Chance that it is suspected within so many seconds without a leak. */
	private double byChance(String name, double seconds) {
		String collector = name.contains("/") ? name.substring(name.indexOf('/') + 1) : "outside-the-heap";
		Tally all = this.collectors.get(0).getOrDefault(collector, new Tally());
		return Double.isNaN(seconds) ? Double.NaN : 1 - Math.exp(-all.suspicions / all.days * seconds / DAY);
	}

	private void healthy(StringBuilder text) {
		text.append(say("%nHealthy, %s%n%n%-36s %8s %10s %10s%n", this.contenders.get(0).name(), "case", "days",
				"suspected", "probable"));
		this.cases.get(0)
			.forEach((name, tally) -> text.append((tally.leaks > 0) ? ""
					: say("%-36s %8.0f %10d %10d%n", name, tally.days, tally.suspicions, tally.alarms)));
	}

	private static String say(String format, Object... arguments) {
		return String.format(Locale.ROOT, format, arguments);
	}

	/** Outcomes, added up. */
	private static final class Tally {

		private final List<Double> found = new ArrayList<>();

		private int leaks;

		private int undecided;

		private int suspicions;

		private int alarms;

		private double days;

		private void add(Outcome outcome, boolean leak) {
			this.suspicions += outcome.falseSuspicions();
			this.alarms += outcome.falseAlarms();
			this.days += outcome.healthySeconds() / DAY;
			if (leak) {
				this.leaks++;
				boolean found = !Double.isNaN(outcome.newlySuspectedAfter());
				if (found) {
					this.found.add(outcome.newlySuspectedAfter());
				}
				this.undecided += (!found && outcome.reached() == Grade.UNDECIDED) ? 1 : 0;
			}
		}

		/** The seconds within which so large a share of those found was found. */
		private double within(double share) {
			Collections.sort(this.found);
			return this.found.isEmpty() ? Double.NaN
					: this.found.get((int) Math.min(this.found.size() - 1, share * this.found.size()));
		}

	}

}
