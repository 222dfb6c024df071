package io.tidemark.benchmarks.leakbench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.tidemark.verdict.Grade;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plants detectors of which it is known what they do, to show that the bench can fail.
 */
class LeakBenchTests {

	private static final List<BenchCase> CASES = Cases.parse("""
			leak-case fast one members 1h
			level 10
			begin 1h
			leak 3600
			leak-case slow other members 2h
			level 10
			begin 1h
			leak 600
			healthy-case still none members 1d
			level 10
			""");

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@AfterEach
	void end() {
		this.threads.shutdownNow();
	}

	@Test
	void nothingFallsShortWhenEveryLeakIsToldAndNobodyElseAccused() throws Exception {
		Report report = new Report(play((reading) -> reading.value() > 50 ? Grade.PROBABLE : Grade.CLEAR));

		assertThat(report.shortcomings()).isEmpty();
		assertThat(report.text()).contains("planted", "100.00 %", "8/8", "0 false alarms in 20 healthy");
	}

	@Test
	void whoNeverAccusesMissesEveryLeak() throws Exception {
		Report report = new Report(play((reading) -> Grade.SUSPECTED));

		assertThat(report.shortcomings()).containsExactly("recall is 0.00 %, expected at least 99.5 %");
	}

	@Test
	void whoNeverDecidesMissesEveryLeak() throws Exception {
		Report report = new Report(play((reading) -> Grade.UNDECIDED));

		assertThat(report.shortcomings()).containsExactly("recall is 0.00 %, expected at least 99.5 %");
	}

	@Test
	void whoAlwaysAccusesRaisesFalseAlarms() throws Exception {
		Report report = new Report(play((reading) -> Grade.PROVEN));

		assertThat(report.shortcomings())
			.containsExactly("28 false alarms in 20 healthy service-days, expected at most one in 10,000");
	}

	@Test
	void aKindOfLeaksThatIsNeverToldFallsShort() throws Exception {
		Report report = new Report(play((reading) -> reading.value() > 1500 ? Grade.PROBABLE : Grade.CLEAR));

		assertThat(report.shortcomings())
			.contains("100 % of the misses are in one class of leaks, expected at most half");
	}

	@Test
	void anAlarmThatGoesAndComesBackAnHourLaterIsAnother() throws Exception {
		Report report = new Report(play(
				(reading) -> (reading.age() % 14_400 < 5_000 || reading.value() > 50) ? Grade.PROBABLE : Grade.CLEAR));

		assertThat(report.shortcomings().get(0)).startsWith("148 false alarms"); // 7 a
																					// day,
																					// 1
																					// before
																					// each
																					// leak;
	}

	@Test
	void theSameSeedGivesTheSameReport() throws Exception {
		assertThat(new Report(play(new Baselines())).text()).isEqualTo(new Report(play(new Baselines())).text());
	}

	private List<Score> play(Detector detector) throws Exception {
		return new LeakBench(7, List.of(new Contender("planted", "planted", true, (known) -> detector)), this.threads)
			.run(CASES, 20, 4);
	}

	/** Stands for whatever depends on the readings only. */
	private static final class Baselines implements Detector {

		@Override
		public Grade read(Reading reading) {
			return (reading.value() > 300) ? Grade.PROBABLE : Grade.CLEAR;
		}

	}

}
