package io.tidemark.benchmarks.leakbench;

import java.time.Instant;
import java.util.SplittableRandom;

import io.tidemark.heap.CollectedHeap;
import io.tidemark.heap.HeapShape;
import org.jspecify.annotations.Nullable;

/**
 * One run of a case: gives a reading every {@value #STEP} seconds. A week takes some
 * milliseconds. Not safe for use by several threads.
 */
final class Simulation {

	/** Seconds between two readings. */
	static final int STEP = 10;

	private static final int DAY = 86_400;

	private final double[] knobs;

	private final SplittableRandom random;

	private final Load load;

	private final Healthy healthy;

	private final Leaking leaking;

	private final Contender.Known known;

	private final boolean members;

	private final boolean loadKnown;

	private final boolean signature;

	private final double limit;

	private final double begin;

	private final double end;

	private final double monday;

	private @Nullable CollectedHeap heap;

	private boolean deployed;

	private double elapsed;

	private double age;

	private double ahead;

	private double gapLeft;

	private boolean gapBelowZero;

	Simulation(BenchCase drawnFrom, double[] knobs, SplittableRandom random) {
		this.knobs = knobs;
		this.random = random;
		this.load = new Load(knobs, random);
		this.healthy = new Healthy(knobs, random);
		this.leaking = new Leaking(knobs, random);
		this.members = drawnFrom.members();
		this.known = new Contender.Known(this.healthy.usualPeak(), this.members);
		this.loadKnown = random.nextDouble() < get(Knob.LOAD_KNOWN);
		this.signature = random.nextDouble() < get(Knob.SIGNATURE);
		this.limit = limit(random.nextDouble() < get(Knob.FILL_LIMIT));
		this.begin = drawnFrom.leak() ? get(Knob.BEGIN) : Double.POSITIVE_INFINITY;
		this.deployed = drawnFrom.leak() && random.nextDouble() < get(Knob.LEAK_DEPLOYED);
		this.end = drawnFrom.seconds() + (drawnFrom.leak() ? this.begin : 0);
		this.monday = random.nextDouble(7 * DAY);
		this.heap = heap();
	}

	/** A fresh heap, or {@code null} if it is not about one. */
	private @Nullable CollectedHeap heap() {
		int collector = (int) get(Knob.COLLECTOR);
		if (collector < 0) {
			return null;
		}
		HeapShape shape = new HeapShape(this.limit, get(Knob.PROMOTED), get(Knob.HUMONGOUS));
		return CollectedHeap.of(CollectedHeap.Collector.values()[collector], shape, this.random.split());
	}

	private double limit(boolean isBound) {
		double usual = this.known.peak();
		if (get(Knob.HEAP) > 0) {
			return usual * get(Knob.HEAP);
		}
		if (isBound) {
			return get(Knob.LEVEL) + get(Knob.FILL);
		}
		return (get(Knob.LIMIT) > 0) ? Math.ceil(usual * get(Knob.LIMIT)) : Double.NaN;
	}

	/** What is known of the resource beforehand. */
	Contender.Known known() {
		return this.known;
	}

	/** Seconds since the run began when the leak begins; infinite if there is none. */
	double begin() {
		return this.begin;
	}

	/** Seconds since the run began. */
	double elapsed() {
		return this.elapsed;
	}

	/** Whether the run is over: its time has come, or the heap is full. */
	boolean isOver() {
		return this.elapsed >= this.end || (this.heap != null && this.elapsed >= this.begin && this.heap.isFull());
	}

	/** Lets a step pass and reads. */
	Reading next() {
		this.elapsed += STEP;
		this.age += STEP;
		if (happens(Knob.RESTARTS) || (this.deployed && this.elapsed >= this.begin)) {
			restart();
		}
		double now = this.load.next(this.monday + this.elapsed, this.elapsed);
		this.healthy.step(this.monday + this.elapsed, this.elapsed, now);
		if (this.elapsed >= this.begin) {
			this.leaking.step(now, this.healthy.inBatch());
		}
		if (happens(Knob.JUMPS)) {
			this.ahead += Math.rint(this.random.nextDouble(-get(Knob.JUMP), get(Knob.JUMP)));
		}
		return read(now);
	}

	private void restart() {
		this.age = STEP;
		this.deployed = false;
		this.heap = heap();
		this.healthy.restart();
		this.leaking.forget();
	}

	private Reading read(double now) {
		double value = this.healthy.value(this.elapsed) + this.leaking.leaked();
		CollectedHeap heap = this.heap;
		if (heap == null) {
			return read(now, (value < 1e6) ? Math.rint(value) : value);
		}
		if (happens(Knob.RESIZES)) {
			heap.resize();
		}
		double leaks = (this.elapsed >= this.begin) ? get(Knob.LEAK) / 3600 : 0;
		Instant clock = Instant.ofEpochSecond(Math.round(this.monday + this.elapsed));
		heap.step(clock, STEP, value, get(Knob.ALLOCATION) * Math.max(0.01, now) + leaks);
		Reading reading = read(now, value);
		return (reading.value() >= 0) ? reading.in(heap) : reading;
	}

	private Reading read(double now, double value) {
		double still = this.leaking.still() * get(Knob.LEAK_STILL);
		double leakedIdle = still * get(Knob.LEAK_IDLE);
		double idle = Math.min(value, Math.rint(this.healthy.idle(now)) + Math.rint(leakedIdle));
		double stagnant = Math.min(value, idle + Math.rint(this.healthy.hangs()) + Math.rint(still - leakedIdle));
		boolean known = this.signature && (this.begin == Double.POSITIVE_INFINITY || this.leaking.leaked() >= 5);
		boolean gap = isGap();
		double load = this.loadKnown ? measured(now) : Double.NaN;
		boolean counted = this.members && !gap;
		return new Reading(Math.round(this.monday + this.elapsed + this.ahead), (long) this.age,
				gap ? missing() : value, gap ? Double.NaN : load, counted ? stagnant : Double.NaN,
				counted ? idle : Double.NaN, this.limit, known);
	}

	private double missing() {
		return this.gapBelowZero ? -1 : Double.NaN;
	}

	/** Requests that were counted in these seconds. */
	private double measured(double now) {
		double expected = now * get(Knob.RATE) * STEP;
		return Math.max(0, Math.rint(expected + Math.sqrt(expected) * this.random.nextGaussian())) / STEP;
	}

	private boolean isGap() {
		if (happens(Knob.GAPS)) {
			this.gapLeft = get(Knob.GAP_TIME) * this.random.nextDouble(0.2, 2);
			this.gapBelowZero = this.random.nextBoolean();
		}
		this.gapLeft -= STEP;
		return this.gapLeft > 0;
	}

	private boolean happens(Knob perDay) {
		double chance = get(perDay);
		return chance > 0 && this.random.nextDouble() < chance * STEP / DAY;
	}

	private double get(Knob knob) {
		return this.knobs[knob.ordinal()];
	}

}
