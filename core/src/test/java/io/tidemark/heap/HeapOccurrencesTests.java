package io.tidemark.heap;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapOccurrencesTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private static final String JOB = "the scheduled job com.example.Report.run";

	private final HeapOccurrences occurrences = new HeapOccurrences();

	@Test
	void stepsThatComeWithAJobAreToldWithIt() {
		for (int minute = 0; minute <= 40; minute++) {
			if (minute % 10 == 5) {
				happens(60 * minute - 20, JOB);
			}
			floor(60 * minute, 50 + 8 * ((minute + 5) / 10));
		}

		assertThat(this.occurrences.coincidence(START))
			.isEqualTo("100 % of the growth came with the scheduled job com.example.Report.run, "
					+ "in 4 of 4 steps of the floor, which took 10 % of the time.");
	}

	@Test
	void aClockThatWasSetBackBeginsAnew() {
		floor(7_200, 50);
		for (int minute = 0; minute <= 40; minute++) {
			floor(60 * minute, (minute < 20) ? 50 : 90);
		}
		happens(60 * 20 - 10, JOB);

		assertThat(this.occurrences.coincidence(START)).startsWith("100 % of the growth came with the scheduled job");
	}

	@Test
	void whatAlwaysHappensExplainsNothing() {
		for (int minute = 0; minute <= 40; minute++) {
			happens(60 * minute - 20, JOB);
			floor(60 * minute, 50 + minute);
		}

		assertThat(this.occurrences.coincidence(START)).isNull();
	}

	@Test
	void growthThatGoesOnWithoutItIsNotItsOwn() {
		for (int minute = 0; minute <= 40; minute++) {
			if (minute % 10 == 5) {
				happens(60 * minute - 20, JOB);
			}
			floor(60 * minute, 50 + minute);
		}

		assertThat(this.occurrences.coincidence(START)).isNull();
	}

	@Test
	void oneBurstTellsIfItWasShort() {
		for (int minute = 0; minute <= 40; minute++) {
			floor(60 * minute, (minute < 20) ? 50 : 90);
		}
		happens(60 * 20 - 10, "a burst of requests to GET /orders");

		assertThat(this.occurrences.coincidence(START)).startsWith("100 % of the growth came with a burst of requests");
	}

	@Test
	void whatCameBeforeTheGrowthIsNotAsked() {
		for (int minute = 0; minute <= 40; minute++) {
			floor(60 * minute, (minute < 20) ? 50 : 90);
		}
		happens(60 * 20 - 10, JOB);

		assertThat(this.occurrences.coincidence(START.plusSeconds(60 * 25))).isNull();
	}

	@Test
	void aFloorThatIsNotKnownAndOneOfTheSameCollectionAreNoStep() {
		floor(0, 50);
		this.occurrences.floor(START, 500_000_000);
		this.occurrences.floor(START.plusSeconds(60), -1);
		happens(-1, JOB);

		assertThat(this.occurrences.coincidence(START)).isNull();
	}

	@Test
	void occurrencesAndStepsAreBounded() {
		for (int i = 0; i < 100_000; i++) {
			happens(i, "x".repeat(1_000));
			floor(i, i);
		}

		assertThat(this.occurrences.size()).isEqualTo(HeapOccurrences.OCCURRENCES + HeapOccurrences.STEPS);
	}

	private void happens(int second, String what) {
		this.occurrences.add(START.plusSeconds(second), what);
	}

	private void floor(int second, int megabytes) {
		this.occurrences.floor(START.plusSeconds(second), megabytes * 1_000_000L);
	}

}
