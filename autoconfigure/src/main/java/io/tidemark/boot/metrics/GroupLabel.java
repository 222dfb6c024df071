package io.tidemark.boot.metrics;

import java.util.Comparator;

import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What tells the series of one family of threads from the others.
 *
 * @param group name pattern, at most {@value #LONGEST} characters
 * @param origin class and method, at most {@value #LONGEST} characters
 */
record GroupLabel(String group, String origin) implements Comparable<GroupLabel> {

	/** Keeps a scrape small whatever somebody writes into a thread's name. */
	static final int LONGEST = 200;

	/** All families that have no row of their own; no origin is called so. */
	static final GroupLabel OTHER = new GroupLabel("other", "other");

	private static final Comparator<GroupLabel> ORDER = Comparator.comparing(GroupLabel::group)
		.thenComparing(GroupLabel::origin);

	static GroupLabel of(ThreadGroupSize size) {
		return new GroupLabel(label(size.name(), "unnamed"), label(size.origin(), "unknown"));
	}

	Tags tags() {
		return Tags.of("group", this.group, "origin", this.origin);
	}

	@Override
	public int compareTo(GroupLabel other) {
		return ORDER.compare(this, other);
	}

	// Prometheus takes an empty label for a label that is not there.
	private static String label(@Nullable String text, String whenEmpty) {
		if (text == null || text.isBlank()) {
			return whenEmpty;
		}
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) : text;
	}

}
