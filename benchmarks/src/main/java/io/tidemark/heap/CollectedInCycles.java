package io.tidemark.heap;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * ZGC without generations, and Shenandoah: cycles beside the application, which leave
 * what is allocated meanwhile; ZGC leaves garbage in pages that are not worth moving,
 * too. Now and then the machine stalls, and the cycle is told late.
 */
final class CollectedInCycles extends CollectedHeap {

	private final boolean z;

	private final double trigger;

	private final boolean counts;

	private final double perGigabyte;

	/** What is left beside the live set, as a share of it. */
	private double rest;

	private double left;

	CollectedInCycles(HeapShape shape, SplittableRandom random, boolean z) {
		super(shape, random, List.of(z ? "ZGC Cycles" : "Shenandoah Cycles"));
		this.z = z;
		this.trigger = random.nextDouble(0.2, 0.8);
		this.counts = random.nextBoolean();
		this.perGigabyte = random.nextDouble(0.1, 0.8);
		this.rest = middle();
	}

	private double middle() {
		return this.z ? 0.12 : 0;
	}

	@Override
	double edenSize() {
		double free = Math.max(0, this.capacity - Math.max(this.left, this.live));
		return Math.max(0.01 * this.max, this.trigger * free);
	}

	@Override
	void collect(double rate) {
		double before = Math.max(this.left, this.live) + this.eden;
		double seconds = (0.1 + this.perGigabyte * this.live / 1e9) * Math.exp(0.3 * this.random.nextGaussian());
		double late = -0.03 * Math.log(this.random.nextDouble()) + ((this.random.nextDouble() < 0.02) ? 1 : 0);
		wander();
		this.left = Math.min(this.max, this.live * (1 + this.rest) + rate * seconds);
		this.garbage = 0;
		this.eden = 0;
		this.afterCollection = this.left;
		double counted = this.allocated + rate * (seconds + late) + 1e6 * this.random.nextGaussian();
		this.allocated += rate * seconds;
		this.now = this.now.plusMillis((long) (seconds * 1000));
		tell(this.z ? "ZGC Cycles" : "Shenandoah Cycles", "end of GC cycle", Duration.ofMillis((long) (seconds * 1000)),
				this.counts ? (long) counted : -1, pool(this.z ? "ZHeap" : "Shenandoah", before, this.left, this.left));
	}

	/** From cycle to cycle alike: 4 to 20 % on ZGC, within 2 % on Shenandoah. */
	private void wander() {
		double width = this.z ? 0.04 : 0.01;
		double most = this.z ? 0.08 : 0.02;
		double next = 0.9 * (this.rest - middle()) + 0.44 * width * this.random.nextGaussian();
		this.rest = middle() + Math.max(-most, Math.min(most, next));
	}

	@Override
	public double used() {
		return Math.min(this.max, Math.max(this.left, this.live) + this.eden);
	}

}
