package io.tidemark.benchmarks.leakbench;

import io.tidemark.verdict.Grade;

/**
 * Looks on while one contender reads one run.
 */
final class Observer {

	/** Alarms with less than an hour between them are one. */
	private static final double SAME_EPISODE = 3600;

	private final Detector detector;

	private double suspectedAfter = Double.NaN;

	private double newlySuspectedAfter = Double.NaN;

	private boolean accused;

	private double toldAfter = Double.NaN;

	private int falseAlarms;

	private int falseSuspicions;

	private double lastAlarm = Double.NEGATIVE_INFINITY;

	private double lastSuspicion = Double.NEGATIVE_INFINITY;

	private double healthySeconds;

	private Grade reached = Grade.CLEAR;

	Observer(Detector detector) {
		this.detector = detector;
	}

	/** Whether nothing is left to be found out. */
	boolean isDone() {
		return !Double.isNaN(this.toldAfter);
	}

	/**
	 * Lets the contender read.
	 * @param elapsed seconds since the run began
	 * @param begin when the leak begins
	 */
	Grade read(Reading reading, double elapsed, double begin) {
		Grade grade = this.detector.read(reading);
		if (elapsed < begin) {
			this.healthySeconds = elapsed;
			healthy(grade, elapsed);
		}
		else {
			leaking(grade, elapsed - begin);
		}
		return grade;
	}

	private void healthy(Grade grade, double elapsed) {
		note(grade);
		this.accused = grade.accuses();
		if (this.accused) {
			this.falseSuspicions += (elapsed - this.lastSuspicion > SAME_EPISODE) ? 1 : 0;
			this.lastSuspicion = elapsed;
		}
		if (tells(grade)) {
			this.falseAlarms += (elapsed - this.lastAlarm > SAME_EPISODE) ? 1 : 0;
			this.lastAlarm = elapsed;
		}
	}

	private void leaking(Grade grade, double since) {
		note(grade);
		if (grade.accuses() && Double.isNaN(this.suspectedAfter)) {
			this.suspectedAfter = since;
		}
		if (grade.accuses() && !this.accused && Double.isNaN(this.newlySuspectedAfter)) {
			this.newlySuspectedAfter = since;
		}
		this.accused = grade.accuses();
		if (tells(grade)) {
			this.toldAfter = since;
		}
	}

	private void note(Grade grade) {
		this.reached = (grade.compareTo(this.reached) > 0) ? grade : this.reached;
	}

	private static boolean tells(Grade grade) {
		return grade.compareTo(Grade.PROBABLE) >= 0;
	}

	Outcome outcome() {
		return new Outcome(this.suspectedAfter, this.newlySuspectedAfter, this.toldAfter, this.falseAlarms,
				this.falseSuspicions, this.healthySeconds, this.reached);
	}

}
