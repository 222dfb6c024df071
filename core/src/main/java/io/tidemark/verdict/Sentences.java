package io.tidemark.verdict;

import java.time.Duration;
import java.util.Locale;

import io.tidemark.trend.Rise;
import io.tidemark.trend.Trend;
import io.tidemark.watch.ResourceSeries;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence with numbers why a grade stands. The sentence is made when it is
 * asked for first.
 */
final class Sentences {

	private final @Nullable Rise rise;

	private final Finding finding;

	private @Nullable String made;

	Sentences(@Nullable Rise rise, Finding finding) {
		this.rise = rise;
		this.finding = finding;
	}

	String reason(Grade grade, ResourceSeries series, Circumstances known) {
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
			return "There were only " + series.readings(18) + " readings in the last 18 slots and "
					+ series.readings(ResourceSeries.SLOTS) + " in the last " + ResourceSeries.SLOTS + ".";
		}
		if (grade == Grade.CLEAR || this.rise == null) {
			return (known.saturation() != null) ? known.saturation() : "The floor does not rise.";
		}
		if (this.made == null) {
			this.made = rose(this.rise, grade, known);
		}
		return this.made;
	}

	private String rose(Rise rise, Grade grade, Circumstances known) {
		Trend trend = rise.trend();
		StringBuilder text = new StringBuilder("The floor rose from ").append(number(rise.from()))
			.append(" to ")
			.append(number(rise.to()))
			.append(" in ")
			.append(duration(trend.span()))
			.append(", ")
			.append(number(trend.slopePerHour()))
			.append(" an hour");
		text.append(load(trend.loadShare()));
		if (!Double.isNaN(rise.stagnant()) && rise.stagnant() > 0) {
			text.append(", and ")
				.append(number(Math.min(rise.stagnant(), rise.gained())))
				.append(" of the ")
				.append(number(rise.gained()))
				.append(" gained have not moved");
		}
		if (rise.steady()) {
			text.append(", and it rose on each of the days at the same hours");
		}
		if (known.signature() != null) {
			text.append(", and it looks like ").append(known.signature().id());
		}
		if (grade == Grade.WATCHING) {
			text.append(", which is not enough to accuse it");
		}
		return text.append('.').toString();
	}

	private static String load(double share) {
		if (Double.isNaN(share)) {
			return "; its load is not known";
		}
		long percent = Math.round(100 * share);
		return (percent < 1) ? "; load explains none of it" : "; load explains " + percent + " % of it";
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
		long minutes = Math.round(span.toSeconds() / 60.0);
		if (minutes < 120) {
			return minutes + " minutes";
		}
		return (minutes < 48 * 60) ? Math.round(minutes / 60.0) + " hours" : Math.round(minutes / 1440.0) + " days";
	}

}
