package io.tidemark.heap;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Forecasts for how long a class histogram would stop the application. The pause follows
 * the number of objects, which is known from the last histogram; before the first one the
 * worst case is assumed: a heap full of small objects. Not safe for use by several
 * threads.
 */
final class PauseForecaster {

	/** The densest heaps that were measured: an average object was no smaller. */
	static final int SMALLEST_OBJECT = 24;

	/** Nanoseconds an object by one worker, garbage included, in the worst case. */
	static final double WORST = 18;

	/** The same if a full collection comes first; more workers made it no faster. */
	static final double WORST_COLLECTED = 45;

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
	 */
	void taken(ClassHistogram histogram, long heapUsed) {
		this.newest = histogram;
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
	 */
	PauseForecast forecast(long heapUsed, boolean collect) {
		Rate rate = collect ? collected() : this.plain;
		double objects = objects(heapUsed);
		Duration pause = rate.fixed.plusNanos((long) (objects * rate.nanosPerObject));
		return new PauseForecast(pause, basis(objects, rate.nanosPerObject, heapUsed));
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

	private String basis(double objects, double nanos, long heapUsed) {
		String sum = String.format(Locale.ROOT, "%.1f million objects at %.1f ns each", objects / 1e6, nanos);
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
			Duration fixed = histogram.pause().minusNanos((long) (histogram.instances() * worst));
			return new Rate(worst, (fixed.compareTo(LEAST) > 0) ? fixed : LEAST);
		}

	}

}
