package io.tidemark.trend;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

import io.tidemark.watch.MalformedHistoryException;
import org.jspecify.annotations.Nullable;

/**
 * Learns how much live heap a load needs, and tells when there is clearly more.
 * <p>
 * One reading is the mean of five minutes. It learns while it judges, and what it learned
 * fades to 1/e in seven days. Readings far off are learned as if they were less far, and
 * none is learned while the heap drifts, so that a leak does not become normal; what
 * still stands after seven days does.
 * <p>
 * Drift is: {@value #ROW} readings in a row above the 95 % band and 7.5 % above what was
 * expected, and their mean further above it than that of as many readings, which are
 * alike, ever is by chance. An interval without a collection that tells is no reading: it
 * neither counts nor ends a row. Nor does one whose load was never seen, or is not known:
 * it takes the requests a second or those in progress.
 * <p>
 * Keeps at most {@value #RETAINED} bytes. For one thread; a reading takes some µs.
 *
 * @since 0.1.0
 */
public final class DriftModel {

	/** Length of an interval. */
	public static final Duration INTERVAL = Duration.ofMinutes(5);

	/** Intervals above the band in a row that make a drift. */
	public static final int ROW = 5;

	/** Bytes that one keeps at most. */
	public static final int RETAINED = 8192;

	/** What is learned has faded to 1/e after that long. */
	static final Duration MEMORY = Duration.ofDays(7);

	/** After a start it warms up: not judged and not learned. */
	static final Duration WARM_UP = Duration.ofMinutes(30);

	/** Readings that must have been learned: those of a day, less what has faded. */
	static final double ENOUGH = 265;

	/** Bytes of the form in which it is written. */
	static final int BYTES = 8 + DriftFit.BYTES + DriftNoise.BYTES + SeenLoads.BYTES + 8;

	/** Requests of the last hour, among the features. */
	private static final int LAST_HOUR = 5;

	/** Intervals of an hour. */
	private static final int HOUR = 12;

	/** Share above what was expected that matters, of each reading of a row. */
	private static final double RELEVANT = 0.075;

	/**
	 * A load so many deviations above its mean is a rush: memory follows load in its own
	 * way then, and a straight line says less.
	 */
	private static final double RUSH = 2.5;

	/** What is further above is not told apart. */
	private static final double GREATEST_RUSH = 3.5;

	/** By how much more matters for each deviation above that, as a share. */
	private static final double MORE_IN_A_RUSH = 0.4;

	/** Deviations by which a rush abates in an interval: about an hour in all. */
	private static final double ABATES = 0.15;

	/** Deviations of the mean of a row that chance does not reach. */
	private static final double CERTAIN = 5;

	/** Readings further off, in deviations, are learned as if they were this far. */
	private static final double FAR = 2.5;

	/** The same at a load that is new. */
	private static final double FAR_WHERE_NEW = 5;

	/** A band is never wider than noise makes it by more than this. */
	private static final double WIDEST = 10;

	private final DriftFit fit = new DriftFit();

	private final DriftNoise noise = new DriftNoise();

	private final SeenLoads seen = new SeenLoads();

	private final double[] features = new double[DriftFit.SIZE];

	private final boolean[] begins = new boolean[DriftFit.SIZE];

	private final double[] row = new double[ROW];

	private int above;

	private int below;

	private int calm;

	private double rush;

	private DriftState state = DriftState.LEARNING;

	private double lastHour = Double.NaN;

	private @Nullable Instant newest;

	private @Nullable Instant drifting;

	/**
	 * Judges a reading, then learns it.
	 * @param now end of the interval
	 * @param age how long the process runs
	 * @param load the load of the interval
	 * @param live mean live heap in bytes; NaN or below 0 if no collection told
	 */
	public DriftReading add(Instant now, Duration age, DriftLoad load, double live) {
		fade(now);
		follow(load.requests());
		read(load, age);
		boolean learned = isLearned();
		boolean warm = age.compareTo(WARM_UP) >= 0;
		boolean known = live > 0 && live < Double.POSITIVE_INFINITY;
		DriftBand band = learned ? band() : null;
		if (!warm) {
			start();
		}
		else if (known) {
			take(now, live, learned);
		}
		else {
			this.noise.interrupt();
		}
		DriftState state = (learned && warm) ? this.state : DriftState.LEARNING;
		return new DriftReading(now, known ? Math.round(live) : -1, load, band, state, Math.max(this.above, this.below),
				(state == DriftState.LEARNING) ? left(age) : Duration.ZERO);
	}

	/** What a load would need, or {@code null} while that is not known. */
	public @Nullable DriftBand band(DriftLoad load, Duration age) {
		read(load, age);
		return isLearned() ? band() : null;
	}

	private boolean isLearned() {
		return this.fit.weight() >= ENOUGH;
	}

	/** What is learned fades meanwhile, so a day takes a little longer. */
	private Duration left(Duration age) {
		double share = ENOUGH * INTERVAL.toMillis() / MEMORY.toMillis();
		double readings = Math.max(0, ENOUGH - this.fit.weight()) * (1 + share / 2);
		Duration learning = INTERVAL.multipliedBy((long) Math.ceil(readings));
		Duration warming = age.compareTo(WARM_UP) < 0 ? WARM_UP.minus(age) : Duration.ZERO;
		return (learning.compareTo(warming) > 0) ? learning : warming;
	}

	/** A process begins: nothing is in a row with what was before. */
	private void start() {
		this.above = 0;
		this.below = 0;
		this.state = DriftState.WITHIN;
		this.drifting = null;
		this.noise.interrupt();
	}

	private void fade(Instant now) {
		Instant newest = this.newest;
		Duration passed = (newest != null && newest.isBefore(now)) ? Duration.between(newest, now) : Duration.ZERO;
		if (this.drifting == null) {
			double share = Math.exp(-(double) passed.toMillis() / MEMORY.toMillis());
			this.fit.keep(share);
			this.noise.keep(share);
		}
		if (passed.compareTo(INTERVAL.multipliedBy(2)) > 0) {
			this.noise.interrupt();
			this.lastHour = Double.NaN;
		}
		this.newest = now;
	}

	/** Some of the heap follows requests with a delay, as sessions do. */
	private void follow(double requests) {
		if (!Double.isNaN(requests)) {
			this.lastHour = Double.isNaN(this.lastHour) ? requests : this.lastHour + (requests - this.lastHour) / HOUR;
		}
	}

	/** Caches fill after a start, some in an hour and some in a day. */
	private void read(DriftLoad load, Duration age) {
		double hours = Math.max(0, age.toMillis()) / 3_600_000.0;
		this.features[0] = load.requests();
		this.features[1] = load.latency();
		this.features[2] = load.activeRequests();
		this.features[3] = load.threads();
		this.features[4] = load.sessions();
		this.features[LAST_HOUR] = Double.isNaN(this.lastHour) ? load.requests() : this.lastHour;
		this.features[6] = Math.exp(-hours);
		this.features[7] = Math.exp(-hours / 6);
	}

	private double expected() {
		return Math.max(this.fit.expected(this.features), 0.1 * this.fit.mean());
	}

	/** By what a band is wider than the noise alone makes it. */
	private double spread(double expected) {
		double own = this.noise.deviation() * expected;
		double square = 1 + this.noise.inflation() * this.fit.leverage(this.features)
				+ this.fit.unknown(this.features) / (own * own);
		return Math.min(Math.sqrt(square), WIDEST);
	}

	private DriftBand band() {
		double expected = expected();
		double wide = this.noise.deviation() * spread(expected);
		double low = expected * Math.max(0, 1 - this.noise.below() * wide);
		double high = expected * (1 + this.noise.above() * wide);
		return new DriftBand(Math.round(expected), Math.round(low), Math.round(high));
	}

	private void take(Instant now, double live, boolean learned) {
		if (this.fit.weight() == 0) {
			learn(live, live, 1, false);
			return;
		}
		double expected = expected();
		double spread = spread(expected);
		double share = live / expected - 1;
		boolean isNew = this.seen.isNew(this.features);
		this.rush = learned ? Math.max(rush(), this.rush - ABATES) : 0;
		if (learned && !isNew && isLoadKnown()) {
			judge(now, share, spread);
		}
		if (this.drifting == null) {
			learn(live, expected, spread, isNew);
		}
		else if (Duration.between(this.drifting, now).compareTo(MEMORY) > 0) {
			this.fit.keep(0);
			this.noise.keep(0);
			start();
		}
	}

	/** Threads alone tell too little of what is asked. */
	private boolean isLoadKnown() {
		return !Double.isNaN(this.features[0]) || !Double.isNaN(this.features[2]);
	}

	private void judge(Instant now, double share, double spread) {
		double deviations = share / (this.noise.deviation() * spread);
		this.above = (deviations > this.noise.above()) ? this.above + 1 : 0;
		this.below = (deviations < -this.noise.below()) ? this.below + 1 : 0;
		this.calm = (this.above > 0) ? 0 : this.calm + 1;
		System.arraycopy(this.row, 0, this.row, 1, ROW - 1);
		this.row[0] = share;
		if (this.above >= ROW && isClear(1, spread)) {
			this.drifting = (this.drifting != null) ? this.drifting : now;
			this.state = DriftState.ABOVE;
		}
		else if (this.state != DriftState.ABOVE || this.calm >= ROW) {
			this.drifting = null;
			this.state = (this.below >= ROW && isClear(-1, spread)) ? DriftState.BELOW : DriftState.WITHIN;
		}
	}

	/** Whether the row is off beyond doubt. */
	private boolean isClear(int sign, double spread) {
		double mean = 0;
		double least = Double.POSITIVE_INFINITY;
		for (double each : this.row) {
			mean += sign * each / ROW;
			least = Math.min(least, sign * each);
		}
		double known = this.fit.weight() / this.noise.inflation();
		double certain = CERTAIN * (1 + 1 / Math.sqrt(known));
		double noise = this.noise.deviationOfRun();
		double model = this.noise.deviation() * Math.sqrt(spread * spread - 1);
		double relevant = RELEVANT * (1 + MORE_IN_A_RUSH * Math.max(0, this.rush - RUSH));
		return least > relevant && mean > certain * Math.hypot(noise, model);
	}

	/** How many deviations above its mean the most unusual load is. */
	private double rush() {
		double most = 0;
		for (int i = 0; i < SeenLoads.SIZE; i++) {
			double above = this.features[i] - this.fit.mean(i);
			most = (above > 0) ? Math.max(most, above / Math.max(this.fit.deviation(i), 1e-9)) : most;
		}
		return Math.min(most, GREATEST_RUSH);
	}

	private void learn(double live, double expected, double spread, boolean isNew) {
		double share = live / expected - 1;
		double taken = this.noise.clip(share, (isNew ? FAR_WHERE_NEW : FAR) * spread);
		for (int i = 0; i < SeenLoads.SIZE; i++) {
			this.begins[i] = !this.seen.isKnown(i);
		}
		boolean begins = this.fit.weight() == 0;
		this.fit.add(this.features, expected * (1 + taken), this.begins);
		this.seen.add(this.features, this.fit, !isLearned());
		if (!begins && !isNew) {
			this.noise.add(share, spread);
		}
		this.fit.solve(this.noise.inflation());
	}

	/** When a reading was added last, or {@code null} if none ever was. */
	@Nullable Instant newest() {
		return this.newest;
	}

	/** Without the row: the next process has another heap. */
	void write(ByteBuffer bytes) {
		bytes.putLong((this.newest != null) ? this.newest.toEpochMilli() : 0);
		this.fit.write(bytes);
		this.noise.write(bytes);
		this.seen.write(bytes);
		bytes.putDouble(this.lastHour);
	}

	static DriftModel read(ByteBuffer bytes) {
		DriftModel model = new DriftModel();
		model.newest = Instant.ofEpochMilli(bytes.getLong());
		model.fit.read(bytes);
		model.noise.read(bytes);
		model.seen.read(bytes);
		model.lastHour = bytes.getDouble();
		model.start();
		model.fit.solve(model.noise.inflation());
		return model;
	}

	static double number(ByteBuffer bytes) {
		double number = bytes.getDouble();
		if (!Double.isFinite(number)) {
			throw MalformedHistoryException.of("finite numbers", number);
		}
		return number;
	}

	static double amount(ByteBuffer bytes) {
		double number = number(bytes);
		if (number < 0) {
			throw MalformedHistoryException.of("numbers that are not below 0", number);
		}
		return number;
	}

}
