package io.tidemark.boot.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;

/**
 * The numbers of one resource, or of all that share a label.
 *
 * @param label what tells its series from the others
 * @param grade how sure it is
 * @param age seconds since it has this grade
 * @param growth units gained an hour, NaN if not known or not above 0
 * @param left seconds until the limit is reached, NaN if it will not be
 */
record LeakRow(LeakLabel label, Grade grade, double age, double growth, double left) {

	/** Worst first; of one grade the oldest, so that a row that is there stays. */
	static final Comparator<LeakRow> WORST_FIRST = Comparator.comparing(LeakRow::grade)
		.thenComparingDouble(LeakRow::age)
		.reversed()
		.thenComparing(LeakRow::label);

	private static final double MILLIS_PER_SECOND = 1000;

	static LeakRow of(LeakVerdict verdict, Instant now) {
		double growth = verdict.judgement().trend().slopePerHour();
		Duration left = verdict.judgement().timeToLimit();
		return new LeakRow(LeakLabel.of(verdict), verdict.grade(),
				Math.max(0, Duration.between(verdict.judgement().since(), now).toMillis() / MILLIS_PER_SECOND),
				(growth > 0 && Double.isFinite(growth)) ? growth : Double.NaN,
				(left != null) ? Math.max(0, left.toMillis() / MILLIS_PER_SECOND) : Double.NaN);
	}

	/** Both under one label: the worst of each. */
	LeakRow worst(LeakRow other) {
		LeakRow worse = (WORST_FIRST.compare(this, other) <= 0) ? this : other;
		return new LeakRow(this.label, worse.grade, worse.age, most(this.growth, other.growth),
				-most(-this.left, -other.left));
	}

	/** The row for those without one: units differ, so their growth is nobody's. */
	LeakRow asOther() {
		return new LeakRow(LeakLabel.OTHER, this.grade, this.age, Double.NaN, this.left);
	}

	private static double most(double one, double other) {
		if (Double.isNaN(one)) {
			return other;
		}
		return Double.isNaN(other) ? one : Math.max(one, other);
	}

}
