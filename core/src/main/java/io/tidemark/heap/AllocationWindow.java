package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.ForwardingStreamListener;
import io.tidemark.origin.GuardedStream;
import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.origin.StreamListener;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Listens for a short while to allocations with the bytes they stand for, so that it is
 * known how many bytes each line allocates, and not only which lines allocate most.
 * <p>
 * Open for {@link #LENGTH}, {@value #MAX_EVENTS} events or {@link #MAX_CPU} of CPU time
 * at most, whatever comes first, as the JVM does not throttle them; ends early when the
 * disk gets tight. While it is open there is one more thread, the daemon
 * {@code tidemark-allocation-window}.
 * <p>
 * {@link #open}, {@link #look} and {@link #close} are for the thread of a schedule, all
 * other methods may be called by any thread.
 */
final class AllocationWindow implements AutoCloseable {

	static final String NAME = "tidemark-allocation-window";

	/** Time for which it is open. */
	static final Duration LENGTH = Duration.ofMinutes(1);

	/** Events after which it ends early. */
	static final int MAX_EVENTS = 20_000;

	/** CPU time of its thread after which it ends early. */
	static final Duration MAX_CPU = Duration.ofMillis(200);

	private static final Duration CLOSED = Duration.ofMillis(500);

	private final GuardedStream stream;

	private volatile @Nullable Instant opened;

	private Duration cpuBefore = Duration.ZERO;

	private volatile @Nullable Heard heard;

	private volatile @Nullable Seen seen;

	AllocationWindow(FlightRecorderGuard guard, OriginFrameFinder finder) {
		this(guard, finder, FlightRecorderWindow::open);
	}

	AllocationWindow(FlightRecorderGuard guard, OriginFrameFinder finder,
			Function<WeighedListener, AutoCloseable> source) {
		this.stream = new GuardedStream(NAME, guard, (health) -> {
			Heard heard = new Heard(new WeighedLines(finder), health);
			this.heard = heard;
			return source.apply(heard);
		});
	}

	/** Opens it, if it is closed and the guard allows. */
	void open(Instant now) {
		if (this.opened == null) {
			this.cpuBefore = cpu();
			this.stream.start(now);
			this.opened = now;
			look(now);
		}
	}

	/**
	 * Closes it when its time is over, it has heard enough, or the disk gets tight.
	 * @return time after which to call again, 50 to 500 ms
	 */
	Duration look(Instant now) {
		Instant opened = this.opened;
		if (opened == null) {
			return CLOSED;
		}
		Duration next = (this.stream.because() == null) ? this.stream.check(now) : CLOSED;
		if (this.stream.because() != null || hasEnough() || !now.isBefore(opened.plus(LENGTH))) {
			end(opened, now);
		}
		return next;
	}

	private boolean hasEnough() {
		Heard heard = this.heard;
		return (heard != null && heard.isFull()) || cpu().minus(this.cpuBefore).compareTo(MAX_CPU) > 0;
	}

	/** What was heard is told from now on, and what was heard before is forgotten. */
	private void end(Instant opened, Instant now) {
		close();
		Heard heard = this.heard;
		if (heard != null && heard.table.events() > 0) {
			Instant last = heard.isFull() ? heard.last : now;
			this.seen = new Seen(heard.table, opened, Duration.between(opened, last));
		}
		this.heard = null;
	}

	/** Whether it is open. */
	boolean isOpen() {
		return this.opened != null;
	}

	/** What went wrong so far. */
	long failures() {
		return this.stream.failures();
	}

	/** CPU time of its thread so far. */
	Duration cpu() {
		return this.stream.cpu();
	}

	/**
	 * The lines that may have allocated what stays, the likeliest first; none if the last
	 * window heard nothing like it or is too old.
	 * @param grown what stays, the objects with most bytes first
	 * @param since when a window must have been opened at the earliest
	 */
	List<AllocationLine> lines(List<GrownBytes> grown, Instant since) {
		Seen seen = this.seen;
		if (seen == null || seen.opened().isBefore(since)) {
			return List.of();
		}
		return grown.stream()
			.map((objects) -> seen.table().lines(objects, seen.length()))
			.filter((lines) -> !lines.isEmpty())
			.findFirst()
			.orElse(List.of());
	}

	/** Ends a window that is open; what earlier ones heard stays. */
	@Override
	public void close() {
		if (this.opened != null) {
			this.opened = null;
			this.stream.close();
		}
	}

	/** What a window has heard from its begin to its end. */
	private record Seen(WeighedLines table, Instant opened, Duration length) {

	}

	/** Counts what a stream tells, and hands on how the stream is. */
	private static final class Heard extends ForwardingStreamListener implements WeighedListener {

		private final WeighedLines table;

		private volatile Instant last = Instant.MIN;

		Heard(WeighedLines table, StreamListener health) {
			super(health);
			this.table = table;
		}

		@Override
		public boolean isFull() {
			return this.table.events() >= MAX_EVENTS;
		}

		@Override
		public void allocated(Instant time, String className, long weight, List<Frame> stack) {
			this.table.add(className, weight, stack);
			this.last = time;
		}

	}

}
