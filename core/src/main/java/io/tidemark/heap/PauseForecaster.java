package io.tidemark.heap;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Forecasts for how long a class histogram would stop the application. The pause follows
 * the number of objects, which is known from the last histogram; before the first one the
 * worst case is assumed: a heap full of small objects. What a histogram took above the
 * worst case is the load of its moment: it is believed by half after each
 * {@link #HALF_BELIEVED}, or one on a busy machine would refuse all others. Not safe for
 * use by several threads.
 */
final class PauseForecaster {

	/** The densest heaps that were measured: an average object was no smaller. */
	static final int SMALLEST_OBJECT = 24;

	/** Nanoseconds an object by one worker, garbage included, in the worst case. */
	static final double WORST = 18;

	/** The same if a full collection comes first; more workers made it no faster. */
	static final double WORST_COLLECTED = 45;

	/** Time after which a pause above the worst case is believed by half. */
	static final Duration HALF_BELIEVED = Duration.ofMinutes(10);

	/** Below that much of a pause is not the objects'. */
	private static final long ENOUGH_OBJECTS = 1_000_000;

	/** What every stop of the JVM takes. */
	private static final Duration LEAST = Duration.ofMillis(1);

	/** Two workers took half the time of one; what more of them do was not measured. */
	private static final int MOST_WORKERS = 2;

	private final Rate worst;

	private Rate plain;

	private @Nullable Rate collected;

	private @Nullable ClassHistogram newest;

	/** When it was taken. */
	private long nanosOfNewest;

	/** Heap in use that the newest histogram was taken of. */
	private long heapOfNewest;

	/**
	 * @param workers workers that count at once; 1 where the collector does not share
	 * this work
	 */
	PauseForecaster(int workers) {
		this.worst = new Rate(WORST / Math.min(workers, MOST_WORKERS), LEAST);
		this.plain = this.worst;
	}

	/**
	 * Learns from a histogram that was taken.
	 * @param histogram the histogram
	 * @param heapUsed bytes of heap in use before, garbage included
	 * @param nanos the time, by a clock that is never set
	 */
	void taken(ClassHistogram histogram, long heapUsed, long nanos) {
		this.newest = histogram;
		this.nanosOfNewest = nanos;
		if (histogram.collected()) {
			this.collected = Rate.of(histogram, WORST_COLLECTED);
			this.heapOfNewest = histogram.bytes();
		}
		else {
			this.plain = Rate.of(histogram, this.worst.nanosPerObject);
			this.heapOfNewest = Math.max(histogram.bytes(), heapUsed);
		}
	}

	/**
	 * The forecast for now.
	 * @param heapUsed bytes of heap in use, garbage included
	 * @param collect whether a full collection would come first
	 * @param nanos the time, by the same clock
	 */
	PauseForecast forecast(long heapUsed, boolean collect, long nanos) {
		double believed = Math.pow(0.5, (double) (nanos - this.nanosOfNewest) / HALF_BELIEVED.toNanos());
		Rate rate = collect ? collected().believed(believed, WORST_COLLECTED)
				: this.plain.believed(believed, this.worst.nanosPerObject);
		double objects = objects(heapUsed);
		Duration pause = rate.fixed.plusNanos((long) (objects * rate.nanosPerObject));
		return new PauseForecast(pause, basis(objects, rate, heapUsed));
	}

	/** A machine that counts slower than the worst case is taken to collect slower. */
	private Rate collected() {
		double slower = Math.max(this.plain.nanosPerObject / this.worst.nanosPerObject, 1);
		return (this.collected != null) ? this.collected : new Rate(WORST_COLLECTED * slower, LEAST);
	}

	private double objects(long heapUsed) {
		ClassHistogram last = this.newest;
		if (last == null || this.heapOfNewest == 0) {
			return (double) heapUsed / SMALLEST_OBJECT;
		}
		return (double) last.instances() * heapUsed / this.heapOfNewest;
	}

	private String basis(double objects, Rate rate, long heapUsed) {
		String sum = String.format(Locale.ROOT, "%.1f million objects at %.1f ns each", objects / 1e6,
				rate.nanosPerObject);
		if (rate.fixed.compareTo(LEAST) > 0) {
			sum += String.format(Locale.ROOT, " and %d ms that the last one took beside", rate.fixed.toMillis());
		}
		ClassHistogram last = this.newest;
		if (last == null) {
			return sum + String.format(Locale.ROOT,
					": the worst case of %.0f MB of heap in use, since no histogram was taken yet", heapUsed / 1e6);
		}
		return sum + String.format(Locale.ROOT, ": histogram %s had %.1f million in %.0f MB, now %.0f MB are in use",
				last.id(), last.instances() / 1e6, this.heapOfNewest / 1e6, heapUsed / 1e6);
	}

	/**
	 * What counting takes.
	 *
	 * @param nanosPerObject nanoseconds for each object
	 * @param fixed what it takes however many there are
	 */
	private record Rate(double nanosPerObject, Duration fixed) {

		/** Few objects do not tell what one takes, but what the stop itself does. */
		static Rate of(ClassHistogram histogram, double worst) {
			double measured = (double) histogram.pause().toNanos() / Math.max(histogram.instances(), 1);
			if (histogram.instances() >= ENOUGH_OBJECTS || measured <= worst) {
				return new Rate(measured, LEAST);
			}
			return new Rate(worst, longer(histogram.pause().minusNanos((long) (histogram.instances() * worst))));
		}

		/** This rate where what is above the worst is believed by that share. */
		Rate believed(double share, double worst) {
			double above = Math.max(this.nanosPerObject - worst, 0);
			return new Rate(this.nanosPerObject - above * (1 - share),
					longer(Duration.ofNanos((long) (this.fixed.toNanos() * share))));
		}

		private static Duration longer(Duration fixed) {
			return (fixed.compareTo(LEAST) > 0) ? fixed : LEAST;
		}

	}

}
