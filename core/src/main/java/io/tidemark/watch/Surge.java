package io.tidemark.watch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How one resource comes nearer to its limit.
 * <p>
 * It is read densely as soon as two regular readings would bring it to its limit within
 * an hour. An hour and not the ten minutes of a forecast, because the first reading after
 * the start of a surge may show a tenth of it. A forecast is given where all of this
 * holds for the newest 9, 18, 36 or 72 dense readings:
 * <ul>
 * <li>they rise by more than six standard errors, and their second half not less than
 * half as fast, so neither chance nor a burst that ends;</li>
 * <li>they begin above all that was reached in the 15 minutes before, so no level that
 * swings;</li>
 * <li>where it is counted what comes and goes, a tenth more comes than goes;</li>
 * <li>the limit is less than ten minutes away.</li>
 * </ul>
 * Where only the level is known it takes 36 readings and a quarter of the limit, because
 * it may be filled on purpose; and where the limit is a bound of our user's choice, as of
 * a pool or a cache, a level alone is never told.
 */
final class Surge {

	/** Dense readings end so long after two regular ones that came nearer. */
	static final long DENSE_MILLIS = 60_000;

	private static final double LOOK_AHEAD = Duration.ofHours(1).toSeconds();

	private static final double TOLD_AHEAD = Duration.ofMinutes(10).toSeconds();

	/** Told for longer than it begins, so that it does not flicker. */
	private static final double HELD_AHEAD = Duration.ofMinutes(20).toSeconds();

	/** From here on a level that was on its way is at its limit. */
	private static final double FULL = 0.9;

	private static final double ERRORS = 6;

	private static final int LEAST_OF_FLOW = 9;

	private static final int LEAST_OF_LEVEL = 36;

	/** Readings that tell how it goes on. */
	private static final int GOES_ON = 16;

	private final RecentPeaks peaks = new RecentPeaks();

	private @Nullable DenseReadings dense;

	private long denseUntil;

	/** What had been reached before the dense readings began. */
	private double before;

	private double highest;

	private @Nullable Reading regular;

	private long regularMillis;

	private FlowRates regularRates = FlowRates.NOT_KNOWN;

	private double secondsLeft = Double.POSITIVE_INFINITY;

	private @Nullable Saturation saturation;

	/** Takes a reading that comes at the regular interval. */
	void takeRegular(long millis, WatchedResource resource, Reading reading) {
		double perSecond = sinceRegular(millis, reading.value());
		this.secondsLeft = secondsLeft(reading, perSecond);
		if (this.secondsLeft < LOOK_AHEAD) {
			beginOrProlong(millis, reading);
		}
		this.regularRates = ratesSinceRegular(millis, reading);
		take(millis, resource, reading);
		this.regular = reading;
		this.regularMillis = millis;
	}

	/** Takes a reading between two regular ones. */
	void takeDense(long millis, WatchedResource resource, Reading reading) {
		take(millis, resource, reading);
	}

	/** What cannot be read, or has no limit, is not on its way to one. */
	void reset() {
		this.dense = null;
		this.regular = null;
		this.saturation = null;
	}

	boolean isDense() {
		return this.dense != null;
	}

	double secondsLeft() {
		return (this.saturation != null) ? 0 : this.secondsLeft;
	}

	@Nullable Saturation saturation() {
		return this.saturation;
	}

	private double sinceRegular(long millis, double level) {
		return (this.regular != null && millis > this.regularMillis)
				? (level - this.regular.value()) * 1_000 / (millis - this.regularMillis) : Double.NaN;
	}

	private FlowRates ratesSinceRegular(long millis, Reading reading) {
		Reading from = (this.regular != null) ? this.regular : reading;
		return FlowRates.between(from.counts(), reading.counts(), Math.max(1, millis - this.regularMillis) / 1_000d);
	}

	private static double secondsLeft(Reading reading, double perSecond) {
		return (perSecond > 0) ? Math.max(0, reading.limit() - reading.value()) / perSecond : Double.POSITIVE_INFINITY;
	}

	private void beginOrProlong(long millis, Reading reading) {
		if (this.dense == null) {
			this.dense = new DenseReadings();
			this.before = this.peaks.highest(millis);
			this.highest = reading.value();
		}
		this.denseUntil = millis + DENSE_MILLIS;
	}

	private void take(long millis, WatchedResource resource, Reading reading) {
		this.peaks.add(millis, reading.value());
		if (this.dense != null && isOver(millis)) {
			this.dense = null;
		}
		if (this.dense != null) {
			addDense(this.dense, millis, reading);
		}
		this.saturation = judge(resource, reading);
	}

	private boolean isOver(long millis) {
		boolean clockWasSetBack = this.denseUntil - millis > DENSE_MILLIS;
		return millis > this.denseUntil || clockWasSetBack;
	}

	private void addDense(DenseReadings dense, long millis, Reading reading) {
		if (reading.value() < FULL * this.highest) {
			dense.clear();
			this.before = this.peaks.highest(millis);
			this.highest = reading.value();
		}
		dense.add(millis, reading);
		this.highest = Math.max(this.highest, reading.value());
	}

	private @Nullable Saturation judge(WatchedResource resource, Reading reading) {
		boolean told = this.saturation != null;
		if (told && reading.value() >= FULL * reading.limit()) {
			return Forecast.reached(resource, reading, newestRates());
		}
		int readings = (this.dense != null) ? readingsThatTell(this.dense, resource, reading) : 0;
		if (readings == 0 && told && this.dense != null && goesOn(this.dense, reading)) {
			readings = Math.min(this.dense.size(), GOES_ON);
		}
		return (readings > 0) ? Forecast.of(resource, reading, this.dense.growth(readings), this.dense.rates(readings))
				: null;
	}

	private FlowRates newestRates() {
		boolean densely = this.dense != null && this.dense.size() > 1;
		return densely ? this.dense.rates(Math.min(this.dense.size(), GOES_ON)) : this.regularRates;
	}

	/** The fewest newest readings that are enough to tell, or 0. */
	private int readingsThatTell(DenseReadings dense, WatchedResource resource, Reading reading) {
		int least = leastReadings(resource, reading);
		for (int newest = LEAST_OF_FLOW; newest <= dense.size(); newest *= 2) {
			if (newest >= least && tells(dense, newest, reading)) {
				return newest;
			}
		}
		return 0;
	}

	private static int leastReadings(WatchedResource resource, Reading reading) {
		if (reading.counts().areKnown()) {
			return LEAST_OF_FLOW;
		}
		boolean deadly = switch (resource.kind()) {
			case THREADS, VIRTUAL_THREADS, HEAP, METASPACE, DIRECT_BUFFERS, NATIVE, FILES -> true;
			case THREAD_GROUP, EXECUTOR, POOL, CUSTOM -> false;
		};
		return (deadly && reading.value() >= reading.limit() / 4) ? LEAST_OF_LEVEL : Integer.MAX_VALUE;
	}

	private boolean tells(DenseReadings dense, int newest, Reading reading) {
		DenseReadings.Growth growth = dense.growth(newest);
		return growth.isBeyond(ERRORS) && dense.levelBefore(newest) >= this.before
				&& dense.growth(newest / 2).perSecond() >= growth.perSecond() / 2 && dense.rates(newest).mayRise()
				&& secondsLeft(reading, growth.perSecond()) < TOLD_AHEAD;
	}

	private static boolean goesOn(DenseReadings dense, Reading reading) {
		int newest = Math.min(dense.size(), GOES_ON);
		return newest > 1 && secondsLeft(reading, dense.growth(newest).perSecond()) < HELD_AHEAD;
	}

}
