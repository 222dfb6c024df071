package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * A heap under churn, looked at every ten minutes: what lives, garbage of the young
 * generation that has come since its last collection, garbage that got old and stays
 * until an old collection, and leaks. All classes of garbage move together, but their mix
 * wavers.
 */
final class SimulatedHeap {

	private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final String JDK = "java.base@25.0.3";

	private final SplittableRandom random;

	private final Map<String, Kind> kinds = new LinkedHashMap<>();

	private final List<Observation> observations = new ArrayList<>();

	private long youngBytes = 300_000_000;

	private double waver = 0.1;

	private long oldBytesPerInterval;

	private int oldCollectionEvery = 5;

	private boolean garbage = true;

	private boolean knowsLiveSet;

	private double oldGarbage;

	SimulatedHeap(long seed) {
		this.random = new SplittableRandom(seed);
		add("byte[]", JDK, 80, 1_000_000, 0.5);
		add("java.lang.String", JDK, 24, 900_000, 0.15);
		add("java.util.HashMap$Node", JDK, 32, 400_000, 0.1);
		add("java.lang.Object[]", JDK, 56, 100_000, 0.1);
		add("char[]", JDK, 200, 2_000, 0.05);
		add("com.example.Order", null, 40, 50_000, 0.05);
		add("com.example.Request", null, 120, 100, 0.04);
		add("com.example.Cart", null, 64, 20_000, 0.01);
		add("com.example.Session", null, 48, 5_000, 0);
		add("java.util.concurrent.ConcurrentHashMap$Node", JDK, 32, 80_000, 0);
	}

	/** Adds a class with what lives of it and its share of garbage. */
	SimulatedHeap add(String name, @Nullable String module, int size, long live, double share) {
		this.kinds.put(name, new Kind(name, module, size, live, share));
		return this;
	}

	SimulatedHeap young(long bytes) {
		this.youngBytes = bytes;
		return this;
	}

	SimulatedHeap old(long bytesPerInterval, int intervals) {
		this.oldBytesPerInterval = bytesPerInterval;
		this.oldCollectionEvery = intervals;
		return this;
	}

	SimulatedHeap knowingItsLiveSet() {
		this.knowsLiveSet = true;
		return this;
	}

	SimulatedHeap withoutGarbage() {
		this.garbage = false;
		return this;
	}

	/** Lets objects of a class stay, by the interval, give or take a tenth. */
	SimulatedHeap leak(String name, long instances) {
		this.kinds.get(name).leak = instances;
		return this;
	}

	List<Observation> observe(int times) {
		for (int i = 0; i < times; i++) {
			observe();
		}
		return this.observations;
	}

	private void observe() {
		int number = this.observations.size();
		this.oldGarbage = (number % this.oldCollectionEvery == 0) ? 0 : this.oldGarbage + this.oldBytesPerInterval;
		double young = this.random.nextDouble() * this.youngBytes;
		double jitter = 0.9 + 0.2 * this.random.nextDouble();
		long live = 0;
		List<ClassCount> counts = new ArrayList<>();
		for (Kind kind : this.kinds.values()) {
			kind.live += (long) (kind.leak * jitter);
			double mix = 1 + this.waver * (2 * this.random.nextDouble() - 1);
			double garbage = this.garbage ? (young + this.oldGarbage) * kind.share * mix / kind.size : 0;
			long instances = kind.live + (long) garbage;
			live += kind.live * kind.size;
			counts.add(new ClassCount(kind.name, kind.module, 1, instances, instances * kind.size));
		}
		this.observations.add(observation(counts, number, live));
	}

	private Observation observation(List<ClassCount> counts, int number, long live) {
		Instant time = START.plus(INTERVAL.multipliedBy(number));
		ClassHistogram histogram = new ClassHistogram("h" + number, time, counts,
				counts.stream().mapToLong(ClassCount::instances).sum(),
				counts.stream().mapToLong(ClassCount::bytes).sum(), 0, !this.garbage, Duration.ZERO, Duration.ZERO);
		long known = (long) (live * (0.99 + 0.02 * this.random.nextDouble()));
		@Nullable LiveSet liveSet = this.knowsLiveSet ? new LiveSet(known, known, time, "simulated", null) : null;
		return new Observation(histogram, this.garbage, number, liveSet);
	}

	private static final class Kind {

		private final String name;

		private final @Nullable String module;

		private final int size;

		private final double share;

		private long live;

		private long leak;

		Kind(String name, @Nullable String module, int size, long live, double share) {
			this.name = name;
			this.module = module;
			this.size = size;
			this.live = live;
			this.share = share;
		}

	}

}
