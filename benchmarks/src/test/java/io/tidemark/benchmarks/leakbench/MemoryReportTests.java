package io.tidemark.benchmarks.leakbench;

import java.util.List;

import io.tidemark.verdict.Grade;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryReportTests {

	private static final List<BenchCase> CASES = Cases.parse("""
			leak-case fills heap no-members 2h
			level 1e8
			heap 2
			begin 2h
			leak 1e8
			healthy-case still heap no-members 1d
			level 1e8
			""");

	@Test
	void aLeakIsFoundWhenItIsSuspected() {
		MemoryReport report = play((reading) -> (reading.age() > 9_000) ? Grade.SUSPECTED : Grade.CLEAR, 0);

		assertThat(report.text()).contains("100.0 %", "1/1", "30.2 min");
		assertThat(report.shortcomings()).isEmpty();
	}

	@Test
	void aSuspicionThatStoodBeforeFindsNothing() {
		MemoryReport report = play((reading) -> (reading.age() > 3_600) ? Grade.SUSPECTED : Grade.CLEAR, 0);

		assertThat(report.text()).contains("0/1");
	}

	@Test
	void whoIsSureOfAHealthyHeapFallsShort() {
		MemoryReport report = play((reading) -> (reading.age() % 40_000 < 60) ? Grade.PROBABLE : Grade.CLEAR, 1);

		assertThat(report.shortcomings())
			.containsExactly("3 times probable in 1 healthy service-days, expected at most one in 10,000");
	}

	@Test
	void whatIsInAHeapIsDrawnForEachCollector() {
		assertThat(Cases.memory()).extracting(BenchCase::name)
			.contains("sawtooth/g1-17", "sawtooth/g1-25", "sawtooth/parallel", "sawtooth/serial", "sawtooth/z",
					"sawtooth/generational-z", "sawtooth/shenandoah", "direct-buffers");
	}

	@Test
	void aRunEndsWhenTheHeapIsFull() {
		BenchCase fills = Cases.memory()
			.stream()
			.filter((one) -> one.name().equals("leaks-10mb-a-second/serial"))
			.findFirst()
			.orElseThrow();
		Simulation simulation = new Run(fills, 7, 0).simulation();
		while (!simulation.isOver()) {
			simulation.next();
		}

		assertThat(simulation.elapsed() - simulation.begin()).isLessThan(fills.seconds());
	}

	private static MemoryReport play(Detector detector, int number) {
		Contender planted = new Contender("planted", "planted", true, (known) -> detector);
		MemoryReport report = new MemoryReport(List.of(planted));
		Run run = new Run(CASES.get(number), 7, 0);
		report.add(run, run.play(List.of(planted)));
		return report;
	}

}
