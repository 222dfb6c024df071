package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * One dump being written, on a daemon thread of its own that ends with it: nothing
 * cancels the JVM, so nobody may wait for it without end.
 */
final class DumpRun {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	/** Between two cuts of a dump that was given up: below 4 MB of disk meanwhile. */
	private static final long CUT_MILLIS = 100;

	private final DumpCall call;

	private final Path file;

	private final BiConsumer<String, Runnable> daemon;

	private final CountDownLatch done = new CountDownLatch(1);

	private volatile @Nullable Throwable failure;

	private volatile long cpuNanos;

	/** What nobody but the dump's own thread is left to delete. */
	private volatile @Nullable DumpDirectory abandoned;

	DumpRun(DumpCall call, Path file) {
		this(call, file, DumpRun::startDaemon);
	}

	/**
	 * @param call writes the dump
	 * @param file to where
	 * @param daemon starts a thread of this name
	 */
	DumpRun(DumpCall call, Path file, BiConsumer<String, Runnable> daemon) {
		this.call = call;
		this.file = file;
		this.daemon = daemon;
	}

	/** A JVM that cannot start one more thread writes no dump. */
	void start() {
		try {
			this.daemon.accept("tidemark-dump", this::dump);
		}
		catch (OutOfMemoryError ex) {
			this.failure = ex;
			this.done.countDown();
		}
	}

	private void dump() {
		try {
			this.call.dump(this.file);
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
		finally {
			this.cpuNanos = THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
			this.done.countDown();
			deleteAbandoned();
		}
	}

	private void deleteAbandoned() {
		DumpDirectory abandoned = this.abandoned;
		if (abandoned != null) {
			abandoned.delete();
		}
	}

	/** Whether nothing is written any more. */
	boolean isDone() {
		return this.done.getCount() == 0;
	}

	/** Waits until nothing is written any more, but no longer than this. */
	boolean awaitDone(long nanos) throws InterruptedException {
		return this.done.await(nanos, TimeUnit.NANOSECONDS);
	}

	/** Why the JVM wrote no dump, or {@code null}. */
	@Nullable Throwable failure() {
		return this.failure;
	}

	/** CPU time of a dump that is done. */
	Duration cpu() {
		return Duration.ofNanos(this.cpuNanos);
	}

	/**
	 * Deletes the directory when nothing is written any more, and until then keeps
	 * cutting what is written to nothing.
	 */
	void discard(DumpDirectory directory) {
		if (isDone()) {
			directory.delete();
			return;
		}
		directory.empty();
		try {
			discardWhenDone(directory);
		}
		catch (OutOfMemoryError ex) {
			// no thread for it: whoever writes deletes
			this.abandoned = directory;
			if (isDone()) {
				directory.delete();
			}
		}
	}

	private void discardWhenDone(DumpDirectory directory) {
		this.daemon.accept("tidemark-dump-discard", () -> {
			try {
				while (!this.done.await(CUT_MILLIS, TimeUnit.MILLISECONDS)) {
					directory.empty();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				directory.delete();
			}
		});
	}

	private static void startDaemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
