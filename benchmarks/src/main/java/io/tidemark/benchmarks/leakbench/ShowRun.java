package io.tidemark.benchmarks.leakbench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.tidemark.verdict.Judgement;

/**
 * Shows one run: its readings now and then, and each change of what Tidemark says with
 * its reason. For telling whether a miss is the detector's fault or the generator's.
 */
public final class ShowRun {

	private ShowRun() {
	}

	/**
	 * @param args {@code case=name run=number seed=… every=seconds judge=seconds}
	 */
	public static void main(String[] args) {
		Arguments arguments = Arguments
			.parse(List.of("case=warm-up", "run=0", "seed=1", "every=3600", "judge=60", "idle=rests"), args);
		BenchCase drawnFrom = cases().stream()
			.filter((one) -> one.name().equals(arguments.text("case")))
			.findFirst()
			.orElseThrow();
		Simulation simulation = new Run(drawnFrom, arguments.number("seed"), (int) arguments.number("run"))
			.simulation();
		Tidemark detector = (Tidemark) Tidemark
			.contender((int) arguments.number("judge"), arguments.text("idle").equals("counts"))
			.start()
			.apply(simulation.known());
		System.out.printf(Locale.ROOT, "%s, leak begins after %.0f s, usual peak %.0f%n", drawnFrom.name(),
				simulation.begin(), simulation.known().peak());
		show(simulation, detector, arguments.number("every"));
	}

	private static List<BenchCase> cases() {
		return Stream.of(Cases.checks(), Cases.all(), Cases.memory()).flatMap(List::stream).toList();
	}

	private static void show(Simulation simulation, Tidemark detector, long every) {
		Judgement last = null;
		while (!simulation.isOver()) {
			Reading reading = simulation.next();
			detector.read(reading);
			Judgement judgement = detector.judgement();
			if (judgement != null && (last == null || last.grade() != judgement.grade()
					|| (long) simulation.elapsed() % every < Simulation.STEP)) {
				System.out.printf(Locale.ROOT,
						"%9.0f s (%6.2f h since) value %.0f load %.1f hang %.0f idle %.0f  %s: %s %s%n",
						simulation.elapsed(), (simulation.elapsed() - simulation.begin()) / 3600, reading.value(),
						reading.load(), reading.stagnant() - reading.idle(), reading.idle(), judgement.grade().id(),
						judgement.reason(), judgement.trend());
				last = judgement;
			}
		}
	}

}
