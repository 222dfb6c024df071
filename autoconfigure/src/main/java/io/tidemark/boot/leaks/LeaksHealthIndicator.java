package io.tidemark.boot.leaks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The worst verdicts as details of {@code /actuator/health}. The status is never
 * {@code DOWN}: a probe that failed on a verdict would restart all instances of a service
 * at once, and the evidence with them. Stops nothing and waits for nobody.
 *
 * @since 0.1.0
 */
public final class LeaksHealthIndicator implements HealthIndicator {

	/** Verdicts that are shown at most. */
	static final int SHOWN = 10;

	private final Supplier<List<LeakVerdict>> verdicts;

	/**
	 * @param verdicts the verdicts, worst first; empty before the first judgement
	 */
	public LeaksHealthIndicator(Supplier<List<LeakVerdict>> verdicts) {
		this.verdicts = verdicts;
	}

	@Override
	public Health health() {
		try {
			return health(this.verdicts.get());
		}
		catch (RuntimeException ex) {
			return Health.unknown().withException(ex).build();
		}
	}

	private static Health health(List<LeakVerdict> all) {
		List<LeakVerdict> worst = all.stream().filter((verdict) -> verdict.grade().accuses()).toList();
		return Health.up()
			.withDetail("watched", all.size())
			.withDetail("leaks", worst.size())
			.withDetail("worst", worst.stream().limit(SHOWN).map(LeaksHealthIndicator::detail).toList())
			.build();
	}

	private static Map<String, Object> detail(LeakVerdict verdict) {
		Judgement judgement = verdict.judgement();
		Map<String, Object> detail = new LinkedHashMap<>();
		detail.put("id", verdict.id());
		detail.put("kind", verdict.kind().id());
		detail.put("name", verdict.name());
		detail.put("grade", verdict.grade().id());
		detail.put("since", judgement.since().toString());
		detail.put("reason", judgement.reason());
		if (judgement.timeToLimit() != null) {
			detail.put("secondsToLimit", judgement.timeToLimit().toSeconds());
		}
		if (verdict.mute() != null) {
			detail.put("muted", verdict.mute().reason());
		}
		return detail;
	}

}
