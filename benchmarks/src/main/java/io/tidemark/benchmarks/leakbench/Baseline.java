package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.tidemark.verdict.Grade;

/**
 * A rule as people write it for their monitoring server: holds a condition over the
 * samples of each minute for some time, and then alerts.
 */
final class Baseline implements Detector {

	private static final int MINUTE = 60;

	private final ScrapedSeries series;

	private final Rule rule;

	private final int minutes;

	private final ToDoubleFunction<Reading> scraped;

	private int held;

	private int readings;

	private Grade grade = Grade.CLEAR;

	private Baseline(int window, Rule rule, int minutes) {
		this(window, rule, minutes, Reading::value);
	}

	private Baseline(int window, Rule rule, int minutes, ToDoubleFunction<Reading> scraped) {
		this.scraped = scraped;
		this.series = new ScrapedSeries(window);
		this.rule = rule;
		this.minutes = minutes;
	}

	/** The four, each with the setting that was chosen and a small grid around it. */
	static List<Contender> all() {
		List<Contender> all = new ArrayList<>();
		for (double factor : new double[] { 2, 1.2, 1.5, 3, 5 }) {
			all.add(threshold(factor, factor == 2));
		}
		for (int window : new int[] { 30, 360 }) {
			for (double percent : new double[] { 5, 1, 2, 10, 20 }) {
				all.add(deriv(window, percent, window == 30 && percent == 5));
			}
		}
		for (int window : new int[] { 60, 360 }) {
			for (int held : new int[] { 30, 0, 120 }) {
				all.add(predictLinear(window, held, window == 60 && held == 30));
			}
		}
		for (int distance : new int[] { 10, 60, 1440 }) {
			for (double percent : new double[] { 20, 10, 50 }) {
				all.add(twoPoints(distance, percent, distance == 60 && percent == 20));
			}
		}
		return all;
	}

	/**
	 * Those of memory, each with the setting that was chosen and a small grid around it.
	 */
	static List<Contender> memory() {
		List<Contender> all = new ArrayList<>();
		for (int percent : new int[] { 90, 80, 95 }) {
			all.add(usage(percent, percent == 90));
		}
		for (int percent : new int[] { 80, 70, 90 }) {
			all.add(usageAfterCollection(percent, percent == 80));
		}
		for (int window : new int[] { 60, 360, 1440 }) {
			all.add(heapFills(window, window == 60));
		}
		for (int distance : new int[] { 1440, 60 }) {
			all.add(collectedGrew(distance, distance == 1440));
		}
		return all;
	}

	/** Heap in use above so many percent of its limit for 5 minutes. */
	private static Contender usage(int percent, boolean chosen) {
		return new Contender("heap usage", "heap usage > %d%%".formatted(percent), chosen, (known) -> new Baseline(1,
				(series, limit) -> series.last() > percent / 100.0 * limit, 5, Reading::used));
	}

	/** The long-lived pool above so many percent after its collection for 5 minutes. */
	private static Contender usageAfterCollection(int percent, boolean chosen) {
		return new Contender("usage after gc", "usage after gc > %d%%".formatted(percent), chosen,
				(known) -> new Baseline(1, (series, limit) -> series.last() > percent / 100.0, 5,
						Reading::usageAfterCollection));
	}

	/** The line through the heap in use reaches the limit in 4 hours, for 30 minutes. */
	private static Contender heapFills(int window, boolean chosen) {
		return new Contender("regression of used", "predict_linear[%dm] of used, 4h".formatted(window), chosen,
				(known) -> new Baseline(window, (series, limit) -> {
					ScrapedSeries.Line line = series.line();
					return line.now() + line.perMinute() * 240 > limit;
				}, 30, Reading::used));
	}

	/** After its collection the long-lived pool holds 20 % more than some time ago. */
	private static Contender collectedGrew(int distance, boolean chosen) {
		return new Contender("diff after gc", "diff %dm of after gc > 20%%".formatted(distance), chosen,
				(known) -> new Baseline(1, (series, limit) -> series.last() > 1.2 * series.ago(distance), 5,
						Reading::usageAfterCollection));
	}

	/** Above so many times the usual peak for 5 minutes. */
	private static Contender threshold(double factor, boolean chosen) {
		return new Contender("threshold", "threshold %sx peak".formatted(factor), chosen,
				(known) -> new Baseline(1, (series, limit) -> series.last() > factor * known.peak(), 5));
	}

	/** Slope above so many percent of the usual peak an hour, for 30 minutes. */
	private static Contender deriv(int window, double percent, boolean chosen) {
		return new Contender("deriv", "deriv[%dm] > %s%%/h for 30m".formatted(window, percent), chosen,
				(known) -> new Baseline(window,
						(series, limit) -> series.line().perMinute() * 60 > percent / 100 * known.peak(), 30));
	}

	/** Where no limit is known the line must reach twice the usual peak. */
	private static Contender predictLinear(int window, int held, boolean chosen) {
		return new Contender("predict_linear", "predict_linear[%dm], 4h for %dm".formatted(window, held), chosen,
				(known) -> new Baseline(window, (series, limit) -> {
					ScrapedSeries.Line line = series.line();
					double most = Double.isNaN(limit) ? 2 * known.peak() : limit;
					return line.now() + line.perMinute() * 240 > most;
				}, held));
	}

	/** Grew by so much, and by at least 5, between two dumps. */
	private static Contender twoPoints(int distance, double percent, boolean chosen) {
		return new Contender("two-point diff", "diff %dm > %s%%".formatted(distance, percent), chosen,
				(known) -> new Baseline(1, (series, limit) -> {
					double before = series.ago(distance);
					return series.last() - before > Math.max(5, percent / 100 * before);
				}, 0));
	}

	@Override
	public Grade read(Reading reading) {
		if (this.readings++ % (MINUTE / Simulation.STEP) == 0) {
			this.series.add(this.scraped.applyAsDouble(reading));
			this.held = this.rule.holds(this.series, reading.limit()) ? this.held + 1 : 0;
			this.grade = (this.held > this.minutes) ? Grade.PROBABLE : Grade.CLEAR;
		}
		return this.grade;
	}

	/** The condition of a rule. */
	private interface Rule {

		boolean holds(ScrapedSeries series, double limit);

	}

}
