package io.tidemark.boot.leaks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.tidemark.boot.Verdicts;
import io.tidemark.verdict.Grade;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

class LeaksHealthIndicatorTests {

	@Test
	void aProvenLeakIsADetailAndNoReasonToRestart() {
		Health health = new LeaksHealthIndicator(
				() -> List.of(Verdicts.custom("orders.open", "orders", Grade.PROVEN, Duration.ofSeconds(33)),
						Verdicts.muted(Verdicts.threads("pool-*", Grade.SUSPECTED)),
						Verdicts.threads("task-*", Grade.CLEAR)))
			.health();

		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("watched", 3).containsEntry("leaks", 2);
		assertThat(health.getDetails().get("worst")).asInstanceOf(LIST)
			.hasSize(2)
			.first()
			.asInstanceOf(MAP)
			.containsExactlyInAnyOrderEntriesOf(Map.of("id", "00000000000000ff", "kind", "custom", "name",
					"orders.open", "grade", "proven", "since", "2026-11-21T14:50:00Z", "reason",
					"Its floor rose from 12 to 412 within an hour", "secondsToLimit", 33L));
		assertThat(health.getDetails().get("worst")).asInstanceOf(LIST)
			.last()
			.asInstanceOf(MAP)
			.containsEntry("muted", "ends with release 7");
	}

	@Test
	void theWorstTenAreShown() {
		Health health = new LeaksHealthIndicator(
				() -> IntStream.range(0, 50).mapToObj((i) -> Verdicts.threads("pool-" + i, Grade.SUSPECTED)).toList())
			.health();

		assertThat(health.getDetails()).containsEntry("leaks", 50);
		assertThat(health.getDetails().get("worst")).asInstanceOf(LIST).hasSize(LeaksHealthIndicator.SHOWN);
	}

	@Test
	void verdictsThatCannotBeReadAreUnknownAndNotDown() {
		Health health = new LeaksHealthIndicator(() -> {
			throw new IllegalStateException("planted");
		}).health();

		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
	}

}
