package io.tidemark.heap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.OriginFrameFinder;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that keeps objects and makes garbage all the time while the heap's
 * recordings run. It takes orders from standard input, one a line, and tells on standard
 * output what changes; it ends when its input does.
 */
final class HeapChild {

	private static volatile @Nullable Object garbage;

	private final FlightRecorderGuard guard = new FlightRecorderGuard(FileLimits.DEFAULT);

	private final OriginFrameFinder finder = new OriginFrameFinder(List.of(HeapChild.class.getPackageName()));

	private final OldObjectRecorder objects = new OldObjectRecorder(this.guard, this.finder);

	private final AllocationSampler allocations = new AllocationSampler(this.guard, this.finder, EndpointOfStack.NONE,
			() -> 0);

	private final List<byte[]> kept = new ArrayList<>();

	private volatile Duration ahead = Duration.ZERO;

	private @Nullable String told;

	/** Starts it. */
	public static void main(String[] args) throws IOException {
		new HeapChild().run();
	}

	private void run() throws IOException {
		this.objects.start(now());
		this.allocations.start(now());
		for (int i = 0; i < 3_000; i++) { // most of what is sampled
			this.kept.add(new byte[32_768]);
		}
		System.gc();
		daemon(this::makeGarbage);
		daemon(this::lookForEver);
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			follow(order);
		}
	}

	private void follow(String order) {
		switch (order) {
			case "a minute later" -> this.ahead = this.ahead.plusMinutes(1);
			case "ask" -> tellObjects();
			case "close" -> close();
			default -> throw new IllegalArgumentException(order);
		}
	}

	private void tellObjects() {
		OldObjects asked = this.objects.collect(now(), false);
		String line = this.objects.lines(asked)
			.stream()
			.map((found) -> String.valueOf(found.frame()))
			.filter((found) -> found.contains("HeapChild.run("))
			.findFirst()
			.orElse(asked.because());
		say("asked: " + line);
	}

	private void close() {
		this.objects.close();
		this.allocations.close();
		say("closed");
	}

	private void makeGarbage() {
		for (int i = 1; true; i++) {
			garbage = new byte[100_000];
			LockSupport.parkNanos(10_000_000);
			if (i % 50 == 0) { // else what is dead takes the place of what lives
				System.gc();
			}
		}
	}

	private void lookForEver() {
		while (true) {
			Duration first = this.objects.look(now());
			Duration second = this.allocations.look(now());
			tell();
			LockSupport.parkNanos(Math.min(first.toNanos(), second.toNanos()));
		}
	}

	private void tell() {
		String now = "objects: " + this.objects.because() + "; allocations: " + this.allocations.because();
		if (!now.equals(this.told)) {
			this.told = now;
			say(now);
		}
	}

	private Instant now() {
		return Instant.now().plus(this.ahead);
	}

	private static synchronized void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work);
		thread.setDaemon(true);
		thread.start();
	}

}
