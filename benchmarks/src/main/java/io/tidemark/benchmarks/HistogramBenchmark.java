package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.tidemark.benchmarks.SafepointLog.Safepoint;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.HistogramRefusedException;
import io.tidemark.heap.HistogramRequest;
import io.tidemark.heap.HistogramSettings;
import io.tidemark.heap.PauseForecast;

/**
 * For how long a class histogram was forecast to stop the application against how long it
 * did, in a JVM of its own for each collector and each kind of live heap: one of small
 * objects only, and one whose half is in larger arrays. Garbage is made between the
 * histograms.
 */
final class HistogramBenchmark {

	private static final HistogramRequest COLLECTED = new HistogramRequest(true, true);

	private static final int GARBAGE_MEGABYTES = 64;

	/** Until the JVM has written what it has to say about its safepoints. */
	private static final long SETTLE_MILLIS = 200;

	private final ClassHistograms histograms = new ClassHistograms(HistogramSettings.DEFAULT);

	private final SafepointLog safepoints;

	private final List<Object> live = new ArrayList<>();

	private volatile Object sink = "";

	private HistogramBenchmark(Path log) {
		this.safepoints = new SafepointLog(log);
	}

	/**
	 * @param args rounds, megabytes that live, then collectors as in {@code Use…GC}; or
	 * {@code child}, rounds, megabytes, collector, kind of heap and file of the safepoint
	 * log
	 */
	public static void main(String[] args) throws Exception {
		if (args[0].equals("child")) {
			new HistogramBenchmark(Path.of(args[5])).run(Integer.parseInt(args[1]), Integer.parseInt(args[2]), args[3],
					args[4]);
			return;
		}
		System.out.println("| collector | live heap | histogram | million objects | forecast ms, median (range)"
				+ " | measured ms, median (range) | JVM's log ms | measured / forecast, median (range) |");
		System.out.println("|---|---|---|---|---|---|---|---|");
		List<String> refusals = new ArrayList<>();
		for (int i = 2; i < args.length; i++) {
			for (String kind : List.of("small", "mixed")) {
				refusals.addAll(child(args[0], args[1], args[i], kind));
			}
		}
		System.out.println();
		System.out.println("Asked for within the budget:");
		System.out.println();
		refusals.forEach(System.out::println);
	}

	/** Prints the rows of a child and returns its other lines. */
	private static List<String> child(String rounds, String megabytes, String collector, String kind)
			throws IOException, InterruptedException {
		Path log = Files.createTempFile("safepoints", ".log");
		try {
			Process process = new ProcessBuilder(Service.java("java"),
					"-Xmx" + (Integer.parseInt(megabytes) * 5 / 2 + 256) + "m", "-XX:+Use" + collector + "GC",
					"-Xlog:safepoint=info:file=" + log + "::filecount=0", "-cp", System.getProperty("java.class.path"),
					HistogramBenchmark.class.getName(), "child", rounds, megabytes, collector, kind, log.toString())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			List<String> lines = process.inputReader().lines().toList();
			if (process.waitFor() != 0) {
				throw new IllegalStateException("The JVM with %s failed".formatted(collector));
			}
			lines.stream().filter((line) -> line.startsWith("|")).forEach(System.out::println);
			return lines.stream().filter((line) -> !line.startsWith("|")).toList();
		}
		finally {
			Files.delete(log);
		}
	}

	private void run(int rounds, int megabytes, String collector, String kind) throws Exception {
		fill(megabytes, kind.equals("small"));
		String heap = "| %s | %s ".formatted(collector, kind);
		String within = askWithinBudget();
		System.out.println(heap + row("the first", 1, HistogramRequest.FORCED));
		System.out.println("- %s, %s, first: %s".formatted(collector, kind, within));
		System.out.println("- %s, %s, at once after it: %s".formatted(collector, kind, askWithinBudget()));
		System.out.println(heap + row("further ones", rounds, HistogramRequest.FORCED));
		System.out.println(heap + row("the first with a collection", 1, COLLECTED));
		System.out.println(heap + row("further ones with a collection", Math.max(rounds / 2, 1), COLLECTED));
	}

	/** Only asks: the forecast and what the budget would say to it. */
	private String askWithinBudget() {
		PauseForecast forecast = this.histograms.forecast();
		if (this.histograms.kept().isEmpty() && forecast.pause().compareTo(HistogramSettings.DEFAULT.maxPause()) <= 0) {
			return "would be taken; " + forecast.basis();
		}
		try {
			this.histograms.take(Instant.now(), HistogramRequest.WITHIN_BUDGET);
			throw new IllegalStateException("expected a refusal");
		}
		catch (HistogramRefusedException ex) {
			return "\"%s\" Retry after %d s".formatted(ex.getMessage(), ex.retryAfter().toSeconds());
		}
	}

	private String row(String name, int rounds, HistogramRequest request) throws Exception {
		Samples forecasts = new Samples();
		Samples pauses = new Samples();
		Samples logged = new Samples();
		Samples ratios = new Samples();
		Samples objects = new Samples();
		for (int i = 0; i < rounds; i++) {
			makeGarbage();
			logged();
			double forecast = millis(this.histograms.forecast(request.collect()).pause());
			ClassHistogram histogram = this.histograms.take(Instant.now(), request);
			forecasts.add(forecast);
			pauses.add(millis(histogram.pause()));
			ratios.add(millis(histogram.pause()) / forecast);
			logged.add(logged());
			objects.add(histogram.instances() / 1e6);
		}
		return String.format(Locale.ROOT, "| %s | %.1f | %s | %s | %.1f | %.2f (%.2f–%.2f) |", name, objects.median(),
				forecasts.summary(), pauses.summary(), logged.median(), ratios.median(), ratios.min(), ratios.max());
	}

	/** All stops since the last call, in milliseconds. */
	private double logged() throws Exception {
		TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
		return this.safepoints.next().stream().mapToDouble(Safepoint::millis).sum();
	}

	private static double millis(Duration duration) {
		return duration.toNanos() / 1e6;
	}

	private void makeGarbage() {
		for (int i = 0; i < GARBAGE_MEGABYTES << 10; i++) {
			this.sink = new byte[1 << 10];
		}
	}

	/** Small objects take 24 bytes each, which is as dense as services get. */
	private void fill(int megabytes, boolean small) {
		for (int i = 0; i < megabytes; i++) {
			if (small || i % 2 == 0) {
				this.live.add(Cell.chain((1 << 20) / 24));
			}
			else {
				this.live.add(new byte[16][(1 << 20) / 16]);
			}
		}
	}

	/** An object of 24 bytes. */
	private record Cell(Object next, int number) {

		static Object chain(int length) {
			Object chain = "end";
			for (int i = 0; i < length; i++) {
				chain = new Cell(chain, i);
			}
			return chain;
		}

	}

}
