package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SimulationTests {

	@Test
	void theSameSeedGivesTheSameReadings() {
		BenchCase drawnFrom = Cases.all().get(0);

		assertThat(readings(new Run(drawnFrom, 3, 1).simulation()))
			.isEqualTo(readings(new Run(drawnFrom, 3, 1).simulation()))
			.isNotEqualTo(readings(new Run(drawnFrom, 3, 2).simulation()))
			.isNotEqualTo(readings(new Run(drawnFrom, 4, 1).simulation()));
	}

	@Test
	void aLeakBeginsWhenItSaysAndLeaksWhatItSays() {
		List<Reading> readings = draw("""
				leak-case a b members 10h
				begin 1h
				leak 360
				""");

		assertThat(readings).hasSize(11 * 360);
		assertThat(readings.subList(0, 358)).allMatch((reading) -> reading.value() == 0);
		assertThat(last(readings).value()).isCloseTo(3600, within(240.0));
	}

	@Test
	void aLeakThatComesInSpellsLeaksAsMuchInTheLongRun() {
		List<Reading> readings = draw("""
				leak-case a b members 20d
				leak 60
				leak-every 2h
				leak-spell 10m
				""");

		assertThat(last(readings).value()).isCloseTo(28_800, within(8_000.0));
	}

	@Test
	void aLeakOfANightlyBatchLeaksAsMuchInTheLongRun() {
		List<Reading> readings = draw("""
				leak-case a b members 20d
				leak 60
				leak-in-batch 1
				batch 1
				batch-time 1h
				""");

		assertThat(last(readings).value()).isCloseTo(28_800, within(8_000.0));
	}

	@Test
	void aRegularLeakComesAsAClockWouldHaveIt() {
		List<Reading> readings = draw("leak-case a b members 1h\nleak 60\nleak-regular 1\nnoise 0");

		assertThat(last(readings).value()).isEqualTo(60);
	}

	@Test
	void workersWithoutWorkAreIdle() {
		List<Reading> readings = draw("""
				healthy-case a b members 1d
				fill 100
				fill-time 1h
				noise 0
				""");

		assertThat(last(readings).idle()).isBetween(97.0, 100.0);
		assertThat(last(readings).stagnant()).isEqualTo(last(readings).idle());
	}

	@Test
	void whatLeakedStandsStillAMinuteLater() {
		List<Reading> readings = draw("""
				leak-case a b members 1h
				leak 3600
				noise 0
				""");

		assertThat(readings.get(100).stagnant()).isEqualTo(readings.get(94).value());
	}

	@Test
	void whatFillsStopsAtItsBound() {
		List<Reading> readings = draw("""
				healthy-case a b no-members 1d
				fill 100
				fill-time 1h
				fill-limit 1
				noise 0
				""");

		assertThat(readings).allMatch((reading) -> reading.value() <= 100 && reading.limit() == 100);
		assertThat(last(readings).value()).isEqualTo(100);
	}

	@Test
	void whatHasNoMembersHasNoneThatStandStill() {
		assertThat(draw("healthy-case a b no-members 1h\nlevel 5"))
			.allMatch((reading) -> Double.isNaN(reading.stagnant()));
	}

	@Test
	void aRestartBringsTheAgeBackToItsBeginning() {
		List<Reading> readings = draw("""
				leak-case a b members 1h
				begin 1h
				leak 60
				leak-deployed 1
				""");

		assertThat(readings.get(358).age()).isEqualTo(3590);
		assertThat(readings.get(359).age()).isEqualTo(10);
	}

	@Test
	void gapsHaveNoValue() {
		assertThat(draw("healthy-case a b members 1d\ngaps 50\nlevel 5"))
			.anyMatch((reading) -> Double.isNaN(reading.value()) || reading.value() == -1);
	}

	@Test
	void theLoadIsKnownOrNot() {
		assertThat(draw("healthy-case a b members 1h\nload-known 0"))
			.allMatch((reading) -> Double.isNaN(reading.load()));
		assertThat(draw("healthy-case a b members 1d\nload-known 1\nrate 100").stream()
			.mapToDouble(Reading::load)
			.average()
			.orElseThrow()).isCloseTo(100, within(30.0));
	}

	private static List<Reading> draw(String drawnFrom) {
		return readings(new Run(Cases.parse(drawnFrom).get(0), 5, 0).simulation());
	}

	private static List<Reading> readings(Simulation simulation) {
		List<Reading> readings = new ArrayList<>();
		while (!simulation.isOver()) {
			readings.add(simulation.next());
		}
		return readings;
	}

	private static Reading last(List<Reading> readings) {
		return readings.get(readings.size() - 1);
	}

}
