package io.tidemark.report;

import java.util.Comparator;
import java.util.List;

import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Which verdicts a report tells.
 *
 * @param least the lowest grade that is told; {@link Grade#CLEAR} for all
 * @param kind the only kind that is told, or {@code null} for all
 * @param limit verdicts that are told at most, at least 1; the others are counted as
 * omitted
 * @since 0.1.0
 */
public record LeaksFilter(Grade least, @Nullable ResourceKind kind, int limit) {

	public LeaksFilter {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1, found " + limit);
		}
	}

	/** Those that pass, worst grade first, otherwise in their order. */
	List<LeakVerdict> passing(List<LeakVerdict> verdicts) {
		return verdicts.stream()
			.filter((verdict) -> verdict.grade().compareTo(this.least) >= 0)
			.filter((verdict) -> this.kind == null || verdict.kind() == this.kind)
			.sorted(Comparator.comparing(LeakVerdict::grade).reversed())
			.toList();
	}

	/** The first of those that pass. */
	List<LeakVerdict> told(List<LeakVerdict> passing) {
		return passing.subList(0, Math.min(this.limit, passing.size()));
	}

	/** The query that asks for the same with another limit. */
	String query(int limit) {
		return "?grade=" + this.least.id() + ((this.kind != null) ? "&kind=" + this.kind.id() : "") + "&limit=" + limit;
	}

}
