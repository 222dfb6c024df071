package io.tidemark.heap;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * ZGC with generations: minor cycles promote, major ones collect the old generation once
 * it has grown by some share or the heap gets tight.
 */
final class CollectedByGenerations extends CollectedHeap {

	private static final double MIDDLE = 0.085;

	private static final double MOST = 0.075;

	private final double growth;

	private final double youngShare;

	/** What is left of old garbage beside what lives, as a share of that. */
	private double rest = MIDDLE;

	/** What the last major cycle left. */
	private double left;

	CollectedByGenerations(HeapShape shape, SplittableRandom random) {
		super(shape, random, List.of("ZGC Major Cycles", "ZGC Minor Cycles"));
		this.growth = random.nextDouble(0.1, 0.8);
		this.youngShare = random.nextDouble(0.1, 0.4);
	}

	@Override
	double edenSize() {
		return Math.max(0.01 * this.max, Math.min(this.youngShare * this.capacity, 0.8 * (this.capacity - old())));
	}

	/** A hundredth of what lives is young. */
	private double old() {
		return 0.99 * this.live + this.garbage;
	}

	@Override
	void collect(double rate) {
		double before = old();
		double young = this.eden;
		this.garbage += promote();
		this.eden = 0;
		boolean tight = old() + edenSize() > 0.95 * this.capacity;
		boolean major = this.left == 0 || old() > (1 + this.growth) * this.left || tight;
		if (major) {
			double next = 0.7 * (this.rest - MIDDLE) + 0.7 * 0.04 * this.random.nextGaussian();
			this.rest = MIDDLE + Math.max(-MOST, Math.min(MOST, next));
			this.garbage = Math.min(this.garbage, this.rest * this.live);
			this.left = old();
			this.afterCollection = this.left;
		}
		tell(major ? "ZGC Major Cycles" : "ZGC Minor Cycles", "end of GC cycle", Duration.ofMillis(500), -1,
				pool("ZGC Young Generation", young, 0.01 * this.live, -1),
				pool("ZGC Old Generation", before, old(), this.left));
	}

	@Override
	public double used() {
		return Math.min(this.max, old() + this.eden);
	}

}
