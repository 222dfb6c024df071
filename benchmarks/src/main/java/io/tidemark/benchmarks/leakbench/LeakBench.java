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
	 * @param args seed, healthy service-days, runs of each leaking case, threads, seconds
	 * between two judgements of Tidemark
	 */
	public static void main(String[] args) throws InterruptedException, ExecutionException {
		if (args.length != 5) {
			System.err.println("Expected seed, healthy service-days, runs of each leaking case, threads and seconds "
					+ "between two judgements, found " + List.of(args));
			System.exit(2);
		}
		ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(args[3]));
		List<Contender> contenders = new ArrayList<>();
		contenders.addAll(Baseline.all());
		LeakBench bench = new LeakBench(Long.parseLong(args[0]), contenders, threads);
		List<Score> scores = bench.run(Cases.all(), Double.parseDouble(args[1]), Integer.parseInt(args[2]));
		threads.shutdown();
		Report report = new Report(scores);
		System.out.print(report.text());
		if (!report.shortcomings().isEmpty()) {
			System.exit(1);
		}
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
