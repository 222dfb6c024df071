package io.tidemark.boot.schedule;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StuckWatchTests {

	private static final Duration INTERVAL = Duration.ofSeconds(30);

	private final Budget budget = new Budget(0.01, Duration.ofMillis(100), 5);

	@Test
	void aCheapLookComesBackAfterTheInterval() {
		assertThat(next(Duration.ofMillis(20), Duration.ofMillis(5))).isEqualTo(INTERVAL);
	}

	@Test
	void aLookThatStopsTheApplicationForLongComesBackWhenHalfOfTheBudgetAllows() {
		assertThat(next(Duration.ofMillis(20), Duration.ofMillis(100))).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void aLookThatUsesMuchOfTheProcessorComesBackWhenHalfOfTheBudgetAllows() {
		assertThat(next(Duration.ofMillis(900), Duration.ZERO)).isEqualTo(Duration.ofMinutes(3));
	}

	@Test
	void noLookIsPutOffForMoreThanTenMinutes() {
		assertThat(next(Duration.ofMinutes(1), Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void aBudgetWithoutPausesPutsOffOnlyLooksThatStopTheApplication() {
		Budget none = new Budget(0.01, Duration.ZERO, 5);

		assertThat(StuckWatch.next(INTERVAL, none, Duration.ofMillis(1), Duration.ZERO)).isEqualTo(INTERVAL);
		assertThat(StuckWatch.next(INTERVAL, none, Duration.ofMillis(1), Duration.ofMillis(1)))
			.isEqualTo(Duration.ofMinutes(10));
	}

	private Duration next(Duration cpu, Duration pause) {
		return StuckWatch.next(INTERVAL, this.budget, cpu, pause);
	}

}
