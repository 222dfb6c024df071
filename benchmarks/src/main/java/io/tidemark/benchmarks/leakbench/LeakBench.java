package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Draws leaking and healthy services and compares who tells them apart. See
 * {@code docs/leakbench.md}.
 */
public final class LeakBench {

	private final long seed;

	private final ExecutorService threads;

	private final List<Contender> contenders;

	LeakBench(long seed, List<Contender> contenders, ExecutorService threads) {
		this.seed = seed;
		this.contenders = contenders;
		this.threads = threads;
	}

	/**
	 * @param args {@code seed days runs threads judge cases detectors}, each as
	 * {@code name=value}: days of healthy services, runs of each leaking case, seconds
	 * between two judgements of Tidemark, and patterns of names
	 */
	public static void main(String[] args) throws InterruptedException, ExecutionException {
		Arguments arguments = Arguments.parse(
				List.of("seed=1", "days=10000", "runs=25", "threads=2", "judge=60", "cases=.*", "detectors=.*"), args);
		ExecutorService threads = Executors.newFixedThreadPool((int) arguments.number("threads"));
		LeakBench bench = new LeakBench(arguments.number("seed"), contenders(arguments), threads);
		List<BenchCase> cases = Cases.all()
			.stream()
			.filter((one) -> one.name().matches(arguments.text("cases")))
			.toList();
		List<Score> scores = bench.run(cases, arguments.number("days"), (int) arguments.number("runs"));
		threads.shutdown();
		Report report = new Report(scores);
		System.out.println("LeakBench " + arguments);
		System.out.print(report.text());
		if (!report.shortcomings().isEmpty()) {
			System.exit(1);
		}
	}

	private static List<Contender> contenders(Arguments arguments) {
		List<Contender> contenders = new ArrayList<>();
		contenders.add(Tidemark.contender((int) arguments.number("judge")));
		contenders.addAll(Baseline.all());
		return contenders.stream()
			.filter((contender) -> contender.family().matches(arguments.text("detectors")))
			.toList();
	}

	/**
	 * Lets every contender read every run.
	 * @param healthyDays days of the healthy cases, all told
	 * @param leakRuns runs of each leaking case
	 */
	List<Score> run(List<BenchCase> cases, double healthyDays, int leakRuns)
			throws InterruptedException, ExecutionException {
		List<Run> runs = runs(cases, healthyDays, leakRuns);
		List<Future<List<Outcome>>> futures = new ArrayList<>();
		for (Run run : runs) {
			futures.add(this.threads.submit(() -> run.play(this.contenders)));
		}
		List<Score> scores = this.contenders.stream().map(Score::new).toList();
		for (int i = 0; i < runs.size(); i++) {
			List<Outcome> outcomes = futures.get(i).get();
			for (int j = 0; j < scores.size(); j++) {
				scores.get(j).add(runs.get(i), outcomes.get(j));
			}
		}
		return scores;
	}

	/** Every healthy case gets the same share of the days. */
	private List<Run> runs(List<BenchCase> cases, double healthyDays, int leakRuns) {
		long healthy = cases.stream().filter((one) -> !one.leak()).count();
		List<Run> runs = new ArrayList<>();
		for (BenchCase one : cases) {
			double days = one.seconds() / 86_400;
			int number = one.leak() ? leakRuns : (int) Math.ceil(healthyDays / healthy / days);
			for (int i = 0; i < number; i++) {
				runs.add(new Run(one, this.seed, i));
			}
		}
		return runs;
	}

}
