package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;

import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.ForwardingStreamListener;
import io.tidemark.origin.GuardedStream;
import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.origin.StreamListener;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Which packages, endpoints and lines allocate, from samples of the flight recorder: 20 a
 * second at most.
 * <p>
 * How much is allocated is not told by samples, only who has which share of it; the rate
 * comes from the JVM's counters. What was sampled counts half after five minutes.
 * <p>
 * While it works there is one more thread, the daemon {@code tidemark-allocations}.
 * {@link #start}, {@link #look} and {@link #close} are for the thread of a schedule, all
 * other methods may be called by any thread.
 *
 * @since 0.1.0
 */
public final class AllocationSampler implements AutoCloseable {

	static final String NAME = "tidemark-allocations";

	/** Samples a second at most. */
	static final int PER_SECOND = 20;

	private final AllocationTable table;

	private final DoubleSupplier bytesPerSecond;

	private final GuardedStream stream;

	private final AllocationWindow window;

	/**
	 * A sampler that does nothing until it is started.
	 * @param guard who says whether the flight recorder may write
	 * @param finder finds the line that a person would name
	 * @param endpoints tells the endpoint of a stack
	 * @param bytesPerSecond what the JVM allocates in all, negative or not a number if
	 * not known
	 */
	public AllocationSampler(FlightRecorderGuard guard, OriginFrameFinder finder, EndpointOfStack endpoints,
			DoubleSupplier bytesPerSecond) {
		this.table = new AllocationTable(finder, endpoints);
		this.bytesPerSecond = bytesPerSecond;
		this.stream = new GuardedStream(NAME, guard,
				(health) -> FlightRecorderAllocations.open(new Heard(health), PER_SECOND));
		this.window = new AllocationWindow(guard, finder);
	}

	/**
	 * Starts to listen, if the guard allows; {@link #because} says whether it does.
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
	 * @return time after which to call again at the latest, 50 to 500 ms
	 */
	public Duration look(Instant now) {
		Duration next = this.stream.check(now);
		Duration window = this.window.look(now);
		return (next.compareTo(window) < 0) ? next : window;
	}

	/**
	 * Weighs allocations for a minute, and {@value AllocationWindow#MAX_EVENTS} of them
	 * at most, so that it is known how many bytes each line allocates; {@link #look} ends
	 * it. Nothing happens if that is going on already or the guard does not allow it.
	 * There is one more thread meanwhile, the daemon {@code tidemark-allocation-window}.
	 * Stops nothing.
	 * @param now the time
	 */
	public void openWindow(Instant now) {
		this.window.open(now);
	}

	/** Why it does not work, as a sentence; {@code null} if it does. */
	public @Nullable String because() {
		return this.stream.because();
	}

	/** What went wrong so far. */
	public long failures() {
		return this.stream.failures() + this.window.failures();
	}

	/** CPU time of its threads so far. */
	public Duration cpu() {
		return this.stream.cpu().plus(this.window.cpu());
	}

	/** Samples so far. */
	public long samples() {
		return this.table.seen();
	}

	/**
	 * Who allocates, by the package of the innermost frame of the application, else of a
	 * library; {@code jdk} where there is neither.
	 * @param top number of packages
	 * @return the largest first, and {@code other} for all others last; empty if nothing
	 * was sampled yet. Rates are -1 if not known
	 */
	public List<AllocationShare> packages(int top) {
		return this.table.packages(top, this.bytesPerSecond.getAsDouble());
	}

	/**
	 * Who allocates, by endpoint.
	 * @param top number of endpoints
	 * @return the largest first, and {@code other} for other endpoints and for what works
	 * for none last; empty if no endpoint was seen yet. Rates are -1 if not known
	 */
	public List<AllocationShare> endpoints(int top) {
		return this.table.endpoints(top, this.bytesPerSecond.getAsDouble());
	}

	/**
	 * The lines that allocate objects of a class, at most
	 * {@value AllocationTable#MAX_LINES}, most samples first. Whether these objects stay
	 * is not known.
	 * @param className readable name of the class, such as {@code byte[]}
	 */
	public List<AllocationLine> lines(String className) {
		return this.table.lines(className);
	}

	/**
	 * The lines that allocate about as many bytes as stay, of a class that grew or of
	 * what it explains, at most {@value WeighedLines#TOLD}, the likeliest first. Whether
	 * these objects stay is not known.
	 * @param grown the class
	 * @param diff how the heap changed while it grew, which tells the bytes
	 * @param since windows that were opened earlier do not count
	 * @return the lines; none before a window has ended
	 */
	public List<AllocationLine> lines(GrowingClass grown, HistogramDiff diff, Instant since) {
		return this.window.lines(GrownBytes.of(grown, diff), since);
	}

	/** Stops to listen until it is started again; what was sampled stays. */
	@Override
	public void close() {
		this.window.close();
		this.stream.close();
	}

	/** Counts what a stream tells, and hands on how the stream is. */
	private final class Heard extends ForwardingStreamListener implements AllocationListener {

		Heard(StreamListener health) {
			super(health);
		}

		@Override
		public void allocated(long thread, boolean virtual, String className, long weight, List<Frame> stack) {
			AllocationSampler.this.table.allocated(thread, virtual, className, weight, stack);
		}

		@Override
		public void flushed(long cpuNanos) {
			AllocationSampler.this.table.flushed();
			super.flushed(cpuNanos);
		}

	}

}
