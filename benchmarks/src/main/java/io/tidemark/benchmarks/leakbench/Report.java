package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tables of what came out, and what falls short of what was promised.
 */
final class Report {

	private static final double RECALL = 0.995;

	private static final double FALSE_ALARMS_A_DAY = 1 / 10_000.0;

	private static final int RESOURCES = 512;

	private final List<Score> scores;

	/**
	 * @param scores of all contenders, that which must hold the promises first
	 */
	Report(List<Score> scores) {
		this.scores = scores;
	}

	/** What the first contender falls short of, as sentences. */
	List<String> shortcomings() {
		Score ours = this.scores.get(0);
		List<String> shortcomings = new ArrayList<>();
		if (ours.recall() < RECALL) {
			shortcomings.add(say("recall is %.2f %%, expected at least 99.5 %%", 100 * ours.recall()));
		}
		if (ours.falseAlarms() > ours.healthyDays() * FALSE_ALARMS_A_DAY) {
			shortcomings.add(say("%d false alarms in %,.0f healthy service-days, expected at most one in 10,000",
					ours.falseAlarms(), ours.healthyDays()));
		}
		if (ours.largestShareOfMisses() > 0.5) {
			shortcomings.add(say("%.0f %% of the misses are in one class of leaks, expected at most half",
					100 * ours.largestShareOfMisses()));
		}
		return shortcomings;
	}

	String text() {
		StringBuilder text = new StringBuilder();
		heading(text, "Recall and false alarms, settings chosen beforehand");
		this.scores.stream().filter((score) -> score.contender().chosen()).forEach((score) -> line(text, score));
		heading(text, "The best of each grid, by recall + share of quiet healthy runs");
		best().forEach((score) -> line(text, score));
		heading(text, "All of the grids");
		this.scores.forEach((score) -> line(text, score));
		classes(text);
		cases(text);
		zero(text);
		runs(text, "missed", this.scores.get(0).misses());
		runs(text, "falsely accused", this.scores.get(0).accused());
		return text.toString();
	}

	private List<Score> best() {
		Map<String, List<Score>> families = this.scores.stream()
			.collect(Collectors.groupingBy((score) -> score.contender().family()));
		return families.values()
			.stream()
			.map((family) -> family.stream()
				.max(Comparator.comparingDouble((score) -> score.recall() + score.specificity()))
				.orElseThrow())
			.sorted(Comparator.comparingInt(this.scores::indexOf))
			.toList();
	}

	private static void heading(StringBuilder text, String title) {
		text.append(say("%n%s%n%n%-36s %8s %17s %8s %-32s %12s %10s %12s%n", title, "detector", "recall", "95 %",
				"told", "worst class", "false/1000d", "at most", "median"));
	}

	private static void line(StringBuilder text, Score score) {
		double per1000 = 1000 / score.healthyDays();
		text.append(say("%-36s %6.2f %% %7.2f – %5.2f %% %8s %-32s %12.2f %10.2f %12s%n", score.contender().name(),
				100 * score.recall(), 100 * Bounds.lowest(score.told(), score.leaks()),
				100 * Bounds.highest(score.told(), score.leaks()), score.told() + "/" + score.leaks(), score.worst(),
				score.falseAlarms() * per1000, Bounds.mostEvents(score.falseAlarms()) * per1000,
				time(score.medianToldAfter())));
	}

	private void classes(StringBuilder text) {
		List<Score> chosen = this.scores.stream().filter((score) -> score.contender().chosen()).toList();
		text.append(say("%nRecall by class of leaks%n%n%-28s %6s", "class", "runs"));
		chosen.forEach((score) -> text.append(say(" %16s", score.contender().family())));
		text.append('\n');
		for (String name : chosen.get(0).classes().keySet()) {
			text.append(say("%-28s %6d", name, chosen.get(0).classes().get(name).runs()));
			chosen.forEach((score) -> text.append(say(" %14.1f %%", 100 * score.classes().get(name).recall())));
			text.append('\n');
		}
	}

	private void cases(StringBuilder text) {
		Score ours = this.scores.get(0);
		text.append(say("%nCases, %s%n%n%-40s %6s %8s %10s %10s %8s %8s %12s%n", ours.contender().name(), "case",
				"runs", "recall", "median", "95 %", "false", "suspect", "healthy days"));
		ours.cases()
			.forEach((name, tally) -> text.append(say("%-40s %6d %8s %10s %10s %8d %8d %12.0f%n", name, tally.runs(),
					tally.told() == 0 ? "-" : say("%.1f %%", 100 * tally.recall()), time(tally.toldWithin(0.5)),
					time(tally.toldWithin(0.95)), tally.falseAlarms(), tally.falseSuspicions(), tally.healthyDays())));
	}

	private void zero(StringBuilder text) {
		Score ours = this.scores.get(0);
		double aWeek = Bounds.mostEvents(ours.falseAlarms()) / ours.healthyDays() * 7;
		text.append(say(
				"%n%s: %d false alarms in %,.0f healthy service-days of one resource each. With 95 %% confidence "
						+ "at most %.5f in a resource-week, %.2f a week in a service with %d resources.%n",
				ours.contender().name(), ours.falseAlarms(), ours.healthyDays(), aWeek, aWeek * RESOURCES, RESOURCES));
	}

	private static void runs(StringBuilder text, String what, List<Run> runs) {
		text.append(say("%n%d runs %s", runs.size(), what));
		runs.stream().limit(60).forEach((run) -> text.append(say(" %s/%d", run.drawnFrom().name(), run.number())));
		text.append('\n');
	}

	static String time(double seconds) {
		if (Double.isNaN(seconds)) {
			return "-";
		}
		if (seconds < 7200) {
			return say("%.1f min", seconds / 60);
		}
		return (seconds < 172_800) ? say("%.1f h", seconds / 3600) : say("%.1f d", seconds / 86_400);
	}

	private static String say(String format, Object... arguments) {
		return String.format(Locale.ROOT, format, arguments);
	}

}
