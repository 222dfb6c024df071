package io.tidemark.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.FlightRecorderVerdict;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ThreadOrigin;
import io.tidemark.snapshot.ThreadSnapshot;

/**
 * Remembers who started each live platform thread, from a stream of the flight recorder.
 * <p>
 * A thread start is known half a second after it happened on average and one second at
 * most. Threads that started while no stream was running, and virtual threads, have no
 * origin.
 * <p>
 * A thread start costs 30 to 40 microseconds of CPU time in all, 5 of them here; a stream
 * that hears nothing costs 0.1 to 0.3 % of a core.
 * <p>
 * While it works there are three more threads, all daemons: {@code tidemark-origins}, on
 * which the stream is read, and the recorder's own {@code JFR Recorder Thread} and
 * {@code JFR Periodic Tasks}, which stay for good.
 * <p>
 * {@link #start}, {@link #check} and {@link #close} are for the thread of a schedule: the
 * first start takes 0.3 to 0.9 s, a stop some milliseconds. All other methods may be
 * called by any thread.
 *
 * @since 0.1.0
 */
public final class OriginRecorder implements AutoCloseable {

	/** Time until a stream that was stopped or has failed is started again. */
	static final Duration BACKOFF = Duration.ofMinutes(1);

	/** Time without a flush, of which there is one a second, until a stream is dead. */
	static final Duration SILENCE = Duration.ofSeconds(30);

	/** More than the clocks of the recorder and of a capture ever differ. */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

	/** Time that {@link #close()} waits. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final Duration CHECK_WHILE_OFF = Duration.ofMillis(500);

	private final OriginTable table;

	private final FlightRecorderGuard guard;

	private final ThreadStarts.Source source;

	private @Nullable Run run;

	private boolean wanted;

	private Instant retryAt = Instant.MIN;

	private volatile @Nullable String because = "it has not been started";

	private final AtomicLong streams = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong cpuNanos = new AtomicLong();

	/**
	 * A recorder that does nothing until it is started.
	 * @param settings what it remembers
	 * @param guard who says whether the flight recorder may write
	 */
	public OriginRecorder(OriginSettings settings, FlightRecorderGuard guard) {
		this(settings, guard, (listener) -> FlightRecorderStream.open(listener));
	}

	OriginRecorder(OriginSettings settings, FlightRecorderGuard guard, ThreadStarts.Source source) {
		this.table = new OriginTable(settings);
		this.guard = guard;
		this.source = source;
	}

	/**
	 * Starts to listen, if the guard allows; {@link #state} says whether it does. What
	 * was refused is tried again by {@link #check}.
	 * @param now the time
	 */
	public synchronized void start(Instant now) {
		this.wanted = true;
		if (this.run == null) {
			open(now);
		}
	}

	/**
	 * Stops the stream when the disk gets tight or the stream has died, and starts it
	 * again a minute later when it may. Costs 20 to 40 microseconds while nothing is
	 * wrong, and has to be called at least twice a second: a recorder that finds its disk
	 * full ends the JVM.
	 * @param now the time
	 * @return time after which to call again at the latest, 50 to 500 ms: shorter the
	 * less space there is
	 */
	public synchronized Duration check(Instant now) {
		Run run = this.run;
		if (run != null) {
			return check(run, now);
		}
		if (this.wanted && !now.isBefore(this.retryAt)) {
			open(now);
		}
		return CHECK_WHILE_OFF;
	}

	/** How it is doing. */
	public OriginState state() {
		String because = this.because;
		return new OriginState(because == null, because, this.guard.remark(), this.table.threads(), this.table.stacks(),
				this.table.seen(), this.table.dropped(), this.table.withoutStack(), this.streams.get(),
				this.failures.get(), Duration.ofNanos(this.cpuNanos.get()));
	}

	/**
	 * The same snapshot with the origins that are known. What is remembered of threads
	 * that are missing in it is forgotten, so it has to hold all live platform threads.
	 * Costs about 0.5 ms per 10,000 threads.
	 */
	public ThreadSnapshot attribute(ThreadSnapshot snapshot) {
		return snapshot.withThreads(this.table.attribute(snapshot.threads(), snapshot.time().minus(CLOCK_SKEW)));
	}

	/**
	 * Who started a thread, or {@code null} if that is not known.
	 * @param threadId the JVM's identifier of the thread
	 */
	public @Nullable ThreadOrigin find(long threadId) {
		return this.table.find(threadId);
	}

	/**
	 * Stops to listen until it is started again; what is remembered stays. Waits for the
	 * end for two seconds at most: when the JVM ends while the flight recorder begins,
	 * the recorder's own shutdown hook may take its thread away, and the start never
	 * returns (seen on 17). Whoever closes must not wait for that, or the JVM would not
	 * end. The recorder then stops as soon as it can.
	 */
	@Override
	public void close() {
		Thread end = new Thread(null, this::end, "tidemark-origins-end", 0, false);
		end.setDaemon(true);
		end.start();
		try {
			end.join(PATIENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void end() {
		this.wanted = false;
		stop("it has been closed");
	}

	private Duration check(Run run, Instant now) {
		FlightRecorderVerdict verdict = this.guard.mayGoOn(now);
		String because = verdict.allowed() ? run.deathAt(now) : verdict.because();
		if (because != null) {
			stop(because);
			this.retryAt = now.plus(BACKOFF);
		}
		return verdict.nextLook();
	}

	private void open(Instant now) {
		this.retryAt = now.plus(BACKOFF);
		FlightRecorderVerdict verdict = this.guard.mayStart(now);
		this.because = verdict.allowed() ? listen(now) : verdict.because();
	}

	private @Nullable String listen(Instant now) {
		try {
			this.run = new Run(now);
			this.guard.started();
			this.streams.incrementAndGet();
			return null;
		}
		catch (RuntimeException | LinkageError | InternalError ex) {
			this.failures.incrementAndGet();
			return "the flight recorder did not start: " + ex;
		}
	}

	private void stop(String because) {
		Run run = this.run;
		this.run = null;
		this.because = because;
		if (run != null) {
			this.guard.stopping();
			run.close();
			this.guard.stopped();
		}
	}

	/** One stream from its start to its end. */
	private final class Run implements ThreadStarts.Listener {

		/** Fewer may be missed by a process that was suspended. */
		private static final int CHECKS_OF_SILENCE = 20;

		private final ThreadStarts stream;

		private volatile long flushes;

		private volatile @Nullable String death;

		private long cpuNanosAtFlush;

		private long flushesHeard = -1;

		private Instant heardAt;

		private int checksSince;

		Run(Instant now) {
			this.heardAt = now;
			this.stream = OriginRecorder.this.source.open(this);
		}

		/** Why the stream is dead, or {@code null} if it lives. */
		@Nullable String deathAt(Instant now) {
			if (this.death != null) {
				OriginRecorder.this.failures.incrementAndGet();
				return this.death;
			}
			if (this.flushes != this.flushesHeard) {
				this.flushesHeard = this.flushes;
				this.heardAt = now;
				this.checksSince = 0;
			}
			boolean silent = ++this.checksSince > CHECKS_OF_SILENCE && !now.isBefore(this.heardAt.plus(SILENCE));
			if (silent) {
				OriginRecorder.this.failures.incrementAndGet();
				return "the stream of the flight recorder has been silent for " + SILENCE.toSeconds() + " seconds";
			}
			return null;
		}

		void close() {
			try {
				this.stream.close();
			}
			catch (RuntimeException ex) {
				OriginRecorder.this.failures.incrementAndGet();
			}
		}

		@Override
		public void started(long id, Instant at, String parent, long parentId, List<Frame> stack) {
			OriginRecorder.this.table.started(id, at, parent, parentId, stack);
		}

		@Override
		public void ended(long id) {
			OriginRecorder.this.table.ended(id);
		}

		@Override
		public void flushed(long cpuNanos) {
			OriginRecorder.this.cpuNanos.addAndGet(cpuNanos - this.cpuNanosAtFlush);
			this.cpuNanosAtFlush = cpuNanos;
			this.flushes++;
		}

		@Override
		public void failed(Throwable failure) {
			OriginRecorder.this.failures.incrementAndGet();
		}

		@Override
		public void died(@Nullable Throwable cause) {
			this.death = (cause != null) ? "the stream of the flight recorder has failed: " + cause
					: "the stream of the flight recorder was ended by somebody else";
		}

	}

}
