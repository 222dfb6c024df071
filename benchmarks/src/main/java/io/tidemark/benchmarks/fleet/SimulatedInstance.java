package io.tidemark.benchmarks.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

import org.jspecify.annotations.Nullable;

/**
 * One instance of a service of the fleet. It restarts each day at an hour of its own, and
 * is another instance then, as a pod is.
 */
final class SimulatedInstance {

	private static final long DAY = 24 * 60 * 60;

	/** Restarts fall on ends of a window, so that a window has one process. */
	static final long WINDOW = 10 * 60;

	private final int number;

	private final String job;

	private final long restartsAt;

	private final List<SimulatedSeries> series;

	private final @Nullable Leak leak;

	/**
	 * @param number number in the fleet, from 0
	 * @param fleet instances of the fleet
	 * @param job service of which it is one
	 * @param series what it has
	 * @param leak what it leaks
	 */
	SimulatedInstance(int number, int fleet, String job, List<SimulatedSeries> series, @Nullable Leak leak) {
		this.number = number;
		this.job = job;
		this.restartsAt = number * DAY / fleet / WINDOW * WINDOW;
		this.series = List.copyOf(series);
		this.leak = leak;
	}

	String job() {
		return this.job;
	}

	boolean leaks() {
		return this.leak != null;
	}

	/** Its name in the label {@code instance}. */
	String name(Instant now) {
		return "%s-%d-%x:8080".formatted(this.job, this.number, started(now).getEpochSecond() / WINDOW % 0x10000);
	}

	/** When the process that runs now was started. */
	Instant started(Instant now) {
		return Instant
			.ofEpochSecond(Math.floorDiv(now.getEpochSecond() - this.restartsAt, DAY) * DAY + this.restartsAt);
	}

	/** Tells each series that it has at that moment, with its value. */
	void scrape(Instant now, ObjDoubleConsumer<Series> target) {
		for (int i = 0; i < this.series.size(); i++) {
			double value = value(i, now);
			if (!Double.isNaN(value)) {
				target.accept(this.series.get(i).series(), value);
			}
		}
	}

	/**
	 * The values of one series at so many moments, NaN where it is not there.
	 * @param moments moments within one {@link #WINDOW}
	 */
	double[] values(int index, List<Instant> moments) {
		return moments.stream().mapToDouble((now) -> value(index, now)).toArray();
	}

	private double value(int index, Instant now) {
		return this.series.get(index).value(this.number * 100_003L + index, started(now), now, this.leak);
	}

	List<Series> series() {
		List<Series> all = new ArrayList<>();
		this.series.forEach((one) -> all.add(one.series()));
		return all;
	}

}
