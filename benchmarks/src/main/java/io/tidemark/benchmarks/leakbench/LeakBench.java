package io.tidemark.benchmarks.leakbench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

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
	 * @param args {@code corpus seed days runs threads judge promises cases detectors},
	 * each as {@code name=value}: days of healthy services, runs of each leaking case,
	 * seconds between two judgements of Tidemark, runs of each promise, and patterns of
	 * names
	 */
	public static void main(String[] args) throws InterruptedException, ExecutionException {
		Arguments arguments = Arguments.parse(List.of("seed=1", "days=10000", "runs=25", "threads=2", "judge=60",
				"promises=200", "idle=rests", "cases=.*", "detectors=.*", "corpus=all"), args);
		ExecutorService threads = Executors.newFixedThreadPool((int) arguments.number("threads"));
		try {
			LeakBench bench = new LeakBench(arguments.number("seed"), contenders(arguments), threads);
			System.exit(bench.holds(arguments) ? 0 : 1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private boolean holds(Arguments arguments) throws InterruptedException, ExecutionException {
		boolean memory = arguments.text("corpus").equals("memory");
		List<BenchCase> cases = (memory ? Cases.memory() : Cases.all()).stream()
			.filter((one) -> one.name().matches(arguments.text("cases")))
			.toList();
		System.out.println("LeakBench " + arguments);
		if (memory) {
			return holds(memory(cases, arguments.number("days"), (int) arguments.number("runs")));
		}
		Report report = new Report(run(cases, arguments.number("days"), (int) arguments.number("runs")));
		System.out.print(report.text());
		PromiseReport promises = promises((int) arguments.number("promises"), arguments.text("idle").equals("counts"));
		System.out.print(promises.text());
		report.shortcomings().forEach((shortcoming) -> System.out.println("FALLS SHORT: " + shortcoming));
		return report.shortcomings().isEmpty() && promises.areKept();
	}

	private static boolean holds(MemoryReport report) {
		System.out.print(report.text());
		report.shortcomings().forEach((shortcoming) -> System.out.println("FALLS SHORT: " + shortcoming));
		return report.shortcomings().isEmpty();
	}

	private MemoryReport memory(List<BenchCase> cases, double healthyDays, int leakRuns)
			throws InterruptedException, ExecutionException {
		MemoryReport report = new MemoryReport(this.contenders);
		play(runs(cases, healthyDays, leakRuns), report::add);
		return report;
	}

	private static List<Contender> contenders(Arguments arguments) {
		List<Contender> contenders = new ArrayList<>();
		contenders.add(Tidemark.contender((int) arguments.number("judge"), arguments.text("idle").equals("counts")));
		contenders.addAll(arguments.text("corpus").equals("memory") ? Baseline.memory() : Baseline.all());
		return contenders.stream()
			.filter((contender) -> contender.family().matches(arguments.text("detectors")))
			.toList();
	}

	/**
	 * Whether the promises with a time in them are kept, judged at each reading as the
	 * starter does.
	 * @param runs runs of each
	 * @param idleCounts whether members that wait for work count as standing still
	 */
	private PromiseReport promises(int runs, boolean idleCounts) throws InterruptedException, ExecutionException {
		LeakBench bench = new LeakBench(this.seed, List.of(Tidemark.contender(Simulation.STEP, idleCounts)),
				this.threads);
		List<Run> all = new ArrayList<>();
		for (BenchCase one : Cases.checks()) {
			for (int i = 0; i < runs; i++) {
				all.add(new Run(one, this.seed, i));
			}
		}
		PromiseReport report = new PromiseReport();
		bench.play(all, (run, outcomes) -> report.add(run, outcomes.get(0)));
		return report;
	}

	/**
	 * Lets every contender read every run.
	 * @param healthyDays days of the healthy cases, all told
	 * @param leakRuns runs of each leaking case
	 */
	List<Score> run(List<BenchCase> cases, double healthyDays, int leakRuns)
			throws InterruptedException, ExecutionException {
		List<Score> scores = this.contenders.stream().map(Score::new).toList();
		play(runs(cases, healthyDays, leakRuns), (run, outcomes) -> {
			for (int i = 0; i < outcomes.size(); i++) {
				scores.get(i).add(run, outcomes.get(i));
			}
		});
		return scores;
	}

	/** Plays them side by side; the outcomes come in the order of the runs. */
	private void play(List<Run> runs, BiConsumer<Run, List<Outcome>> sink)
			throws InterruptedException, ExecutionException {
		List<Future<List<Outcome>>> futures = new ArrayList<>();
		for (Run run : runs) {
			futures.add(this.threads.submit(() -> run.play(this.contenders)));
		}
		for (int i = 0; i < runs.size(); i++) {
			sink.accept(runs.get(i), futures.get(i).get());
		}
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
