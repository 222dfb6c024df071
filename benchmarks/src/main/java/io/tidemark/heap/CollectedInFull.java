package io.tidemark.heap;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Parallel and Serial: young collections promote until the old generation is full, then
 * all is collected, but for up to 5 % that is not worth moving.
 */
final class CollectedInFull extends CollectedHeap {

	/** Share of the heap that is old, as by default. */
	private static final double OLD = 2 / 3.0;

	private final String young;

	private final String full;

	private double notMoved;

	/** What lived when all was collected. */
	private double lived;

	CollectedInFull(HeapShape shape, SplittableRandom random, String young, String full) {
		super(shape, random, List.of(young, full));
		this.young = young;
		this.full = full;
	}

	@Override
	double edenSize() {
		return Math.max(0.02 * this.max, Math.min(0.8 * (1 - OLD) * this.capacity, 0.9 * (this.max - held())));
	}

	private double held() {
		return this.live + this.garbage + this.notMoved;
	}

	@Override
	void collect(double rate) {
		double before = held() + this.eden;
		this.garbage += promote();
		this.eden = 0;
		tell(this.young, "end of minor GC", Duration.ofMillis(15), -1, pool("Heap", before, held(), -1));
		if (held() > 0.97 * OLD * this.capacity && isWorthIt()) {
			collectAll();
		}
	}

	/** A heap that is a little too small is collected again when something has come. */
	private boolean isWorthIt() {
		return this.garbage + this.live - this.lived > 0.02 * (this.max - this.live);
	}

	private void collectAll() {
		double before = held();
		this.garbage = 0;
		this.lived = this.live;
		this.notMoved = this.live * this.random.nextDouble(0, 0.05);
		this.afterCollection = held();
		tell(this.full, "end of major GC", Duration.ofMillis(600), -1, pool("Heap", before, held(), held()));
	}

	@Override
	public double used() {
		return held() + this.eden;
	}

}
