package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.tidemark.benchmarks.SafepointLog.Safepoint;

/**
 * {@code /actuator/threaddiff} against Boot's {@code /actuator/threaddump} and the bare
 * walk, by turns, over loopback, on one service. Each request takes a snapshot of its
 * own, and the budget is wide, because this is no use that a budget is made for.
 */
final class EndpointBenchmark {

	private static final int WARM_UP = 10;

	/** Until the JVM has written what it has to say about its safepoints. */
	private static final long BETWEEN_MILLIS = 200;

	private static final String DUMP = "/actuator/threaddump";

	private static final String DIFF = "/actuator/threaddiff";

	private static final String WALK = "/walk";

	private static final String ORIGINS_WORK = "tidemark_observer_part{part=\"origins\"} 1";

	private final Service service;

	private final SafepointLog safepoints;

	private EndpointBenchmark(Service service, SafepointLog safepoints) {
		this.service = service;
		this.safepoints = safepoints;
	}

	/**
	 * @param args rounds, then numbers of threads in ascending order
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Path log = Files.createTempFile("safepoints", ".log");
		try (Service service = Service.start(List.of("-Xmx2g", "-XX:+UseG1GC",
				"-Xlog:safepoint=info:file=" + log + "::filecount=0", "-cp", System.getProperty("java.class.path"),
				BenchmarkApplication.class.getName(), "--management.endpoints.web.exposure.include=*",
				"--tidemark.threads.share=0ms", "--tidemark.budget.pause=1m", "--tidemark.budget.cpu-share=1"))) {
			System.out.println("| threads | GET | wall ms, median (range) | × threaddump | × bare walk | pause ms"
					+ " | longest ms | allocated MB | response bytes | safepoints in all rounds |");
			System.out.println("|---|---|---|---|---|---|---|---|---|---|");
			awaitOrigins(service);
			EndpointBenchmark benchmark = new EndpointBenchmark(service, new SafepointLog(log));
			int running = 0;
			for (int i = 1; i < args.length; i++) {
				int threads = Integer.parseInt(args[i]);
				service.post("/threads?count=" + (threads - running));
				running = threads;
				benchmark.run(threads, Integer.parseInt(args[0]));
			}
		}
		finally {
			Files.delete(log);
		}
	}

	/** Threads that start from now on have an origin, as in a service that leaks. */
	private static void awaitOrigins(Service service) throws IOException, InterruptedException {
		for (int i = 0; i < 100 && !service.get("/actuator/prometheus").contains(ORIGINS_WORK); i++) {
			TimeUnit.MILLISECONDS.sleep(100);
		}
	}

	private void run(int threads, int rounds) throws IOException, InterruptedException {
		List<Call> calls = new ArrayList<>(List.of(new Call(DUMP), new Call(DIFF)));
		if (BareWalk.isCheap()) {
			calls.add(new Call(WALK));
		}
		calls.add(new Call("/nothing"));
		System.err.printf("%,d threads, %d rounds%n", threads, rounds);
		for (int round = -WARM_UP; round < rounds; round++) {
			for (Call call : calls) {
				take(call, round >= 0);
			}
		}
		Map<String, Call> byPath = new TreeMap<>();
		calls.forEach((call) -> byPath.put(call.path, call));
		calls.forEach((call) -> System.out.println(call.row(threads, byPath.get(DUMP), byPath.get(WALK))));
		targets(threads, byPath);
	}

	private void take(Call call, boolean counted) throws IOException, InterruptedException {
		long allocated = Long.parseLong(this.service.get("/allocated"));
		this.safepoints.next();
		long start = System.nanoTime();
		long bytes = this.service.getLength(call.path);
		long nanos = System.nanoTime() - start;
		allocated = Long.parseLong(this.service.get("/allocated")) - allocated;
		TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
		List<Safepoint> stops = this.safepoints.next();
		if (counted) {
			call.add(nanos / 1e6, allocated / 1e6, bytes, stops);
		}
	}

	private static void targets(int threads, Map<String, Call> calls) {
		Call diff = calls.get(DIFF);
		Call walk = calls.get(WALK);
		System.err.printf("%,d threads: response 1/%.0f of Boot's (at most 1/50 at 10,000)%n", threads,
				calls.get(DUMP).bytes.median() / diff.bytes.median());
		if (walk != null) {
			System.err.printf("%,d threads: wall %.2f times the bare walk (at most 1.5); safepoints %s%n", threads,
					diff.wall.ratioTo(walk.wall), diff.operations);
		}
	}

	/** One kind of request and what it cost, round by round. */
	private static final class Call {

		private final String path;

		private final Samples wall = new Samples();

		private final Samples pause = new Samples();

		private final Samples longest = new Samples();

		private final Samples allocated = new Samples();

		private final Samples bytes = new Samples();

		private final Map<String, Integer> operations = new TreeMap<>();

		Call(String path) {
			this.path = path;
		}

		void add(double millis, double megabytes, long length, List<Safepoint> stops) {
			List<Safepoint> counted = stops.stream().filter((stop) -> !stop.isCollection()).toList();
			this.wall.add(millis);
			this.allocated.add(megabytes);
			this.bytes.add(length);
			this.pause.add(counted.stream().mapToDouble(Safepoint::millis).sum());
			this.longest.add(counted.stream().mapToDouble(Safepoint::millis).max().orElse(0));
			counted.forEach((stop) -> this.operations.merge(stop.operation(), 1, Integer::sum));
		}

		String row(int threads, Call dump, Call walk) {
			return "| %,d | `%s` | %s | %.3f | %s | %.2f | %.2f | %.1f | %,.0f | %s |".formatted(threads, this.path,
					this.wall.summary(), this.wall.ratioTo(dump.wall),
					(walk != null) ? "%.2f".formatted(this.wall.ratioTo(walk.wall)) : "–", this.pause.median(),
					this.longest.max(), this.allocated.median(), this.bytes.median(),
					this.operations.isEmpty() ? "none" : this.operations);
		}

	}

}
