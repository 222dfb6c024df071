package io.tidemark.heap;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * G1: young collections; a concurrent cycle where the old generation is above the
 * threshold, and mixed collections after it until what they could get is less than 5 % of
 * the heap.
 */
final class CollectedByG1 extends CollectedHeap {

	private static final double WASTE = 0.05;

	private final boolean tellsCycles;

	private final double humongousShare;

	private final double threshold;

	private final double edenShare;

	private final double region;

	private double humongous;

	/** What lived when the young generation was collected: what came since is in it. */
	private double settled;

	private double survivors;

	/** Seconds until the cycle that runs is over, below 0 if none does. */
	private double cycle = -1;

	/** Garbage that the newest cycle has found. */
	private double found;

	private double stopAt;

	private boolean prepared;

	private double collected;

	CollectedByG1(HeapShape shape, SplittableRandom random, boolean tellsCycles) {
		super(shape, random, List.of("G1 Young Generation"));
		this.tellsCycles = tellsCycles;
		this.humongousShare = shape.humongous();
		this.threshold = random.nextDouble(0.35, 0.5);
		this.edenShare = random.nextDouble(0.1, 0.5);
		this.region = Math.max(1 << 20, Math.min(32 << 20, shape.max() / 2048));
	}

	@Override
	double edenSize() {
		double free = this.capacity - old() - this.humongous;
		return Math.max(0.02 * this.max, Math.min(this.edenShare * this.capacity, 0.8 * free));
	}

	private double old() {
		return Math.max(0, Math.min(this.live, this.settled) - this.survivors / 2) + this.garbage;
	}

	@Override
	void pass(double seconds, double rate) {
		double large = this.humongousShare * rate * seconds;
		this.humongous += large;
		this.eden -= large;
		if (old() + this.humongous > 0.9 * this.max) {
			full();
		}
		if (this.cycle >= 0) {
			this.cycle -= seconds;
			if (this.cycle < 0) {
				endCycle();
			}
		}
		else if (isDue() && large > 0) {
			beginCycle();
		}
	}

	private boolean isDue() {
		return this.cycle < 0 && this.found == 0 && old() + this.humongous > this.threshold * this.capacity;
	}

	private void beginCycle() {
		this.cycle = this.random.nextDouble(0.5, 10);
		this.found = this.garbage;
	}

	/** Regions without anything that lives are freed at once. */
	private void endCycle() {
		double before = old() + this.humongous;
		double freed = this.region * Math.floor(this.found * this.random.nextDouble(0, 0.3) / this.region);
		this.found -= freed;
		this.garbage -= freed;
		this.humongous *= this.random.nextDouble(0, 0.2);
		this.prepared = false;
		double waste = WASTE * this.capacity;
		this.stopAt = waste * this.random.nextDouble(0.6, 1);
		if (this.found <= waste) {
			this.found = 0;
		}
		if (this.tellsCycles) {
			tellCycle(before);
			tellCycle(old() + this.humongous);
		}
	}

	private void tellCycle(double before) {
		double after = old() + this.humongous;
		this.collected = after;
		this.afterCollection = after;
		tell("G1 Concurrent GC", "end of concurrent GC pause", Duration.ofMillis(5), -1,
				pool("G1 Eden Space", this.eden, this.eden, 0), pool("G1 Old Gen", before, after, after),
				pool("G1 Survivor Space", this.survivors, this.survivors, this.survivors));
	}

	@Override
	void collect(double rate) {
		boolean mixed = this.found > 0 && this.cycle < 0 && this.prepared;
		double edenBefore = this.eden;
		double survivorsBefore = this.survivors;
		double oldBefore = old() + this.humongous;
		this.garbage += promote();
		this.humongous *= this.random.nextDouble(0, 0.1);
		this.survivors = Math.min(this.live, this.eden * this.random.nextDouble(0.02, 0.06));
		this.settled = this.live;
		this.eden = 0;
		this.prepared = this.cycle < 0;
		if (mixed) {
			mix();
		}
		tell("G1 Young Generation", "end of minor GC", Duration.ofMillis(20), -1,
				pool("G1 Eden Space", edenBefore, 0, 0),
				pool("G1 Old Gen", oldBefore, old() + this.humongous, this.collected),
				pool("G1 Survivor Space", survivorsBefore, this.survivors, this.survivors));
		if (isDue()) {
			beginCycle();
		}
	}

	private void mix() {
		double got = Math.min(this.found - this.stopAt, this.found * this.random.nextDouble(0.2, 0.5));
		double left = this.found - got;
		this.garbage = Math.max(0, this.garbage - Math.max(0, got));
		this.found = (left <= WASTE * this.capacity) ? 0 : left;
		this.collected = (long) (old() + this.humongous);
		this.afterCollection = this.collected;
	}

	private void full() {
		double before = old() + this.humongous;
		double survivorsBefore = this.survivors;
		double edenBefore = this.eden;
		this.garbage = 0;
		this.humongous = 0;
		this.survivors = 0;
		this.settled = this.live;
		this.eden = 0;
		this.found = 0;
		this.cycle = -1;
		this.collected = old();
		this.afterCollection = this.collected;
		tell("G1 Old Generation", "end of major GC", Duration.ofMillis(900), -1,
				pool("G1 Eden Space", edenBefore, 0, 0), pool("G1 Old Gen", before, old(), old()),
				pool("G1 Survivor Space", survivorsBefore, 0, 0));
	}

	@Override
	public double used() {
		return this.eden + this.survivors + old() + this.humongous;
	}

}
