package io.tidemark.benchmarks;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.tidemark.capture.ThreadCapturer;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.parse.DumpFormat;
import io.tidemark.parse.ParsedDump;
import io.tidemark.parse.ThreadDumpParser;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.ObservedThread;

/**
 * Reading a dump of each format from memory against reading its lines only, by turns.
 */
final class ParserBenchmark {

	private static final int WARM_UP = 5;

	private ParserBenchmark() {
	}

	/**
	 * @param args rounds, then numbers of threads
	 */
	public static void main(String[] args) throws InterruptedException {
		System.out.println(
				"| threads | format | MB | parse ms, median (range) | parse MB/s | lines only MB/s | × lines only |");
		System.out.println("|---|---|---|---|---|---|---|");
		for (int i = 1; i < args.length; i++) {
			List<ObservedThread> threads = threads(Integer.parseInt(args[i]));
			for (DumpFormat format : DumpFormat.values()) {
				run(format, threads, Integer.parseInt(args[0]));
			}
		}
	}

	private static List<ObservedThread> threads(int number) throws InterruptedException {
		ParkedThreads parked = ParkedThreads.start(number, 0);
		List<ObservedThread> threads = new ThreadCapturer(JvmFeatures.current()).capture(Instant.now()).threads();
		parked.release();
		return threads.stream().limit(number).toList();
	}

	private static void run(DumpFormat format, List<ObservedThread> threads, int rounds) {
		byte[] dump = WrittenDump.bytes(format, threads);
		Samples parse = new Samples();
		Samples lines = new Samples();
		for (int round = -WARM_UP; round < rounds; round++) {
			double parseMillis = millis(() -> parse(dump, format, threads.size()));
			double linesMillis = millis(() -> countLines(dump));
			if (round >= 0) {
				parse.add(parseMillis);
				lines.add(linesMillis);
			}
		}
		double megabytes = dump.length / 1e6;
		System.out.printf("| %,d | %s | %.1f | %s | %.0f | %.0f | %.2f |%n", threads.size(), format.id(), megabytes,
				parse.summary(), megabytes / parse.median() * 1e3, megabytes / lines.median() * 1e3,
				parse.ratioTo(lines));
	}

	private static double millis(Runnable action) {
		long start = System.nanoTime();
		action.run();
		return (System.nanoTime() - start) / 1e6;
	}

	private static void parse(byte[] dump, DumpFormat format, int threads) {
		try {
			ParsedDump parsed = new ThreadDumpParser().parse(new ByteArrayInputStream(dump), Instant.EPOCH);
			int found = parsed.snapshot().threads().size()
					+ parsed.snapshot().folded().stream().mapToInt(FoldedThreads::threads).sum();
			if (parsed.format() != format || found < threads) {
				throw new IllegalStateException("expected " + threads + " threads of " + format + ", found " + found
						+ " of " + parsed.format() + ", " + parsed.problems());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The peer: nobody who reads text reads it faster with the JDK's reader. */
	private static void countLines(byte[] dump) {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(new ByteArrayInputStream(dump), StandardCharsets.UTF_8));
		if (reader.lines().count() == 0) {
			throw new IllegalStateException("no lines");
		}
	}

}
