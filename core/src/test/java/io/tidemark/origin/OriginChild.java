package io.tidemark.origin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.snapshot.ThreadOrigin;

/**
 * A JVM of its own that starts threads all the time and records their origins. It takes
 * orders from standard input, one a line, and tells on standard output what changes; it
 * ends when its input does.
 */
final class OriginChild {

	private final FlightRecorderGuard guard;

	private final OriginRecorder recorder;

	private final boolean guarded;

	private volatile Duration ahead = Duration.ZERO;

	private volatile long lastThread;

	private @Nullable String told;

	private OriginChild(@Nullable Path directory, boolean guarded) {
		this.guard = new FlightRecorderGuard(FileLimits.DEFAULT.withDirectory(directory));
		this.recorder = new OriginRecorder(
				OriginSettings.DEFAULT.withApplicationPackages(List.of(OriginChild.class.getPackageName())),
				this.guard);
		this.guarded = guarded;
	}

	/**
	 * Starts it.
	 * @param args {@code guarded} or {@code unguarded}, and the directory for files if
	 * one is to be set
	 */
	public static void main(String[] args) throws IOException {
		new OriginChild((args.length > 1) ? Path.of(args[1]) : null, args[0].equals("guarded")).run();
	}

	private void run() throws IOException {
		this.recorder.start(now());
		daemon(this::startThreads);
		if (this.guarded) {
			daemon(this::checkForEver);
		}
		tell();
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			follow(order);
		}
	}

	private void follow(String order) throws IOException {
		switch (order) {
			case "state" -> say(this.recorder.state().toString());
			case "repository" -> say(this.guard.repository() + ", remark: " + this.guard.remark());
			case "files" -> say(Long.toString(this.guard.fileBytes()));
			case "a minute later" -> this.ahead = this.ahead.plusMinutes(1);
			case "newest origin" -> tellNewestOrigin();
			case "grow by 64 MB" -> Files.write(this.guard.repository().resolve("grown"), new byte[64 * 1024 * 1024]);
			case "fill at once and check" -> fillAtOnceAndCheck();
			default -> throw new IllegalArgumentException(order);
		}
	}

	private void checkForEver() {
		while (true) {
			Duration next = this.recorder.check(now());
			tell();
			LockSupport.parkNanos(next.toNanos());
		}
	}

	private void startThreads() {
		while (true) {
			Thread thread = new Thread(() -> LockSupport.parkNanos(1_000_000_000));
			this.lastThread = idOf(thread);
			thread.start();
			LockSupport.parkNanos(2_000_000);
		}
	}

	/** Between two writes of the recorder, which come once a second. */
	private void fillAtOnceAndCheck() throws IOException {
		Duration cpu = this.recorder.state().cpu();
		while (this.recorder.state().cpu().equals(cpu)) {
			LockSupport.parkNanos(1_000_000);
		}
		SmallFileSystem.at(this.guard.repository().getParent()).fillAtOnce();
		this.recorder.check(now());
		say("filled; works: " + this.recorder.state().works());
	}

	private void tellNewestOrigin() {
		long id = this.lastThread;
		ThreadOrigin origin = Eventually.present("origin of a new thread", () -> this.recorder.find(id));
		say("origin " + origin.frame());
	}

	private synchronized void tell() {
		OriginState state = this.recorder.state();
		String now = state.works() ? "works" : "off: " + state.because();
		if (!now.equals(this.told)) {
			this.told = now;
			say(now);
		}
	}

	private Instant now() {
		return Instant.now().plus(this.ahead);
	}

	private static void say(String line) {
		try {
			System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			System.out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work);
		thread.setDaemon(true);
		thread.start();
	}

	@SuppressWarnings("deprecation") // threadId() is of JDK 19
	private static long idOf(Thread thread) {
		return thread.getId();
	}

}
