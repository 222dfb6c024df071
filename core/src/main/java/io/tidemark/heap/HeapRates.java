package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;

import io.tidemark.jvm.AllocatedBytes;
import io.tidemark.jvm.CollectorCpu;
import io.tidemark.jvm.GcPauseTotal;
import io.tidemark.jvm.GcPauses;
import org.jspecify.annotations.Nullable;

/**
 * How much the application allocates, how much of it grows old, and what collecting it
 * costs. Allocation is counted by the JVM on JDK 21 and later and on late updates of 17;
 * elsewhere it is what came to the pools between two collections, so that it moves with
 * collections only. Rates are those between the last two {@link #look looks}.
 * <p>
 * Stops nothing. Keeps some numbers. One thread looks; reading is safe for several and
 * costs nothing.
 *
 * @since 0.1.0
 */
public final class HeapRates implements AutoCloseable {

	private final AllocatedBytes threads = new AllocatedBytes();

	private final CollectorCpu cpu = new CollectorCpu();

	private final PoolFlow flow = new PoolFlow();

	private final GcPauses pauses = GcPauses.listen();

	private final HeapCollections collections = new HeapCollections(this.flow::add);

	private final long allocatedBefore = Math.max(0, this.threads.total());

	private @Nullable Look before;

	private volatile Rates rates = Rates.NOT_KNOWN;

	private HeapRates() {
	}

	/** Begins to listen to the collectors of this JVM. */
	public static HeapRates listen() {
		return new HeapRates();
	}

	/**
	 * Reads the counters: some microseconds, and 0.2 µs for each thread.
	 * @param now the time; within a second of the last look nothing is read
	 */
	public synchronized void look(Instant now) {
		Look last = this.before;
		if (last != null && now.isBefore(last.time)) {
			last = null; // the clock was set: how much time passed is not known
		}
		if (last != null && Duration.between(last.time, now).toMillis() < 1_000) {
			return;
		}
		Look look = new Look(now, allocatedBytes(), this.flow.promoted(), this.flow.humongous(), this.cpu.total(),
				CollectorCpu.ofProcess(), stopped());
		this.rates = Rates.between(last, look);
		this.before = look;
	}

	private long allocatedBytes() {
		long total = this.threads.areCounted() ? this.threads.total() : -1;
		return (total >= 0) ? total - this.allocatedBefore : this.flow.allocated();
	}

	private Duration stopped() {
		return this.pauses.totals().stream().map(GcPauseTotal::sum).reduce(Duration.ZERO, Duration::plus);
	}

	/** Bytes that were allocated since listening began, as of the last look. */
	public long allocated() {
		return this.rates.allocated;
	}

	/**
	 * Bytes that came to the old generation since listening began, as of the last look;
	 * -1 where there is none.
	 */
	public long promoted() {
		return this.rates.promoted;
	}

	/**
	 * Bytes of large objects that went straight to the old generation, as of the last
	 * look; -1 where the collector does not tell. Those that died before the next
	 * collection count.
	 */
	public long humongous() {
		return this.rates.humongous;
	}

	/** Bytes allocated a second; NaN before the second look. */
	public double allocationRate() {
		return this.rates.allocationRate;
	}

	/** Bytes promoted a second; NaN before the second look and where nobody tells. */
	public double promotionRate() {
		return this.rates.promotionRate;
	}

	/** What the collector takes. */
	public GcCpu cpu() {
		return this.rates.cpu;
	}

	@Override
	public void close() {
		this.collections.close();
		this.pauses.close();
	}

	/**
	 * Counters at one moment.
	 *
	 * @param cpu CPU time of the collector, or {@code null} if nobody tells
	 * @param process CPU time of the process, likewise
	 */
	record Look(Instant time, long allocated, long promoted, long humongous, @Nullable Duration cpu,
			@Nullable Duration process, Duration stopped) {

	}

	/**
	 * What two looks say.
	 */
	record Rates(long allocated, long promoted, long humongous, double allocationRate, double promotionRate,
			GcCpu cpu) {

		static final Rates NOT_KNOWN = new Rates(0, -1, -1, Double.NaN, Double.NaN, GcCpu.NOT_KNOWN);

		static Rates between(@Nullable Look from, Look to) {
			if (from == null) {
				return new Rates(to.allocated, to.promoted, to.humongous, Double.NaN, Double.NaN, GcCpu.NOT_KNOWN);
			}
			double seconds = Duration.between(from.time, to.time).toMillis() / 1_000d;
			double promotion = (to.promoted >= 0) ? (to.promoted - Math.max(0, from.promoted)) / seconds : Double.NaN;
			return new Rates(to.allocated, to.promoted, to.humongous, (to.allocated - from.allocated) / seconds,
					promotion, cpu(from, to, seconds));
		}

		private static GcCpu cpu(Look from, Look to, double seconds) {
			if (from.cpu == null || to.cpu == null || from.process == null || to.process == null) {
				return share(seconds(from.stopped, to.stopped), seconds, GcCpu.Basis.PAUSES);
			}
			return share(seconds(from.cpu, to.cpu), seconds(from.process, to.process), GcCpu.Basis.CPU);
		}

		private static GcCpu share(double part, double whole, GcCpu.Basis basis) {
			return new GcCpu((whole > 0) ? Math.min(1, Math.max(0, part / whole)) : 0, basis);
		}

		private static double seconds(Duration from, Duration to) {
			return to.minus(from).toNanos() / 1e9;
		}

	}

}
