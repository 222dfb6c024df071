package io.tidemark.boot.schedule;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tidemark.diff.KeptSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots for whoever asks: on one thread of its own, one at a time, one for all
 * who ask within the same moment, and with a deadline for each who waits. All methods may
 * be called by any thread.
 *
 * @since 0.1.0
 */
public final class SharedSnapshots implements AutoCloseable {

	private final Supplier<KeptSnapshot> capture;

	private final Supplier<@Nullable String> waitingFor;

	private final Duration share;

	private final Duration deadline;

	private final LongSupplier nanoTime;

	private final ThreadPoolExecutor thread;

	/** Kinds of work beside the snapshots that wait or are done: one for each part. */
	private final Set<String> busyBeside = ConcurrentHashMap.newKeySet();

	private @Nullable Taken newest;

	/**
	 * @param capture takes a snapshot
	 * @param waitingFor tells the name of the thread that a running capture waits for
	 * @param share how long a snapshot is handed out again, counted from its start
	 * @param deadline how long a caller waits at most
	 * @param nanoTime the clock
	 */
	public SharedSnapshots(Supplier<KeptSnapshot> capture, Supplier<@Nullable String> waitingFor, Duration share,
			Duration deadline, LongSupplier nanoTime) {
		this.capture = capture;
		this.waitingFor = waitingFor;
		this.share = share;
		this.deadline = deadline;
		this.nanoTime = nanoTime;
		this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				new DaemonThreadFactory("tidemark-capture"));
	}

	/**
	 * A snapshot that was begun within the time of sharing, or a new one.
	 * @throws CaptureOverrunException if it does not finish before the deadline
	 */
	public KeptSnapshot now() {
		return await(shared());
	}

	/**
	 * A snapshot that begins after this call.
	 * @throws CaptureOverrunException if it does not finish before the deadline
	 */
	public KeptSnapshot fresh() {
		return await(begin());
	}

	/** Hands over a snapshot that begins after this call, on the capture's thread. */
	public void fresh(Consumer<KeptSnapshot> receiver) {
		begin().thenAccept(receiver);
	}

	/**
	 * Does work that walks stacks but takes no snapshot for anybody, on the capture's
	 * thread; not while the last of its kind waits or is done, so that it cannot pile up,
	 * and no kind keeps another from its turn.
	 * @param kind name of the part that works, one of a closed set
	 * @param work the work
	 * @return whether it will be done
	 */
	public boolean beside(String kind, Runnable work) {
		boolean free = this.busyBeside.add(kind);
		if (free) {
			CompletableFuture.runAsync(work, this.thread).whenComplete((done, ex) -> this.busyBeside.remove(kind));
		}
		return free;
	}

	private synchronized CompletableFuture<KeptSnapshot> shared() {
		Taken newest = this.newest;
		if (newest != null && (!newest.snapshot().isDone() || isFresh(newest))) {
			return newest.snapshot();
		}
		return begin();
	}

	private boolean isFresh(Taken taken) {
		return !taken.snapshot().isCompletedExceptionally()
				&& this.nanoTime.getAsLong() - taken.begun() < this.share.toNanos();
	}

	/**
	 * Waiting captures are bounded: whoever wants one that has not begun yet shares it.
	 */
	private synchronized CompletableFuture<KeptSnapshot> begin() {
		Taken newest = this.newest;
		if (newest != null && !newest.started().get()) {
			return newest.snapshot();
		}
		AtomicBoolean started = new AtomicBoolean();
		CompletableFuture<KeptSnapshot> snapshot = CompletableFuture.supplyAsync(() -> {
			started.set(true);
			return this.capture.get();
		}, this.thread);
		this.newest = new Taken(this.nanoTime.getAsLong(), started, snapshot);
		return snapshot;
	}

	private KeptSnapshot await(CompletableFuture<KeptSnapshot> snapshot) {
		try {
			return snapshot.get(this.deadline.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new CaptureOverrunException(this.deadline, this.waitingFor.get());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a snapshot", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The capture failed: " + ex.getCause(), ex.getCause());
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

	/**
	 * @param begun when it was asked for
	 * @param started whether the capture has begun
	 * @param snapshot the snapshot, done or on its way
	 */
	private record Taken(long begun, AtomicBoolean started, CompletableFuture<KeptSnapshot> snapshot) {

	}

}
