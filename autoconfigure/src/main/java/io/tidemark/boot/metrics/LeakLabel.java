package io.tidemark.boot.metrics;

import java.util.Comparator;

import io.micrometer.core.instrument.Tags;
import io.tidemark.verdict.LeakVerdict;

/**
 * What tells the series of one resource from the others.
 *
 * @param kind id of its kind
 * @param name its name with the tags that tell it from others of that name, such as
 * {@code executor.queued (name=orders)}, at most {@value GroupLabel#LONGEST} characters
 * @param origin class and method that start its threads; {@code unknown} where that is
 * not known, and {@code none} for what has no threads
 * @param unit what is counted
 */
record LeakLabel(String kind, String name, String origin, String unit) implements Comparable<LeakLabel> {

	/** All resources that have no row of their own; no kind is called so. */
	static final LeakLabel OTHER = new LeakLabel("other", "other", "other", "other");

	private static final Comparator<LeakLabel> ORDER = Comparator.comparing(LeakLabel::kind)
		.thenComparing(LeakLabel::name)
		.thenComparing(LeakLabel::origin)
		.thenComparing(LeakLabel::unit);

	static LeakLabel of(LeakVerdict verdict) {
		return new LeakLabel(verdict.kind().id(), cut(verdict.name() + verdict.distinction()), origin(verdict),
				cut(verdict.unit()));
	}

	private static String origin(LeakVerdict verdict) {
		if (verdict.family() == null) {
			return "none";
		}
		String origin = verdict.family().origin();
		return (origin == null || origin.isBlank()) ? "unknown" : cut(origin);
	}

	private static String cut(String text) {
		return (text.length() > GroupLabel.LONGEST) ? text.substring(0, GroupLabel.LONGEST) : text;
	}

	Tags tags() {
		return Tags.of("kind", this.kind, "name", this.name, "origin", this.origin, "unit", this.unit);
	}

	@Override
	public int compareTo(LeakLabel other) {
		return ORDER.compare(this, other);
	}

}
