package io.tidemark.verdict;

import java.time.Duration;
import java.util.Locale;

import io.tidemark.trend.Rise;
import io.tidemark.trend.Trend;
import io.tidemark.watch.ResourceSeries;

/**
 * Says in one sentence with numbers why a grade stands.
 */
final class Sentences {

	private static final Duration A_DAY_OR_TWO = Duration.ofHours(48);

	private Sentences() {
	}

	static String reason(Grade grade, Finding decided, ResourceSeries series, Circumstances known) {
		if (known.proof() != null) {
			return known.proof();
		}
		if (known.cleared() != null) {
			return known.cleared();
		}
		if (known.blind() != null) {
			return known.blind();
		}
		if (grade == Grade.UNDECIDED) {
			return missing(series);
		}
		Rise rise = decided.rise();
		if (known.saturation() != null && !decided.grade().accuses()) {
			return known.saturation();
		}
		if (known.drift() != null && !decided.grade().accuses()) {
			return known.drift();
		}
		return (rise == null) ? "The floor does not rise." : rose(rise, grade, decided, known) + '.';
	}

	private static String missing(ResourceSeries series) {
		int readings = series.readings(ResourceSeries.SLOTS);
		return (readings < LeakLadder.LEAST)
				? "There are " + readings + " readings in the last hour, " + LeakLadder.LEAST + " are needed."
				: "There was no reading for three minutes.";
	}

	private static String rose(Rise rise, Grade grade, Finding decided, Circumstances known) {
		Rise.Still still = decided.still() ? rise.still() : null;
		Trend trend = (still != null) ? still.trend() : rise.trend();
		String text = (still != null)
				? "Members that do not move rose from " + number(still.from()) + " to " + number(still.to())
				: "The floor rose from " + number(rise.from()) + " to " + number(rise.to());
		text += " in " + duration(trend.span()) + ", " + number(trend.slopePerHour()) + " an hour";
		text += (still != null) ? ", and none of them went" : "; " + load(trend.loadShare());
		if (rise.persistent()) {
			text += ", and it rose by a like amount each day";
		}
		if (known.signature() != null) {
			text += ", and it looks like " + known.signature().id();
		}
		if (known.suspects() != null) {
			text += MemorySentences.clauses(known.suspects());
		}
		return (grade == Grade.WATCHING) ? text + ". That is not enough to accuse it" : text;
	}

	private static String load(double share) {
		if (Double.isNaN(share)) {
			return "the load is not known";
		}
		long percent = Math.round(100 * share);
		return (percent < 1) ? "load explains none of it" : "load explains " + percent + " % of it";
	}

	static String number(double number) {
		double size = Math.abs(number);
		if (size >= 1e9) {
			return String.format(Locale.ROOT, "%.2f G", number / 1e9);
		}
		if (size >= 1e6) {
			return String.format(Locale.ROOT, "%.2f M", number / 1e6);
		}
		return (size >= 10) ? String.format(Locale.ROOT, "%,d", Math.round(number))
				: String.format(Locale.ROOT, "%.1f", number).replace(".0", "");
	}

	static String duration(Duration span) {
		if (span.compareTo(Duration.ofHours(2)) < 0) {
			return Math.round(span.toSeconds() / 60.0) + " minutes";
		}
		return (span.compareTo(A_DAY_OR_TWO) <= 0) ? Math.round(span.toMinutes() / 60.0) + " hours"
				: Math.round(span.toHours() / 24.0) + " days";
	}

}
