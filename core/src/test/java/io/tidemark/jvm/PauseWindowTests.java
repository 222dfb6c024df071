package io.tidemark.jvm;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PauseWindowTests {

	private final PauseWindow window = new PauseWindow();

	@Test
	void theShareIsZeroWhenNothingStopped() {
		assertThat(this.window.share(0)).isZero();
		assertThat(this.window.share(10_000_000)).isZero();
	}

	@Test
	void pausesOfTheLastMinuteAddUp() {
		this.window.add(100_200, 200);
		this.window.add(110_400, 400);

		assertThat(this.window.share(120_000)).isEqualTo(0.6 / 60);
	}

	@Test
	void aPauseIsForgottenAfterAMinute() {
		this.window.add(100_500, 500);

		assertThat(this.window.share(159_999)).isEqualTo(0.5 / 60);
		assertThat(this.window.share(160_000)).isZero();
		assertThat(this.window.share(220_500)).isZero();
	}

	@Test
	void aLongPauseIsForgottenSecondBySecond() {
		this.window.add(110_000, 10_000);

		assertThat(this.window.share(110_000)).isEqualTo(10.0 / 60);
		assertThat(this.window.share(164_000)).isEqualTo(5.0 / 60);
	}

	@Test
	void aPauseOfMoreThanAMinuteIsTheWholeMinute() {
		this.window.add(200_000, 90_000);

		assertThat(this.window.share(200_000)).isEqualTo(59.0 / 60);
		assertThat(this.window.share(200_000 - 1)).isLessThanOrEqualTo(1);
	}

	@Test
	void pausesThatAreToldLateOrTwiceKeepTheShareWithinOne() {
		for (int i = 0; i < 10; i++) {
			this.window.add(200_000, 60_000);
		}
		this.window.add(100_000, 1_000);

		assertThat(this.window.share(199_999)).isEqualTo(1);
	}

	@Test
	void aPauseThatIsToldAfterItsMinuteCountsNothing() {
		this.window.share(200_000);

		this.window.add(139_000, 1_000);

		assertThat(this.window.share(200_000)).isZero();
	}

	@Test
	void aPauseBeforeTheClockBeganIsCutThere() {
		this.window.add(300, 5_000);

		assertThat(this.window.share(300)).isEqualTo(0.3 / 60);
	}

}
