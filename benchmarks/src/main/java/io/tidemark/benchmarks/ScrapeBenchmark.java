package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A scrape of the sample service whose memory is watched against one of the same service
 * with {@code tidemark.heap.enabled=false}, by turns, over loopback. Each pair is two new
 * JVMs, because two of them that do the same differ by what they compiled.
 */
final class ScrapeBenchmark {

	private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseG1GC", "-jar");

	private static final String SCRAPE = "/actuator/prometheus";

	/** Answered by the same server and client, without a meter. */
	private static final String NOTHING = "/actuator/health/liveness";

	/** For the JVM to compile what it does. */
	private static final int WARM_UP = 3_000;

	private final String jar;

	private final int rounds;

	private final int loadSeconds;

	private final Variant with;

	private final Variant without = new Variant("off", List.of("--tidemark.heap.enabled=false"));

	private final Samples ratios = new Samples();

	private final Samples controls = new Samples();

	private final Samples cpuRatios = new Samples();

	private ScrapeBenchmark(String jar, int rounds, int loadSeconds, List<String> options) {
		this.jar = jar;
		this.with = new Variant("on", options);
		this.rounds = rounds;
		this.loadSeconds = loadSeconds;
	}

	/**
	 * @param args jar of the sample service, pairs of JVMs, scrapes of each, seconds of
	 * load before, and options of the service whose memory is watched
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		ScrapeBenchmark benchmark = new ScrapeBenchmark(args[0], Integer.parseInt(args[2]), Integer.parseInt(args[3]),
				List.of(args).subList(4, args.length));
		int pairs = Integer.parseInt(args[1]);
		for (int pair = 0; pair < pairs; pair++) {
			System.err.printf("pair %d of %d%n", pair + 1, pairs);
			benchmark.run(pair);
		}
		benchmark.print();
	}

	private void run(int pair) throws IOException, InterruptedException {
		try (Service on = this.with.start(this.jar); Service off = this.without.start(this.jar)) {
			try (SteadyLoad one = SteadyLoad.start(on, pair); SteadyLoad other = SteadyLoad.start(off, pair)) {
				TimeUnit.SECONDS.sleep(this.loadSeconds);
			}
			Samples onMillis = new Samples();
			Samples offMillis = new Samples();
			Samples again = new Samples();
			int warmUp = Math.min(WARM_UP, 10 * this.rounds);
			for (int round = -warmUp; round < this.rounds; round++) {
				if (round == 0) {
					this.with.begin(on);
					this.without.begin(off);
				}
				boolean even = round % 2 == 0;
				double[] millis = even ? byTurns(on, off) : reversed(byTurns(off, on));
				// both once more, so that both are scraped as often and after the other
				double control = even ? byTurns(on, off)[1] : byTurns(off, on)[0];
				if (round >= 0) {
					onMillis.add(millis[0]);
					offMillis.add(millis[1]);
					again.add(control);
				}
			}
			// as often as they were scraped, those of the control included
			this.cpuRatios.add(this.with.end(on, 2 * this.rounds) / this.without.end(off, 2 * this.rounds));
			this.with.took(on, onMillis);
			this.without.took(off, offMillis);
			this.ratios.add(onMillis.median() / offMillis.median());
			this.controls.add(again.median() / offMillis.median());
		}
	}

	private static double[] byTurns(Service first, Service second) throws IOException, InterruptedException {
		return new double[] { Variant.scrape(first), Variant.scrape(second) };
	}

	private static double[] reversed(double[] two) {
		return new double[] { two[1], two[0] };
	}

	private void print() {
		System.out.println(
				"| memory is watched | scrape ms, median of each pair | CPU ms of request threads | series | of these `tidemark_` | bytes"
						+ " | bare request ms |");
		System.out.println("|---|---|---|---|---|---|---|");
		System.out.println(this.with.row());
		System.out.println(this.without.row());
		System.out.println();
		System.out.println(
				"Times a scrape without it, ratio of the medians in each pair: **%.3f** (%.3f–%.3f), to stay within 1.1."
					.formatted(this.ratios.median(), this.ratios.min(), this.ratios.max()));
		System.out.println("The same by CPU time of the threads that answer: **%.3f** (%.3f–%.3f)."
			.formatted(this.cpuRatios.median(), this.cpuRatios.min(), this.cpuRatios.max()));
		System.out.println("A second scrape of the same service without it, the noise: %.3f (%.3f–%.3f)."
			.formatted(this.controls.median(), this.controls.min(), this.controls.max()));
		this.with.more(this.without);
	}

	/** The service with or without, and what its scrapes cost. */
	private static final class Variant {

		private final String name;

		private final List<String> options;

		private final Samples millis = new Samples();

		private final Samples bare = new Samples();

		private final Samples cpu = new Samples();

		private final Samples series = new Samples();

		private final Samples ours = new Samples();

		private final Samples bytes = new Samples();

		private List<String> names = List.of();

		private double before;

		Variant(String name, List<String> options) {
			this.name = name;
			this.options = options;
		}

		Service start(String jar) throws IOException, InterruptedException {
			List<String> arguments = new ArrayList<>(OPTIONS);
			arguments.add(jar);
			arguments.addAll(this.options);
			return Service.start(arguments);
		}

		static double scrape(Service service) throws IOException, InterruptedException {
			return time(service, SCRAPE, "text/plain");
		}

		private static double time(Service service, String path, String accepted)
				throws IOException, InterruptedException {
			long start = System.nanoTime();
			service.getLength(path, accepted);
			return (System.nanoTime() - start) / 1e6;
		}

		void begin(Service service) throws IOException {
			this.before = RequestCpu.millis(service);
		}

		/** Milliseconds a scrape since the beginning. */
		double end(Service service, int scrapes) throws IOException {
			double each = (RequestCpu.millis(service) - this.before) / scrapes;
			this.cpu.add(each);
			return each;
		}

		void took(Service service, Samples millis) throws IOException, InterruptedException {
			this.millis.add(millis.median());
			Samples bare = new Samples();
			for (int i = 0; i < 1_000; i++) {
				bare.add(time(service, NOTHING, "application/json"));
			}
			this.bare.add(bare.median());
			String text = service.get(SCRAPE);
			List<String> lines = text.lines().filter((line) -> !line.startsWith("#")).toList();
			this.names = lines.stream().map((line) -> line.replaceFirst("[{ ].*", "")).toList();
			this.series.add(lines.size());
			this.ours.add(this.names.stream().filter((name) -> name.startsWith("tidemark_")).count());
			this.bytes.add(text.getBytes(StandardCharsets.UTF_8).length);
		}

		String row() {
			return "| %s | %.3f (%.3f–%.3f) | %.3f (%.3f–%.3f) | %.0f | %.0f | %,.0f | %.3f |".formatted(this.name,
					this.millis.median(), this.millis.min(), this.millis.max(), this.cpu.median(), this.cpu.min(),
					this.cpu.max(), this.series.median(), this.ours.median(), this.bytes.median(), this.bare.median());
		}

		void more(Variant other) {
			System.err.println("Series that only this one has:");
			this.names.stream()
				.filter((name) -> !other.names.contains(name))
				.distinct()
				.forEach((name) -> System.err.printf("  %s × %d%n", name,
						this.names.stream().filter(name::equals).count()));
		}

	}

}
