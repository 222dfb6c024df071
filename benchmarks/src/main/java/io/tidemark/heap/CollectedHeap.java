package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A heap whose true live set is known, at the level of its collections: turns what lives
 * and what is allocated into the collections that a collector would tell of, and hands
 * them to the envelope of the product. What it is made of was measured, see
 * {@code docs/live-set.md}.
 */
public abstract class CollectedHeap {

	/** Collections of the young generation within a step at most. */
	private static final int MOST = 4;

	final SplittableRandom random;

	final double max;

	private final double promoted;

	private final LiveSetEnvelope envelope;

	/** What is committed of {@link #max}; thresholds are shares of it. */
	double capacity;

	double live;

	/** Dead objects of the old generation, or of a heap without one. */
	double garbage;

	/** What was allocated since the young generation was collected. */
	double eden;

	double allocated;

	Instant now = Instant.EPOCH;

	/** What the JVM says the last collection left of the long-lived pool. */
	double afterCollection = Double.NaN;

	CollectedHeap(HeapShape shape, SplittableRandom random, List<String> collectors) {
		this.random = random;
		this.max = shape.max();
		this.capacity = shape.max();
		this.promoted = shape.promoted();
		this.envelope = LiveSetWatch.envelope(collectors);
	}

	/**
	 * A heap that was never collected.
	 * @param shape its size and what becomes garbage in it
	 */
	public static CollectedHeap of(Collector collector, HeapShape shape, SplittableRandom random) {
		return switch (collector) {
			case G1_17, G1_25 -> new CollectedByG1(shape, random, collector == Collector.G1_25);
			case PARALLEL -> new CollectedInFull(shape, random, "PS Scavenge", "PS MarkSweep");
			case SERIAL -> new CollectedInFull(shape, random, "Copy", "MarkSweepCompact");
			case Z -> new CollectedInCycles(shape, random, true);
			case SHENANDOAH -> new CollectedInCycles(shape, random, false);
			case GENERATIONAL_Z -> new CollectedByGenerations(shape, random);
		};
	}

	/**
	 * Lets time pass.
	 * @param end when it is over
	 * @param seconds how much of it
	 * @param live bytes that live then
	 * @param rate bytes that are allocated a second
	 */
	public final void step(Instant end, double seconds, double live, double rate) {
		this.garbage += Math.max(0, this.live - live);
		this.live = live;
		double left = seconds;
		for (int i = 0; i < MOST && left > 0; i++) {
			double until = Math.max(0.1, (edenSize() - this.eden) / rate);
			double passed = (i == MOST - 1) ? left : Math.min(left, until);
			left -= passed;
			this.now = end.minusMillis((long) (left * 1000));
			this.eden += rate * passed;
			this.allocated += rate * passed;
			pass(passed, rate);
			if (this.eden >= edenSize()) {
				collect(rate);
			}
		}
	}

	/** What is promoted and dies later, by chance a third more or less. */
	final double promote() {
		return this.promoted * this.eden * Math.exp(0.3 * this.random.nextGaussian());
	}

	/** Bytes after which a collection is due. */
	abstract double edenSize();

	/** What goes on beside the application. */
	void pass(double seconds, double rate) {
	}

	/** Collects, because what may be allocated until then was. */
	abstract void collect(double rate);

	/** Commits another share of the heap, as much as is needed at least. */
	public final void resize() {
		double needed = 1.25 * (this.live + this.garbage);
		this.capacity = Math.min(this.max, Math.max(needed, this.max * this.random.nextDouble(0.3, 1)));
	}

	/** What a watch of the live set reads; -1 while it is not known. */
	public final double reading() {
		return this.envelope.at(this.now).reading();
	}

	/** Bytes in use, as {@code jvm.memory.used} has them. */
	public abstract double used();

	/** Share of the long-lived pool in use after its collection; NaN if not told. */
	public final double usageAfterCollection() {
		return this.afterCollection / this.max;
	}

	/** Whether nothing more fits. */
	public final boolean isFull() {
		return this.live >= 0.97 * this.max;
	}

	final void tell(String collector, String action, Duration took, long counted, PoolChange... pools) {
		this.envelope.add(new HeapCollection(collector, action, "simulated", this.now, took, List.of(pools), counted));
	}

	static PoolChange pool(String name, double before, double after, double collected) {
		return new PoolChange(name, (long) before, (long) after, (long) collected);
	}

	/** Collectors whose collections tell differently. */
	public enum Collector {

		/** G1 of JDK 17. */
		G1_17,

		/** G1 of JDK 25, which tells of its concurrent pauses. */
		G1_25,

		/** Parallel. */
		PARALLEL,

		/** Serial. */
		SERIAL,

		/** ZGC of JDK 17, without generations. */
		Z,

		/** ZGC of JDK 25. */
		GENERATIONAL_Z,

		/** Shenandoah. */
		SHENANDOAH

	}

}
