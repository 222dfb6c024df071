package io.tidemark.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A scrape of a service with the starter, everything on, against one of the same service
 * without it, by turns, over loopback, at growing numbers of threads. The stock one asks
 * for the information of every thread once a state; the starter answers from one pass.
 */
final class ScrapeThreadsBenchmark {

	private static final String SCRAPE = "/actuator/prometheus";

	private static final int WARM_UP = 300;

	private static final int AT_ONCE = 500;

	/** For the meters that are read each ten seconds to know of the threads. */
	private static final long SETTLE_SECONDS = 25;

	private final Variant starter;

	private final Variant stock;

	private final int rounds;

	private ScrapeThreadsBenchmark(Service starter, Service stock, int rounds) {
		this.starter = new Variant("with the starter", starter);
		this.stock = new Variant("stock Boot", stock);
		this.rounds = rounds;
	}

	/**
	 * @param args rounds, then numbers of threads in ascending order
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		try (Service starter = start(System.getProperty("java.class.path"));
				Service stock = start(withoutTidemark(System.getProperty("java.class.path")))) {
			ScrapeThreadsBenchmark benchmark = new ScrapeThreadsBenchmark(starter, stock, Integer.parseInt(args[0]));
			System.out.println("| threads | of these in `Object.wait` | scrape of | ms, median (range)"
					+ " | CPU ms of request threads | series | of these `tidemark_` | bytes |");
			System.out.println("|---|---|---|---|---|---|---|---|");
			int running = 0;
			for (int i = 1; i < args.length; i++) {
				int threads = Integer.parseInt(args[i]);
				benchmark.run(threads, threads - running);
				running = threads;
			}
		}
	}

	private static Service start(String classpath) throws IOException, InterruptedException {
		return Service.start(List.of("-Xmx1g", "-XX:+UseG1GC", "-cp", classpath, BenchmarkApplication.class.getName(),
				"--management.endpoints.web.exposure.include=health,prometheus"));
	}

	private static String withoutTidemark(String classpath) {
		return Arrays.stream(classpath.split(File.pathSeparator))
			.filter((entry) -> !isStarter(new File(entry).getName()))
			.collect(Collectors.joining(File.pathSeparator));
	}

	/** The benchmarks themselves stay. */
	private static boolean isStarter(String jar) {
		return jar.startsWith("tidemark-core") || jar.startsWith("tidemark-spring-boot");
	}

	private void run(int threads, int more) throws IOException, InterruptedException {
		System.err.printf("%,d threads, %d rounds%n", threads, this.rounds);
		this.starter.startThreads(more);
		this.stock.startThreads(more);
		for (int i = 0; i < Math.min(WARM_UP, 2 * this.rounds); i++) {
			this.starter.scrape();
			this.stock.scrape();
		}
		TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
		this.starter.begin();
		this.stock.begin();
		for (int round = 0; round < this.rounds; round++) {
			// each comes first in half of the rounds; the pass is kept for a second
			takeTurn((round % 2 == 0) ? this.starter : this.stock, (round % 2 == 0) ? this.stock : this.starter);
		}
		System.out.println(this.starter.row(threads));
		System.out.println(this.stock.row(threads));
		System.err.printf("%,d threads: %.3f times a stock scrape, %.3f times its CPU time%n", threads,
				this.starter.millis.ratioTo(this.stock.millis), this.starter.cpu.ratioTo(this.stock.cpu));
		System.out.flush();
	}

	private static void takeTurn(Variant first, Variant second) throws IOException, InterruptedException {
		first.take();
		second.take();
		TimeUnit.MILLISECONDS.sleep(1_050); // so that no pass over the threads serves two
											// scrapes
	}

	/** One of the two services, and what its scrapes cost. */
	private static final class Variant {

		private final String name;

		private final Service service;

		private Samples millis = new Samples();

		private Samples cpu = new Samples();

		Variant(String name, Service service) {
			this.name = name;
			this.service = service;
		}

		/** By and by, because a busy machine takes long for thousands. */
		void startThreads(int count) throws IOException, InterruptedException {
			for (int left = count; left > 0; left -= AT_ONCE) {
				this.service.post("/threads?waitingPools=2&count=" + Math.min(left, AT_ONCE));
			}
		}

		void begin() {
			this.millis = new Samples();
			this.cpu = new Samples();
		}

		void scrape() throws IOException, InterruptedException {
			this.service.getLength(SCRAPE, "text/plain");
		}

		void take() throws IOException, InterruptedException {
			double before = RequestCpu.millis(this.service);
			long start = System.nanoTime();
			scrape();
			this.millis.add((System.nanoTime() - start) / 1e6);
			this.cpu.add(RequestCpu.millis(this.service) - before);
		}

		String row(int threads) throws IOException, InterruptedException {
			String text = this.service.get(SCRAPE);
			List<String> samples = text.lines().filter((line) -> !line.startsWith("#")).toList();
			long ours = samples.stream().filter((line) -> line.startsWith("tidemark_")).count();
			return "| %,d | a tenth | %s | %s | %.2f (%.2f–%.2f) | %d | %d | %,d |".formatted(threads, this.name,
					this.millis.summary(), this.cpu.median(), this.cpu.min(), this.cpu.max(), samples.size(), ours,
					text.length());
		}

	}

}
