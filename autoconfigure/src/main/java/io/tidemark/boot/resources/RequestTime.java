package io.tidemark.boot.resources;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Makes the mean time of a request, in milliseconds, of two counts: of those that ended
 * since the reading before. NaN at the first reading, when none ended, and when a count
 * fell, which is a restart of whoever counts. For one thread.
 */
final class RequestTime implements DoubleSupplier {

	private final LongSupplier requests;

	private final DoubleSupplier millis;

	private long ended = -1;

	private double taken = Double.NaN;

	/**
	 * @param requests reads how many ended so far, below 0 if it is not known
	 * @param millis reads how many milliseconds these took
	 */
	RequestTime(LongSupplier requests, DoubleSupplier millis) {
		this.requests = requests;
		this.millis = millis;
	}

	@Override
	public double getAsDouble() {
		long ended = this.requests.getAsLong();
		double taken = this.millis.getAsDouble();
		boolean known = this.ended >= 0 && ended > this.ended && taken >= this.taken;
		double mean = known ? (taken - this.taken) / (ended - this.ended) : Double.NaN;
		this.ended = ended;
		this.taken = taken;
		return mean;
	}

}
