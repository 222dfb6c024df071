package io.tidemark.boot.resources;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Makes a rate of a count: how much it grew a second since the reading before. NaN at the
 * first reading, and when the count fell, which is a restart of whoever counts. Readings
 * less than half a second apart share one rate, for there is little to count in between.
 * For one thread.
 */
final class RequestRate implements DoubleSupplier {

	private static final double LEAST_SECONDS = 0.5;

	private static final double NANOS = 1e9;

	private final LongSupplier counter;

	private final LongSupplier nanoTime;

	private long count = -1;

	private long at;

	private double rate = Double.NaN;

	/**
	 * @param counter reads the count, below 0 if it is not known
	 * @param nanoTime reads the time in nanoseconds
	 */
	RequestRate(LongSupplier counter, LongSupplier nanoTime) {
		this.counter = counter;
		this.nanoTime = nanoTime;
	}

	@Override
	public double getAsDouble() {
		long count = this.counter.getAsLong();
		long now = this.nanoTime.getAsLong();
		double seconds = (now - this.at) / NANOS;
		if (this.count >= 0 && count >= this.count && seconds < LEAST_SECONDS) {
			return this.rate;
		}
		this.rate = (this.count >= 0 && count >= this.count) ? (count - this.count) / seconds : Double.NaN;
		this.count = count;
		this.at = now;
		return this.rate;
	}

}
