package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One watched resource with what is remembered of it.
 */
final class Watched {

	/** Readings missing one after the other that are no accident. */
	private static final int MISSING_TO_TELL = 3;

	private final String id;

	private final ResourceSeries series;

	private WatchedResource resource;

	/** Whether somebody registered it; others come and go with the readings. */
	private boolean registered;

	private double value = Double.NaN;

	private @Nullable Instant changed;

	private @Nullable Instant seen;

	private double load = Double.NaN;

	private double limit = Double.NaN;

	private @Nullable String limitName;

	private long missing;

	private int missingNow;

	private @Nullable String problem;

	/** Made with the first limit, so that the many without one take no memory for it. */
	private @Nullable Surge surge;

	Watched(WatchedResource resource, boolean registered, Duration interval) {
		this.id = resource.id();
		this.resource = resource;
		this.registered = registered;
		this.series = new ResourceSeries(interval);
	}

	String id() {
		return this.id;
	}

	WatchedResource resource() {
		return this.resource;
	}

	boolean isRegistered() {
		return this.registered;
	}

	ResourceSeries series() {
		return this.series;
	}

	/** The same resource with other suppliers. */
	void register(WatchedResource replacement) {
		this.resource = replacement;
		this.registered = true;
	}

	/** Takes one of the regular readings. */
	void takeRegular(Instant now, Reading reading, double load, double stagnant) {
		this.load = load;
		take(now, reading, stagnant);
		Surge approach = surge(reading);
		if (approach != null) {
			approach.takeRegular(now.toEpochMilli(), this.resource, reading);
		}
	}

	/** Takes a reading between two regular ones. */
	void takeDense(Instant now, Reading reading) {
		take(now, reading, Double.NaN);
		Surge approach = surge(reading);
		if (approach != null) {
			approach.takeDense(now.toEpochMilli(), this.resource, reading);
		}
	}

	/** It was not in the reading, so there is none of it. */
	void takeAbsent(Instant now, double load) {
		this.load = load;
		this.series.add(now, 0, load, 0);
		move(now, 0);
	}

	private void take(Instant now, Reading reading, double stagnant) {
		this.series.add(now, reading.value(), this.load, stagnant);
		this.limit = reading.limit();
		this.limitName = reading.limitName();
		if (reading.problem() != null) {
			this.missing++;
			this.missingNow++;
			this.problem = reading.problem();
			return;
		}
		this.missingNow = 0;
		this.seen = now;
		move(now, reading.value());
	}

	private void move(Instant now, double to) {
		if (to != this.value || this.changed == null) {
			this.value = to;
			this.changed = now;
		}
	}

	private @Nullable Surge surge(Reading reading) {
		boolean canBeReached = reading.problem() == null && reading.limit() > 0;
		if (canBeReached && this.surge == null) {
			this.surge = new Surge();
		}
		if (!canBeReached && this.surge != null) {
			this.surge.reset();
		}
		return canBeReached ? this.surge : null;
	}

	/** Whether it should be read every second. */
	boolean isDense() {
		return this.surge != null && this.surge.isDense();
	}

	/** Seconds to its limit as it looks now. */
	double secondsLeft() {
		return (this.surge != null) ? this.surge.secondsLeft() : Double.POSITIVE_INFINITY;
	}

	/** Whether it was read at least once. */
	boolean wasRead() {
		return this.seen != null;
	}

	/** Last level, 0 if there was none. */
	double level() {
		return Double.isNaN(this.value) ? 0 : this.value;
	}

	boolean isFlat(Instant now, Duration since) {
		return this.changed == null || Duration.between(this.changed, now).compareTo(since) >= 0;
	}

	boolean isGone(Instant now, Duration since) {
		return !this.registered && this.seen != null && Duration.between(this.seen, now).compareTo(since) >= 0;
	}

	Instant seen() {
		return (this.seen != null) ? this.seen : Instant.MIN;
	}

	WatchedSeries toSeries() {
		Saturation saturation = (this.surge != null) ? this.surge.saturation() : null;
		return new WatchedSeries(this.id, this.resource, this.series, this.limit, this.limitName, this.missing,
				isBlind() ? this.problem : null, saturation);
	}

	private boolean isBlind() {
		return this.missingNow >= MISSING_TO_TELL || (this.missingNow > 0 && this.seen == null);
	}

}
