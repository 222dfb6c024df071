package io.tidemark.boot.schedule;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnThreadCostTests {

	private final ObserverPart part = new ObserverPart("allocations", false);

	private Duration cpu = Duration.ofMillis(30);

	private long failures = 1;

	@Test
	void whatWasUsedSinceTheLastTimeIsCharged() {
		OwnThreadCost cost = new OwnThreadCost(this.part, () -> this.cpu, () -> this.failures);
		cost.charge();
		this.cpu = Duration.ofMillis(50);
		this.failures = 4;

		cost.charge();
		cost.charge();

		assertThat(this.part.cpu()).isEqualTo(Duration.ofMillis(50));
		assertThat(this.part.failures()).isEqualTo(4);
	}

}
