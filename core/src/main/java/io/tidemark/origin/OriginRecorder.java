package io.tidemark.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tidemark.jvm.FlightRecorderGuard;
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

	/** More than the clocks of the recorder and of a capture ever differ. */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

	private final OriginTable table;

	private final FlightRecorderGuard guard;

	private final GuardedStream stream;

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
		this.stream = new GuardedStream("tidemark-origins", guard, (health) -> source.open(new Heard(health)));
	}

	/**
	 * Starts to listen, if the guard allows; {@link #state} says whether it does. What
	 * was refused is tried again by {@link #check}.
	 * @param now the time
	 */
	public void start(Instant now) {
		this.stream.start(now);
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
	public Duration check(Instant now) {
		return this.stream.check(now);
	}

	/** How it is doing. */
	public OriginState state() {
		String because = this.stream.because();
		return new OriginState(because == null, because, this.guard.remark(), this.table.threads(), this.table.stacks(),
				this.table.seen(), this.table.dropped(), this.table.withoutStack(), this.stream.streams(),
				this.stream.failures(), this.stream.cpu());
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
	 * end for two seconds at most, see {@link GuardedStream#close}.
	 */
	@Override
	public void close() {
		this.stream.close();
	}

	/** Remembers what a stream tells, and hands on how the stream is. */
	private final class Heard extends ForwardingStreamListener implements ThreadStarts.Listener {

		Heard(StreamListener health) {
			super(health);
		}

		@Override
		public void started(long id, Instant at, String parent, long parentId, List<Frame> stack) {
			OriginRecorder.this.table.started(id, at, parent, parentId, stack);
		}

		@Override
		public void ended(long id) {
			OriginRecorder.this.table.ended(id);
		}

	}

}
