package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.tidemark.heap.LiveSet;
import io.tidemark.trend.DriftBand;
import io.tidemark.trend.DriftLoad;
import io.tidemark.trend.DriftModel;
import io.tidemark.trend.DriftReading;
import io.tidemark.trend.DriftState;
import io.tidemark.trend.DriftVersions;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResources;
import org.jspecify.annotations.Nullable;

/**
 * Expected memory: takes the load and the live heap again and again, and every five
 * minutes tells whether there is more heap than this load needed before.
 * <p>
 * Only what a collection told within an interval is a reading of it. One thread reads;
 * everything else may be called by any. A look takes some µs and stops nothing.
 *
 * @since 0.1.0
 */
public final class MemoryDrift {

	private final DriftVersions versions;

	private final Function<Instant, LiveSet> live;

	private final WatchedResources loads;

	private final LongSupplier threads;

	private final MeanOf requests = new MeanOf();

	private final MeanOf latency = new MeanOf();

	private final MeanOf active = new MeanOf();

	private final MeanOf running = new MeanOf();

	private final MeanOf sessions = new MeanOf();

	private final MeanOf heap = new MeanOf();

	private @Nullable Instant started;

	private @Nullable Instant begun;

	private @Nullable Instant measured;

	private volatile @Nullable DriftReading newest;

	private volatile @Nullable String learning;

	/**
	 * @param version version of the application: another one may need another heap
	 * @param live tells the live heap
	 * @param loads tells the load, see {@link LoadSignal}
	 * @param threads counts the live threads, -1 if not known
	 */
	public MemoryDrift(String version, Function<Instant, LiveSet> live, WatchedResources loads, LongSupplier threads) {
		this.versions = new DriftVersions(version);
		this.live = live;
		this.loads = loads;
		this.threads = threads;
	}

	/**
	 * Looks at heap and load; to be called every ten seconds or so.
	 * @return what the interval said if one ended, else {@code null}
	 */
	public synchronized @Nullable DriftReading look(Instant now) {
		if (this.started == null) {
			this.started = now;
		}
		if (this.begun == null || now.isBefore(this.begun)) {
			begin(now);
		}
		DriftReading ended = (Duration.between(this.begun, now).compareTo(DriftModel.INTERVAL) >= 0) ? end(now) : null;
		this.requests.add(this.loads.load(LoadSignal.REQUESTS));
		this.latency.add(this.loads.load(LoadSignal.LATENCY));
		this.active.add(this.loads.load(LoadSignal.ACTIVE_REQUESTS));
		this.sessions.add(this.loads.load(LoadSignal.SESSIONS));
		this.running.add(this.threads.getAsLong());
		LiveSet live = this.live.apply(now);
		if (live.bytes() > 0 && live.measured() != null && !live.measured().equals(this.measured)) {
			this.measured = live.measured();
			this.heap.add(live.bytes());
		}
		return ended;
	}

	private void begin(Instant now) {
		this.begun = now;
		this.requests.clear();
		this.latency.clear();
		this.active.clear();
		this.running.clear();
		this.sessions.clear();
		this.heap.clear();
	}

	private DriftReading end(Instant now) {
		Duration age = age(now);
		DriftLoad load = new DriftLoad(this.requests.mean(), this.latency.mean(), this.active.mean(),
				this.running.mean(), this.sessions.mean());
		DriftReading reading = this.versions.model().add(now, age, load, this.heap.mean());
		this.newest = reading;
		this.learning = this.versions.learning(reading, age);
		begin(now);
		return reading;
	}

	private Duration age(Instant now) {
		Instant started = this.started;
		return (started != null && started.isBefore(now)) ? Duration.between(started, now) : Duration.ZERO;
	}

	/** The version of the application whose memory is learned. */
	public String version() {
		return this.versions.version();
	}

	/** What the last whole interval said, or {@code null} before the first. */
	public @Nullable DriftReading newest() {
		return this.newest;
	}

	/** What the load of the last interval needed before, {@code null} while learning. */
	public @Nullable DriftBand band() {
		DriftReading newest = this.newest;
		return (newest != null) ? newest.band() : null;
	}

	/** Where the live heap is. */
	public DriftState state() {
		DriftReading newest = this.newest;
		return (newest != null) ? newest.state() : DriftState.LEARNING;
	}

	/**
	 * Why there is more heap than this load needed before, as a sentence, or {@code null}
	 * if there is not.
	 */
	public @Nullable String sentence() {
		DriftReading newest = this.newest;
		return (newest != null) ? newest.sentence() : null;
	}

	/**
	 * That it learns and how long still, with what the last version needed, as a
	 * sentence; {@code null} when it has learned or has not begun.
	 */
	public @Nullable String learning() {
		return this.learning;
	}

	/** What the next process may go on with, at most {@link DriftVersions#BYTES}. */
	public synchronized byte[] history(Instant now) {
		return this.versions.toBytes(now);
	}

	/**
	 * Goes on with what another process wrote.
	 * @param history what {@link #history} gave
	 * @param now the time
	 * @return whether this version of the application was among it
	 * @throws io.tidemark.watch.MalformedHistoryException if it cannot be read; nothing
	 * is changed then
	 */
	public synchronized boolean goOn(byte[] history, Instant now) {
		return this.versions.goOn(history, now);
	}

	/** Mean of the readings of an interval that are known. */
	private static final class MeanOf {

		private double sum;

		private int count;

		void add(double reading) {
			if (reading >= 0 && reading < Double.POSITIVE_INFINITY) {
				this.sum += reading;
				this.count++;
			}
		}

		double mean() {
			return (this.count > 0) ? this.sum / this.count : Double.NaN;
		}

		void clear() {
			this.sum = 0;
			this.count = 0;
		}

	}

}
