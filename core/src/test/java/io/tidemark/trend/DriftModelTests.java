package io.tidemark.trend;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DriftModelTests {

	private final PlantedService service = new PlantedService(1);

	private final DriftModel model = new DriftModel();

	@Test
	void itLearnsForADayAndSaysHowLongStill() {
		DriftReading early = this.service.next(this.model, 12);
		DriftReading midday = this.service.next(this.model, PlantedService.DAY / 2 - 12);
		DriftReading nextDay = this.service.next(this.model, PlantedService.DAY / 2 + 12);

		assertThat(early.state()).isEqualTo(DriftState.LEARNING);
		assertThat(early.band()).isNull();
		assertThat(early.left()).isBetween(Duration.ofHours(22), Duration.ofHours(25));
		assertThat(midday.left()).isBetween(Duration.ofHours(11), Duration.ofHours(13));
		assertThat(nextDay.state()).isEqualTo(DriftState.WITHIN);
		assertThat(nextDay.left()).isZero();
	}

	@Test
	void theBandHoldsNineteenOfTwentyHealthyReadings() {
		double within = 0;
		double known = 0;

		for (int i = 0; i < 30 * PlantedService.DAY; i++) {
			DriftReading reading = this.service.next(this.model);
			DriftBand band = reading.band();
			if (band != null) {
				known++;
				within += (reading.live() >= band.low() && reading.live() <= band.high()) ? 1 : 0;
			}
		}

		assertThat(within / known).isBetween(0.93, 0.97);
	}

	@Test
	void aHealthyServiceDoesNotDriftInTwoHundredDays() {
		for (int i = 0; i < 200 * PlantedService.DAY; i++) {
			assertThat(this.service.next(this.model).state()).isNotEqualTo(DriftState.ABOVE);
		}
	}

	@Test
	void fifteenPercentMoreAreFoundWithinAnHourAndSaid() {
		this.service.next(this.model, 10 * PlantedService.DAY);

		this.service.planted = 1.15;
		DriftReading after = this.service.next(this.model, 12);

		assertThat(after.state()).isEqualTo(DriftState.ABOVE);
		assertThat(after.sentence()).matches("The live heap is 1\\d % above what this load needed before "
				+ "\\(\\d+ MB, expected \\d+ to \\d+ MB\\) for 1\\d intervals of 5 minutes in a row\\.");
	}

	@Test
	void theSentenceSaysTheNumbers() {
		DriftReading reading = new DriftReading(PlantedService.START, 412_000_000, DriftLoad.UNKNOWN,
				new DriftBand(358_000_000, 340_000_000, 375_000_000), DriftState.ABOVE, 5, Duration.ZERO);

		assertThat(reading.sentence()).isEqualTo("The live heap is 15 % above what this load needed before (412 MB, "
				+ "expected 340 to 375 MB) for 5 intervals of 5 minutes in a row.");
	}

	@Test
	void moreLoadThanYesterdayIsNoDrift() {
		this.service.next(this.model, 10 * PlantedService.DAY);

		DriftBand night = this.model.band(load(20), Duration.ofDays(10));
		DriftBand noon = this.model.band(load(110), Duration.ofDays(10));

		assertThat(night).isNotNull();
		assertThat(noon).isNotNull();
		assertThat(night.expected()).isBetween(325_000_000L, 355_000_000L);
		assertThat(noon.expected()).isBetween(490_000_000L, 540_000_000L);
	}

	private static DriftLoad load(double requests) {
		return new DriftLoad(requests, Double.NaN, requests / 10, 40 + requests / 10, Double.NaN);
	}

	@Test
	void fourIntervalsAboveAreNoDrift() {
		this.service.next(this.model, 10 * PlantedService.DAY);

		this.service.planted = 1.3;
		DriftReading fourth = this.service.next(this.model, 4);
		DriftReading fifth = this.service.next(this.model);

		assertThat(fourth.state()).isEqualTo(DriftState.WITHIN);
		assertThat(fifth.state()).isEqualTo(DriftState.ABOVE);
	}

	@Test
	void aLeakIsNotLearnedWhileItGrows() {
		this.service.next(this.model, 10 * PlantedService.DAY);

		DriftReading last = this.service.next(this.model);
		for (int i = 0; i < 5 * PlantedService.DAY; i++) {
			this.service.planted += 0.1 / PlantedService.DAY;
			last = this.service.next(this.model);
		}

		assertThat(last.state()).isEqualTo(DriftState.ABOVE);
		assertThat(last.live()).isGreaterThan((long) (1.35 * last.band().expected()));
	}

	@Test
	void driftEndsWhenTheHeapComesBack() {
		this.service.next(this.model, 10 * PlantedService.DAY);
		this.service.planted = 1.2;
		this.service.next(this.model, 20);

		this.service.planted = 1;
		DriftReading after = this.service.next(this.model, 12);

		assertThat(after.state()).isEqualTo(DriftState.WITHIN);
		assertThat(after.sentence()).isNull();
	}

	@Test
	void whatStandsForAWeekIsLearnedAnew() {
		this.service.next(this.model, 10 * PlantedService.DAY);
		this.service.planted = 1.3;

		DriftReading sixth = this.service.next(this.model, 6 * PlantedService.DAY);
		DriftReading eighth = this.service.next(this.model, 2 * PlantedService.DAY - 200);
		DriftReading tenth = this.service.next(this.model, 2 * PlantedService.DAY);

		assertThat(sixth.state()).isEqualTo(DriftState.ABOVE);
		assertThat(eighth.state()).isEqualTo(DriftState.LEARNING);
		assertThat(tenth.state()).isEqualTo(DriftState.WITHIN);
	}

	@Test
	void lessThanExpectedIsBelowAndHasNoSentence() {
		this.service.next(this.model, 10 * PlantedService.DAY);

		this.service.planted = 0.7;
		DriftReading after = this.service.next(this.model, 6);

		assertThat(after.state()).isEqualTo(DriftState.BELOW);
		assertThat(after.sentence()).isNull();
	}

	@Test
	void anIntervalWithoutACollectionNeitherCountsNorEndsARow() {
		this.service.next(this.model, 10 * PlantedService.DAY);
		this.service.planted = 1.3;
		this.service.next(this.model, 4);

		DriftReading untold = this.model.add(this.service.now().plus(DriftModel.INTERVAL), this.service.age(),
				this.service.load, -1);
		this.service.live();
		DriftReading told = this.service.next(this.model);

		assertThat(untold.live()).isEqualTo(-1);
		assertThat(untold.state()).isEqualTo(DriftState.WITHIN);
		assertThat(told.state()).isEqualTo(DriftState.ABOVE);
	}

	@Test
	void withoutRequestsNothingIsJudged() {
		for (int i = 0; i < 4 * PlantedService.DAY; i++) {
			double live = this.service.live() * ((i > 3 * PlantedService.DAY) ? 1.5 : 1);
			DriftReading reading = this.model.add(this.service.now(), this.service.age(), DriftLoad.UNKNOWN, live);
			assertThat(reading.state()).isNotEqualTo(DriftState.ABOVE);
		}
	}

	@Test
	void loadsThatAreNoNumbersAndHeapsThatAreNoneDoNoHarm() {
		this.service.next(this.model, 3 * PlantedService.DAY);
		DriftLoad odd = new DriftLoad(-1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 1e300);

		for (double live : new double[] { Double.NaN, Double.POSITIVE_INFINITY, 0, -1, 1 }) {
			this.model.add(this.service.now(), this.service.age(), odd, live);
		}
		DriftReading after = this.service.next(this.model);

		assertThat(odd.requests()).isNaN();
		assertThat(odd.latency()).isNaN();
		assertThat(after.band()).isNotNull();
		assertThat(after.band().expected()).isPositive();
	}

	@Test
	void featuresThatMoveTogetherDoNotMakeItUnstable() {
		for (int i = 0; i < 20 * PlantedService.DAY; i++) {
			double live = this.service.live();
			double requests = this.service.load.requests();
			DriftLoad twins = new DriftLoad(requests, 7, requests * 1e6, requests / 1e6 + 1e4, 3 * requests);
			this.model.add(this.service.now(), this.service.age(), twins, live);
		}

		DriftBand band = this.model.band(new DriftLoad(60, 7, 60e6, 60 / 1e6 + 1e4, 180), Duration.ofDays(20));

		assertThat(band).isNotNull();
		assertThat(band.expected()).isBetween(405_000_000L, 435_000_000L);
	}

	@Test
	void aRestartWarmsUpAndIsNotJudged() {
		this.service.next(this.model, 10 * PlantedService.DAY);

		DriftReading young = this.model.add(this.service.now().plusSeconds(300), Duration.ofMinutes(5),
				this.service.load, 9e9);

		assertThat(young.state()).isEqualTo(DriftState.LEARNING);
		assertThat(young.left()).isEqualTo(Duration.ofMinutes(25));
	}

	@Test
	void aModelKeepsLessThanEightKilobytesWhateverItLearned() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		new DriftModel();
		long before = threads.getCurrentThreadAllocatedBytes();
		DriftModel fresh = new DriftModel();
		long made = threads.getCurrentThreadAllocatedBytes() - before;

		assertThat(fresh.newest()).isNull();
		assertThat(made).isLessThan(DriftModel.RETAINED);
	}

}
