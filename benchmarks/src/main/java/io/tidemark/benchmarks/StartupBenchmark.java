package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample service with the starter against the same service without it, in pairs: time
 * until it is ready, and what it needs when it then stands idle.
 */
final class StartupBenchmark {

	private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseG1GC");

	/** Ticks of the kernel's clock in a second, as {@code /proc} counts them. */
	private static final double TICKS = 100;

	private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

	/** The first start reads the jars from the disk. */
	private static final int WARM_UP = 1;

	private final Path with;

	private final Path without;

	private StartupBenchmark(Path with, Path without) {
		this.with = with;
		this.without = without;
	}

	/**
	 * @param args jar with the starter, the same without it, pairs of starts, pairs that
	 * stand idle (0 for none), seconds until idle, seconds of idling
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		StartupBenchmark benchmark = new StartupBenchmark(Path.of(args[0]), Path.of(args[1]));
		int starts = Integer.parseInt(args[2]);
		if (starts > 0) {
			benchmark.startUp(starts);
		}
		int idle = Integer.parseInt(args[3]);
		if (idle > 0) {
			benchmark.idle(idle, Integer.parseInt(args[4]), Integer.parseInt(args[5]));
		}
	}

	private void startUp(int pairs) throws IOException, InterruptedException {
		Figure ready = new Figure();
		Figure said = new Figure();
		Figure cpu = new Figure();
		for (int pair = -WARM_UP; pair < pairs; pair++) {
			System.err.printf("start-up, pair %d of %d%n", pair + 1, pairs);
			Start first = start((pair % 2 == 0) ? this.with : this.without);
			Start second = start((pair % 2 == 0) ? this.without : this.with);
			if (pair >= 0) {
				Start with = (pair % 2 == 0) ? first : second;
				Start without = (pair % 2 == 0) ? second : first;
				ready.add(with.readyMillis(), without.readyMillis());
				said.add(with.saidMillis(), without.saidMillis());
				cpu.add(with.cpuMillis(), without.cpuMillis());
			}
		}
		System.out.println("| start-up | with, median (range) | without | more, median of pairs (range) |");
		System.out.println("|---|---|---|---|");
		System.out.println(ready.row("process start to readiness probe, ms"));
		System.out.println(said.row("process start to \"Started\", as Boot says, ms"));
		System.out.println(cpu.row("CPU time until readiness, ms"));
		System.out.println();
	}

	private Start start(Path jar) throws IOException, InterruptedException {
		long start = System.nanoTime();
		try (Service service = service(jar)) {
			return new Start((System.nanoTime() - start) / 1e6, service.runningForSeconds() * 1_000,
					cpuSeconds(service) * 1_000);
		}
	}

	/** Both stand idle at the same time, so that both meet the same machine. */
	private void idle(int pairs, int settleSeconds, int idleSeconds) throws IOException, InterruptedException {
		Idle figures = new Idle();
		for (int pair = 0; pair < pairs; pair++) {
			System.err.printf("idle, pair %d of %d%n", pair + 1, pairs);
			try (Service with = service(this.with); Service without = service(this.without)) {
				with.get("/actuator/prometheus");
				without.get("/actuator/prometheus");
				TimeUnit.SECONDS.sleep(settleSeconds);
				double cpuWith = cpuSeconds(with);
				double cpuWithout = cpuSeconds(without);
				TimeUnit.SECONDS.sleep(idleSeconds);
				figures.cpu.add(100 * (cpuSeconds(with) - cpuWith) / idleSeconds,
						100 * (cpuSeconds(without) - cpuWithout) / idleSeconds);
				figures.resident.add(status(with, "VmRSS") / 1e3, status(without, "VmRSS") / 1e3);
				figures.threads.add(status(with, "Threads"), status(without, "Threads"));
				figures.series.add(series(with), series(without));
				figures.heap.add(liveMegabytes(with), liveMegabytes(without));
			}
		}
		System.out.println("| idle | with, median (range) | without | more, median of pairs (range) |");
		System.out.println("|---|---|---|---|");
		System.out.println(figures.cpu.row("CPU over %d s, %% of one core".formatted(idleSeconds)));
		System.out.println(figures.heap.row("heap after a full collection, MB"));
		System.out.println(figures.resident.row("resident memory, MB"));
		System.out.println(figures.threads.row("threads of the process"));
		System.out.println(figures.series.row("series of `/actuator/prometheus`"));
	}

	private static Service service(Path jar) throws IOException, InterruptedException {
		return Service.start(List.of(OPTIONS.get(0), OPTIONS.get(1), "-jar", jar.toString()));
	}

	private static double cpuSeconds(Service service) throws IOException {
		String stat = Files.readString(proc(service, "stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		// utime and stime, fields 14 and 15 of proc(5); the split begins with field 3
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
	}

	private static double status(Service service, String key) throws IOException {
		Matcher matcher = Pattern.compile("(?m)^" + key + ":\\s+(\\d+)")
			.matcher(Files.readString(proc(service, "status")));
		if (!matcher.find()) {
			throw new IllegalStateException("Expected '%s' in the status of the process, found none".formatted(key));
		}
		return Double.parseDouble(matcher.group(1));
	}

	private static Path proc(Service service, String file) {
		return Path.of("/proc", String.valueOf(service.pid()), file);
	}

	private static double series(Service service) throws IOException, InterruptedException {
		return service.get("/actuator/prometheus").lines().filter((line) -> !line.startsWith("#")).count();
	}

	/** A class histogram collects first; the second one sees what the first set free. */
	private static double liveMegabytes(Service service) throws IOException, InterruptedException {
		histogram(service);
		Matcher matcher = HISTOGRAM_TOTAL.matcher(histogram(service));
		if (!matcher.find()) {
			throw new IllegalStateException("Expected a line 'Total' in the class histogram, found none");
		}
		return Long.parseLong(matcher.group(1)) / 1e6;
	}

	private static String histogram(Service service) throws IOException, InterruptedException {
		Process jcmd = new ProcessBuilder(Service.java("jcmd"), String.valueOf(service.pid()), "GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		String text = new String(jcmd.getInputStream().readAllBytes());
		jcmd.waitFor();
		return text;
	}

	/**
	 * @param readyMillis milliseconds from the start of the process to the first answer
	 * of the readiness probe that says so
	 * @param saidMillis milliseconds that Boot says it took
	 * @param cpuMillis CPU time of the process until it was ready, in milliseconds
	 */
	private record Start(double readyMillis, double saidMillis, double cpuMillis) {

	}

	private static final class Idle {

		private final Figure cpu = new Figure();

		private final Figure heap = new Figure();

		private final Figure resident = new Figure();

		private final Figure threads = new Figure();

		private final Figure series = new Figure();

	}

	/** The same figure with and without, and the difference in each pair. */
	private static final class Figure {

		private final Samples with = new Samples();

		private final Samples without = new Samples();

		private final Samples more = new Samples();

		void add(double with, double without) {
			this.with.add(with);
			this.without.add(without);
			this.more.add(with - without);
		}

		String row(String name) {
			return "| %s | %s | %s | %s |".formatted(name, this.with.summary(), this.without.summary(),
					this.more.summary());
		}

	}

}
