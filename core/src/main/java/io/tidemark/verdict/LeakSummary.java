package io.tidemark.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The verdicts on the resources of one kind, as numbers.
 *
 * @param grades how many have this grade; every grade is present
 * @param alerts how many accuse and are to be told: 0 in shadow mode, and without those
 * that are muted
 * @param age since when the oldest of those that accuse does so, or {@code null} if none
 * does
 * @param growthPerHour growth of the fastest of those that accuse, NaN if none does
 * @param timeToLimit time until the first of those that accuse reaches its limit, or
 * {@code null} if none does
 * @since 0.1.0
 */
public record LeakSummary(Map<Grade, Integer> grades, int alerts, @Nullable Duration age, double growthPerHour,
		@Nullable Duration timeToLimit) {

	public LeakSummary {
		EnumMap<Grade, Integer> copy = new EnumMap<>(Grade.class);
		for (Grade grade : Grade.values()) {
			copy.put(grade, grades.getOrDefault(grade, 0));
		}
		grades = Collections.unmodifiableMap(copy);
	}

	/**
	 * Sums up verdicts.
	 * @param verdicts those on the resources of one kind
	 * @param alerts whether somebody is to be told of one
	 * @param now the time
	 */
	public static LeakSummary of(List<LeakVerdict> verdicts, Predicate<LeakVerdict> alerts, Instant now) {
		Map<Grade, Integer> grades = new EnumMap<>(Grade.class);
		verdicts.forEach((verdict) -> grades.merge(verdict.grade(), 1, Integer::sum));
		List<Judgement> accusing = verdicts.stream()
			.filter((verdict) -> verdict.grade().accuses())
			.map(LeakVerdict::judgement)
			.toList();
		return new LeakSummary(grades, (int) verdicts.stream().filter(alerts).count(),
				accusing.stream()
					.map(Judgement::since)
					.min(Comparator.naturalOrder())
					.map((since) -> Duration.between(since, now))
					.orElse(null),
				accusing.stream()
					.mapToDouble((judgement) -> judgement.trend().slopePerHour())
					.filter((slope) -> !Double.isNaN(slope))
					.max()
					.orElse(Double.NaN),
				accusing.stream()
					.map(Judgement::timeToLimit)
					.filter(Objects::nonNull)
					.min(Comparator.naturalOrder())
					.orElse(null));
	}

}
