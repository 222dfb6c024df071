package io.tidemark.benchmarks.leakbench;

import java.util.function.IntToDoubleFunction;

import io.tidemark.verdict.Grade;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BaselineTests {

	@Test
	void oneSettingOfEachFamilyIsChosen() {
		assertThat(Baseline.all().stream().filter(Contender::chosen)).extracting(Contender::family)
			.containsExactly("threshold", "deriv", "predict_linear", "two-point diff");
	}

	@Test
	void aThresholdIsTwiceThePeakForFiveMinutes() {
		assertThat(minutesUntilTold("threshold", 200, (minute) -> 199)).isEqualTo(-1);
		assertThat(minutesUntilTold("threshold", 200, (minute) -> (minute < 60) ? 100 : 201)).isEqualTo(65);
	}

	@Test
	void aSlopeMustHoldForHalfAnHour() {
		assertThat(minutesUntilTold("deriv", 200, (minute) -> 100 + 0.08 * minute)).isEqualTo(-1);
		assertThat(minutesUntilTold("deriv", 200, (minute) -> 100 + 0.09 * minute)).isBetween(30, 32);
	}

	@Test
	void aLineIsDrawnFourHoursAhead() {
		assertThat(minutesUntilTold("predict_linear", 600, (minute) -> 100)).isEqualTo(-1);
		assertThat(minutesUntilTold("predict_linear", 600, (minute) -> 100 + minute * 0.2)).isGreaterThan(200);
	}

	@Test
	void twoDumpsAreAnHourApart() {
		assertThat(minutesUntilTold("two-point diff", 600, (minute) -> 100 + minute * 0.3)).isEqualTo(-1);
		assertThat(minutesUntilTold("two-point diff", 600, (minute) -> 100 + minute * 0.4)).isEqualTo(60);
	}

	private static int minutesUntilTold(String family, int minutes, IntToDoubleFunction value) {
		Detector detector = Baseline.all()
			.stream()
			.filter((contender) -> contender.chosen() && contender.family().equals(family))
			.findFirst()
			.orElseThrow()
			.start()
			.apply(new Contender.Known(100, false));
		for (int step = 0; step < minutes * 6; step++) {
			Grade grade = detector.read(new Reading(step * 10L, step * 10L, value.applyAsDouble(step / 6), Double.NaN,
					Double.NaN, Double.NaN, Double.NaN, false));
			if (grade == Grade.PROBABLE) {
				return step / 6;
			}
		}
		return -1;
	}

}
