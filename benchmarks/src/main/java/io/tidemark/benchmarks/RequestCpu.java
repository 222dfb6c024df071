package io.tidemark.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU time of the threads of a service that answer requests, as Linux counts it: what
 * other processes and other threads of the service do is not in it, so it is told on a
 * busy machine, too.
 */
final class RequestCpu {

	/** Linux keeps the first fifteen characters of a thread's name. */
	private static final String REQUEST_THREAD = "http-nio-127.0.";

	private RequestCpu() {
	}

	/** Milliseconds so far. */
	static double millis(Service service) throws IOException {
		try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(service.pid()), "task"))) {
			List<Path> all = threads.toList();
			return all.stream().filter(RequestCpu::answers).mapToLong(RequestCpu::nanos).sum() / 1e6;
		}
	}

	private static boolean answers(Path thread) {
		return read(thread.resolve("comm")).strip().equals(REQUEST_THREAD);
	}

	private static long nanos(Path thread) {
		return Long.parseLong(read(thread.resolve("schedstat")).split(" ")[0]);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Expected to read " + file + ", as on Linux", ex);
		}
	}

}
