package io.tidemark.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Threads and snapshots for tests of the stages behind the capture.
 */
public final class ThreadFixture {

	/** When the first snapshot of a test was taken. */
	public static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

	private static final CaptureCost COST = new CaptureCost(Duration.ofMillis(3), Duration.ZERO, Duration.ZERO,
			CaptureMethod.HANDSHAKE_WALK);

	private ThreadFixture() {
	}

	/** A snapshot taken at {@link #START}. */
	public static ThreadSnapshot snapshot(ObservedThread... threads) {
		return snapshot(START, List.of(threads));
	}

	public static ThreadSnapshot snapshot(Instant time, List<ObservedThread> threads) {
		return new ThreadSnapshot(time, threads, COST);
	}

	/** Waits at a latch in {@code com.example.Orders.place}. */
	public static ObservedThread thread(long id, String name) {
		return thread(id, name, stack("java.util.concurrent.CountDownLatch.await", "com.example.Orders.place"));
	}

	public static ObservedThread thread(long id, String name, StackTrace stack) {
		return new ObservedThread(id, name, false, false, Thread.State.WAITING, stack, null, null, null, null);
	}

	/** Threads {@code prefix1} to {@code prefixN} with identifiers from {@code first}. */
	public static List<ObservedThread> threads(int count, long first, String prefix) {
		return IntStream.range(0, count).mapToObj((i) -> thread(first + i, prefix + (i + 1))).toList();
	}

	public static ObservedThread inState(ObservedThread thread, Thread.State state) {
		return new ObservedThread(thread.id(), thread.name(), thread.virtual(), thread.daemon(), state, thread.stack(),
				thread.lock(), thread.cpuNanos(), thread.allocatedBytes(), thread.origin());
	}

	public static ObservedThread withUsage(ObservedThread thread, Long cpuNanos, Long allocatedBytes) {
		return new ObservedThread(thread.id(), thread.name(), thread.virtual(), thread.daemon(), thread.state(),
				thread.stack(), thread.lock(), cpuNanos, allocatedBytes, thread.origin());
	}

	/** The application's line {@code com.example.Orders.method}, or a library's. */
	public static ThreadOrigin origin(Instant startedAt, String method, boolean library) {
		Frame frame = frame((library ? "org.pool.Pool." : "com.example.Orders.") + method, 12);
		return new ThreadOrigin(startedAt, "main", List.of(frame), frame, library);
	}

	/** A stack of these methods, innermost first. */
	public static StackTrace stack(String... methods) {
		return new StackTrace(Arrays.stream(methods).map((method) -> frame(method, 1)).toList(), false);
	}

	public static Frame frame(String method, int line) {
		int dot = method.lastIndexOf('.');
		return new Frame(method.substring(0, dot), method.substring(dot + 1), "Any.java", line);
	}

}
