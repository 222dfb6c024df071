package io.tidemark.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.tidemark.jvm.Backoff;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.FlightRecorderVerdict;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stream of the flight recorder running while its guard allows: stops it before
 * the disk is full or when it has died, and starts it again a minute later.
 * <p>
 * {@link #start}, {@link #check} and {@link #close} are for the thread of a schedule: the
 * first start takes 0.3 to 0.9 s, a stop some milliseconds. All other methods may be
 * called by any thread.
 *
 * @since 0.1.0
 */
public final class GuardedStream implements AutoCloseable {

	/** Time until a stream that was stopped or has failed is started again. */
	static final Duration BACKOFF = Duration.ofMinutes(1);

	/** Time without a flush, of which there is one a second, until a stream is dead. */
	static final Duration SILENCE = Duration.ofSeconds(30);

	/** Time that {@link #close()} waits. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final Duration CHECK_WHILE_OFF = Duration.ofMillis(500);

	private final String name;

	private final FlightRecorderGuard guard;

	private final Function<StreamListener, ? extends AutoCloseable> source;

	private @Nullable Run run;

	private boolean wanted;

	private final Backoff backoff = new Backoff(BACKOFF);

	private volatile @Nullable String because = "it has not been started";

	private final AtomicLong streams = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong cpuNanos = new AtomicLong();

	/**
	 * A stream that does nothing until it is started.
	 * @param name of the stream, begins the names of threads
	 * @param guard who says whether the flight recorder may write
	 * @param source starts a stream and waits until it runs; throws if the recorder
	 * refuses
	 */
	public GuardedStream(String name, FlightRecorderGuard guard,
			Function<StreamListener, ? extends AutoCloseable> source) {
		this.name = name;
		this.guard = guard;
		this.source = source;
	}

	/**
	 * Starts to listen, if the guard allows; {@link #because} says whether it does. What
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
		if (this.wanted && this.backoff.isOver(now)) {
			open(now);
		}
		return CHECK_WHILE_OFF;
	}

	/** Why it does not run, as a sentence; {@code null} if it does. */
	public @Nullable String because() {
		return this.because;
	}

	/** Streams that were started so far. */
	public long streams() {
		return this.streams.get();
	}

	/** What went wrong so far: events, starts, streams that died. */
	public long failures() {
		return this.failures.get();
	}

	/** CPU time of the threads on which streams were read. */
	public Duration cpu() {
		return Duration.ofNanos(this.cpuNanos.get());
	}

	/**
	 * Stops to listen until it is started again. Waits for the end for two seconds at
	 * most: when the JVM ends while the flight recorder begins, the recorder's own
	 * shutdown hook may take its thread away, and the start never returns (seen on 17).
	 * Whoever closes must not wait for that, or the JVM would not end. The recorder then
	 * stops as soon as it can.
	 */
	@Override
	public void close() {
		Thread end = new Thread(null, this::end, this.name + "-end", 0, false);
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
			this.backoff.begin(now);
		}
		return verdict.nextLook();
	}

	private void open(Instant now) {
		this.backoff.begin(now);
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
	private final class Run implements StreamListener {

		/** Fewer may be missed by a process that was suspended. */
		private static final int CHECKS_OF_SILENCE = 20;

		private final AutoCloseable stream;

		private volatile long flushes;

		private volatile @Nullable String death;

		private long cpuNanosAtFlush;

		private long flushesHeard = -1;

		private Instant heardAt;

		private int checksSince;

		Run(Instant now) {
			this.heardAt = now;
			this.stream = GuardedStream.this.source.apply(this);
		}

		/** Why the stream is dead, or {@code null} if it lives. */
		@Nullable String deathAt(Instant now) {
			if (this.death != null) {
				GuardedStream.this.failures.incrementAndGet();
				return this.death;
			}
			if (this.flushes != this.flushesHeard) {
				this.flushesHeard = this.flushes;
				this.heardAt = now;
				this.checksSince = 0;
			}
			boolean silent = ++this.checksSince > CHECKS_OF_SILENCE && !now.isBefore(this.heardAt.plus(SILENCE));
			if (silent) {
				GuardedStream.this.failures.incrementAndGet();
				return "the stream of the flight recorder has been silent for " + SILENCE.toSeconds() + " seconds";
			}
			return null;
		}

		void close() {
			try {
				this.stream.close();
			}
			catch (Exception ex) {
				GuardedStream.this.failures.incrementAndGet();
			}
		}

		@Override
		public void flushed(long cpuNanos) {
			GuardedStream.this.cpuNanos.addAndGet(cpuNanos - this.cpuNanosAtFlush);
			this.cpuNanosAtFlush = cpuNanos;
			this.flushes++;
		}

		@Override
		public void failed(Throwable failure) {
			GuardedStream.this.failures.incrementAndGet();
		}

		@Override
		public void died(@Nullable Throwable cause) {
			this.death = (cause != null) ? "the stream of the flight recorder has failed: " + cause
					: "the stream of the flight recorder was ended by somebody else";
		}

	}

}
