package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ResourceSeriesTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	private final ResourceSeries series = new ResourceSeries(Duration.ofSeconds(10));

	@Test
	void readingsComeBackInTheOrderInWhichTheyWereAdded() {
		add(0, 3);
		add(10, 5);

		ResourceHistory hour = this.series.hour();

		assertThat(hour.from()).isEqualTo(START);
		assertThat(hour.step()).isEqualTo(Duration.ofSeconds(10));
		assertThat(hour.values()).containsExactly(3f, 5f);
		assertThat(hour.load()).isEmpty();
		assertThat(this.series.last()).isEqualTo(5);
	}

	@Test
	void ofDenserReadingsTheLowestStands() {
		add(0, 9);
		add(1, 4);
		add(2, 7);

		assertThat(this.series.hour().values()).containsExactly(4f);
		assertThat(this.series.hourlyPeak(0)).isCloseTo(9, within(0.1));
		assertThat(this.series.last()).isEqualTo(7);
	}

	@Test
	void aSlotWithoutReadingIsMissing() {
		add(0, 3);
		add(10, Double.NaN);
		add(20, -1);
		add(40, 5);

		assertThat(this.series.hour().values()).containsExactly(3f, Float.NaN, Float.NaN, Float.NaN, 5f);
		assertThat(this.series.last()).isEqualTo(5);
		assertThat(this.series.readings(3)).isEqualTo(1);
	}

	@Test
	void whenTheClockIsSetBackTheSeriesGoesOn() {
		add(0, 1);
		add(10, 2);
		add(10 - 7200, 3);
		add(20 - 7200, 4);

		assertThat(this.series.hour().values()).containsExactly(1f, 2f, 3f, 4f);
	}

	@Test
	void whenTheClockIsSetAheadTheTimeBetweenIsMissing() {
		add(0, 1);
		add(7200, 2);

		assertThat(this.series.hour().values()).hasSize(ResourceSeries.SLOTS).endsWith(2f);
		assertThat(this.series.readings(ResourceSeries.SLOTS)).isEqualTo(1);
		assertThat(this.series.days().values()).containsExactly(1f, Float.NaN, 2f);
	}

	@Test
	void keepsAnHourAtFullRateAndFloorsOf28Days() {
		for (int second = 0; second < 40 * 86_400; second += 600) {
			add(second, second / 3600);
		}

		assertThat(this.series.hour().values()).hasSize(360);
		List<Float> days = this.series.days().values();
		assertThat(days).hasSize(672).startsWith(12 * 24f).endsWith(40 * 24 - 1f);
	}

	@Test
	void floorsAreThoseOfCompleteSubWindows() {
		for (int i = 0; i < 10; i++) {
			this.series.add(START.plusSeconds(10 * i), 10 + i, 100 + i, i);
		}
		double[] floors = new double[3];
		double[] loads = new double[3];
		double[] stagnant = new double[3];

		this.series.floors(3, 3, floors, loads, stagnant);

		assertThat(floors).containsExactly(10, 13, 16);
		assertThat(loads).containsExactly(101, 104, 107);
		assertThat(stagnant[2]).isEqualTo(6, within(0.01));
	}

	@Test
	void floorsOfADayComeFromBlocks() {
		for (int second = 0; second < 86_400; second += 10) {
			add(second, second / 3600);
		}
		double[] floors = new double[36];

		this.series.floors(240, 36, floors, new double[36], new double[36]);

		assertThat(floors[35]).isEqualTo(22);
		assertThat(floors[34] - floors[1]).isEqualTo(22);
	}

	@Test
	void hoursKnowTheirMeanAndTheirPeak() {
		for (int second = 0; second < 3600; second += 10) {
			add(second, (second % 20 == 0) ? 100 : 300);
		}
		add(3600, 0);

		assertThat(this.series.hourlyFloor(1)).isEqualTo(100);
		assertThat(this.series.hourlyMean(1)).isCloseTo(200, within(1.0));
		assertThat(this.series.hourlyPeak(1)).isCloseTo(300, within(2.0));
	}

	@Test
	void takesAsManyBytesAsItSays() {
		assertThat(ResourceSeries.BYTES * 512).isLessThan(7_000_000);
	}

	@Test
	void refusesAnIntervalBelowASecond() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ResourceSeries(Duration.ofMillis(999)))
			.withMessageContaining("PT0.999S");
	}

	private void add(int second, double value) {
		this.series.add(START.plusSeconds(second), value, Double.NaN, Double.NaN);
	}

}
