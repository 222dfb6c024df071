package io.tidemark;

import java.time.Duration;
import java.time.Instant;

import io.tidemark.trend.Direction;
import io.tidemark.trend.Rise;
import io.tidemark.trend.TrendTest;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapTellsTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final HeapTells tells = new HeapTells();

	@Test
	void sixCollectionsTellThatItRises() {
		for (int i = 0; i < 5; i++) {
			assertThat(tell(180 * i, 50_000_000 + 5_000_000 * i)).isNull();
		}

		Rise rise = tell(180 * 5, 75_000_000);

		assertThat(rise).isNotNull();
		assertThat(rise.trend().direction()).isEqualTo(Direction.RISING);
		assertThat(rise.trend().slopePerHour()).isCloseTo(100e6, Percentage.withPercentage(1));
	}

	@Test
	void theSameCollectionTellsOnce() {
		for (int i = 0; i < 100; i++) {
			assertThat(tell(180, 50_000_000)).isNull();
		}
	}

	@Test
	void whatFilledAtTheStartHidesNoLeak() {
		int second = 0;
		Rise rise = null;
		for (double megabytes : new double[] { 40.1, 68.1, 75.4, 83.1, 88.3, 94.7, 101.7, 108.3 }) {
			rise = tell(second += 90, Math.round(megabytes * 1e6));
		}

		assertThat(rise).isNotNull();
		assertThat(rise.trend().direction()).isEqualTo(Direction.RISING);
		assertThat(rise.sustained()).isTrue();
	}

	@Test
	void ofSeveralTellsOfOneCycleTheLowestCounts() {
		Rise rise = null;
		for (int i = 0; i < 10; i++) {
			tell(100 * i, 60_000_000);
			tell(100 * i + 3, 50_000_000);
			rise = tell(100 * i + 6, 55_000_000);
		}

		assertThat(rise).isNotNull();
		assertThat(rise.to()).isEqualTo(50_000_000);
	}

	@Test
	void aClockThatWasSetBackBeginsAnew() {
		tell(7_200, 50_000_000);
		for (int i = 0; i < 5; i++) {
			assertThat(tell(180 * i, 50_000_000 + 5_000_000 * i)).isNull();
		}

		assertThat(tell(180 * 5, 75_000_000)).isNotNull();
	}

	@Test
	void onlyTheLastHalfHourCounts() {
		for (int i = 0; i < 20; i++) {
			tell(180 * i, 50_000_000 + 5_000_000 * i);
		}
		Rise rise = null;
		for (int i = 20; i < 32; i++) {
			rise = tell(180 * i, 150_000_000);
		}

		assertThat(rise).isNotNull();
		assertThat(rise.trend().direction()).isEqualTo(Direction.FLAT);
	}

	@Test
	void collectionsThatComeOftenAreBounded() {
		Rise rise = null;
		for (int i = 0; i < 10_000; i++) {
			rise = tell(i, 50_000_000);
		}

		assertThat(rise).isNotNull();
		assertThat(rise.trend().span()).isEqualTo(HeapTells.APART.multipliedBy(TrendTest.MOST - 1));
	}

	private @Nullable Rise tell(int second, long bytes) {
		return this.tells.rise(START.plusSeconds(second), bytes);
	}

}
