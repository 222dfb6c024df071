package io.tidemark.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationShare;
import io.tidemark.heap.ClassChange;
import io.tidemark.heap.ClassCount;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapHistory;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.heap.PauseForecast;
import io.tidemark.jvm.PartState;
import io.tidemark.snapshot.Frame;
import io.tidemark.trend.Direction;
import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Signal;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a service whose session store keeps each basket: three histograms, an
 * hour of readings, and a sampled object of two lines.
 */
final class LeakyHeap {

	static final Instant TIME = Instant.parse("2026-11-21T20:00:00Z");

	static final Frame PUT = new Frame("io.tidemark.sample.orders.Baskets", "keep", "Baskets.java", 41);

	static final String ENTRY = "java.util.concurrent.ConcurrentHashMap$Node";

	static final String BASKET = "io.tidemark.sample.orders.Basket";

	private static final long MB = 1_000_000;

	private LeakyHeap() {
	}

	static HeapPicture picture() {
		return new HeapPicture(TIME, diff(), kept(), List.of(growing()), live(), 512 * MB,
				new ExpectedHeap(92 * MB, 84 * MB, 101 * MB, "above", "It is above 101 MB for 25 min"), survivors(),
				lines(), packages(), endpoints(), suspects(), prices(Duration.ofSeconds(372)), hour(),
				List.of(verdict(), cannotBeTold()));
	}

	/** Nothing has been asked for and nothing is known yet. */
	static HeapPicture nothing() {
		return new HeapPicture(TIME, null, List.of(), List.of(),
				new LiveSet(-1, -1, null, "", "No collection of the old generation has ended yet"), -1, null, null,
				List.of(), List.of(), List.of(), null, prices(Duration.ZERO), null, List.of());
	}

	/** Everything that has a name has this one. */
	static HeapPicture evil(String name) {
		Frame frame = new Frame(name, name, name, 1);
		AllocationLine line = new AllocationLine(frame, name, name, 1, 1, null, null, List.of(frame), List.of(name),
				AllocationLine.Source.OLD_OBJECTS);
		ClassHistogram histogram = new ClassHistogram(name, TIME, List.of(new ClassCount(name, name, 1, 1, 1)), 1, 1, 0,
				false, Duration.ZERO, Duration.ZERO);
		OldObject object = new OldObject(name, 1, -1, Duration.ZERO, name, List.of(frame), List.of(name));
		AllocationShare share = new AllocationShare(name, 1, 1, line);
		PauseForecast price = new PauseForecast(Duration.ofMillis(1), name);
		return new HeapPicture(TIME,
				new HistogramDiff(histogram, histogram(name + name, 0, 1, 1, false),
						List.of(new ClassChange(name, name, 1, 2, 1, 2, name))),
				List.of(histogram, histogram), List.of(new GrowingClass(name, 3, 1, 1, 1, 1, List.of(name), 2)),
				new LiveSet(1, 1, TIME, name, name), 1, new ExpectedHeap(1, 1, 1, name, name),
				new OldObjects(TIME, List.of(object), name, true, Duration.ZERO, Duration.ZERO), List.of(line),
				List.of(share), List.of(share), new HeapSuspects(TIME, List.of(), List.of(), name, name, name),
				new HeapPrices(price, price, price, true, Duration.ZERO, Duration.ZERO, null), hour(),
				List.of(LeakyService.verdict(ResourceKind.HEAP, name, name,
						LeakyService.judgement(Grade.PROVEN, name, Trend.TOO_SHORT, 1, 1, null))));
	}

	static HeapPrices prices(Duration wait) {
		return new HeapPrices(new PauseForecast(Duration.ofMillis(45), "9 ns an object, 5,012,345 in the last one"),
				new PauseForecast(Duration.ofMillis(225), "45 ns an object with a full collection"),
				new PauseForecast(Duration.ofMillis(400),
						"123 MB live; the search may take minutes, it is ended after 10 s"),
				true, wait, Duration.ofMillis(500), null);
	}

	static LiveSet live() {
		return new LiveSet(123_456_789, 130 * MB, TIME.minusSeconds(42), "G1 Old Gen after a mixed collection", null);
	}

	static HistogramDiff diff() {
		return new HistogramDiff(kept().get(2), kept().get(0),
				List.of(new ClassChange("byte[]", "java.base@25.0.3", 400_000, 900_000, 30 * MB, 62 * MB, BASKET),
						new ClassChange(BASKET, null, 1_000, 501_000, 40_000, 20_040_000, null),
						new ClassChange(ENTRY, "java.base@25.0.3", 20_000, 520_000, 640_000, 16_640_000, BASKET),
						new ClassChange("org.springframework.http.HttpHeaders", null, 200, 150, 4_800, 3_600, null)));
	}

	static List<ClassHistogram> kept() {
		return List.of(histogram("h3", 0, 5_012_345, 160 * MB, false), histogram("h2", 600, 4_600_000, 128 * MB, true),
				histogram("h1", 1_200, 4_100_000, 92 * MB, false));
	}

	private static ClassHistogram histogram(String id, int secondsAgo, long instances, long bytes, boolean collected) {
		return new ClassHistogram(id, TIME.minusSeconds(30 + secondsAgo),
				List.of(new ClassCount("byte[]", "java.base@25.0.3", 1, 900_000, 62 * MB),
						new ClassCount(BASKET, null, 2, 501_000, 20_040_000),
						new ClassCount(ENTRY, "java.base@25.0.3", 1, 520_000, 16_640_000)),
				instances, bytes, 1_204, collected, Duration.ofNanos(44_250_000), Duration.ofMillis(61));
	}

	static GrowingClass growing() {
		return new GrowingClass(BASKET, 3, 500_000, 68 * MB, 501_000, 204e6, List.of("byte[]", ENTRY), 2);
	}

	static List<AllocationLine> lines() {
		return List.of(
				new AllocationLine(PUT, null, BASKET, 37, 0.74, Duration.ofMinutes(21), Duration.ofMinutes(9), stack(),
						List.of(BASKET, "java.util.concurrent.ConcurrentHashMap$Node.val",
								"java.util.concurrent.ConcurrentHashMap.table",
								"static io.tidemark.sample.orders.Baskets.KEPT"),
						AllocationLine.Source.OLD_OBJECTS),
				new AllocationLine(null, "java.base", "byte[]", 13, 0.26, null, null, List.of(), List.of(),
						AllocationLine.Source.ALLOCATION_SAMPLES));
	}

	static List<Frame> stack() {
		return List.of(new Frame("java.util.HashMap", "putVal", "HashMap.java", 643), PUT,
				new Frame("io.tidemark.sample.orders.OrderController", "order", "OrderController.java", 52),
				new Frame("java.lang.Thread", "run", "Thread.java", 1583));
	}

	static OldObjects survivors() {
		List<OldObject> objects = new ArrayList<>(Collections.nCopies(3,
				new OldObject(BASKET, 40, -1, Duration.ofMinutes(9), "http-nio-8080-exec-3", stack(), List.of())));
		objects.add(new OldObject("byte[]", 1_048_592, 1_048_576, Duration.ofMinutes(21), null, stack(),
				lines().get(0).path()));
		objects.add(new OldObject("byte[]", 24, 8, Duration.ofSeconds(70), null, List.of(), List.of()));
		return new OldObjects(TIME.minusSeconds(20), objects, null, true, Duration.ofMillis(380),
				Duration.ofMillis(402));
	}

	static List<AllocationShare> packages() {
		return List.of(new AllocationShare("io.tidemark.sample.orders", 12_300_000, 0.61, lines().get(0)),
				new AllocationShare("org.apache.tomcat", 4_000_000, 0.2, null),
				new AllocationShare("other", 3_800_000, 0.19, null));
	}

	static List<AllocationShare> endpoints() {
		return List.of(new AllocationShare("POST /orders/{id}", 14_000_000, 0.7, lines().get(0)),
				new AllocationShare("other", -1, 0.3, null));
	}

	static HeapSuspects suspects() {
		return new HeapSuspects(TIME.minusSeconds(30), List.of(growing()), lines(),
				"static io.tidemark.sample.orders.Baskets.KEPT",
				"The floor stepped up by 12 MB at 19:40:00 UTC, while the job Baskets.nightly ran.", null);
	}

	/** A sawtooth over a live set that rises from 80 to 123 MB, with a gap. */
	static HeapHistory hour() {
		List<Float> used = new ArrayList<>();
		List<Float> peaks = new ArrayList<>();
		List<Float> live = new ArrayList<>();
		for (int i = 0; i < 360; i++) {
			boolean missing = i >= 200 && i < 206;
			float floor = 80e6f + i * 120e3f;
			used.add(missing ? Float.NaN : floor + (i % 24) * 4e6f);
			peaks.add(missing ? Float.NaN : floor + (i % 24) * 4e6f + 6e6f);
			live.add((i < 40) ? Float.NaN : floor);
		}
		return new HeapHistory(TIME.minusSeconds(3_590), Duration.ofSeconds(10), used, peaks, live, band(84e6f),
				band(101e6f));
	}

	private static List<Float> band(float bytes) {
		List<Float> band = new ArrayList<>(Collections.nCopies(120, Float.NaN));
		band.addAll(Collections.nCopies(240, bytes));
		return band;
	}

	static LeakVerdict verdict() {
		Judgement judgement = new Judgement(Grade.PROBABLE,
				"The floor rose from 80 MB to 123 MB in 1 h; Basket grew in each of 3 histograms.",
				TIME.minusSeconds(1_500), Set.of(Signal.GROWTH, Signal.HISTOGRAM),
				new Trend(Direction.RISING, Duration.ofHours(1), 36, 43e6, 41e6, 45e6, 1e-6, 0.02), 130 * MB,
				123_456_789, Duration.ofHours(9), null, null);
		return LeakyService.verdict(ResourceKind.HEAP, "jvm.heap.live", "bytes", judgement);
	}

	private static LeakVerdict cannotBeTold() {
		return LeakyService.verdict(ResourceKind.METASPACE, "jvm.classes", "classes", LeakyService
			.judgement(Grade.UNDECIDED, "There are 4 readings.", Trend.TOO_SHORT, Double.NaN, Double.NaN, null));
	}

	static HeapContext context() {
		return context(100, true);
	}

	static HeapContext context(int limit, boolean writable) {
		return new HeapContext(limit, writable,
				List.of(new PartState("histograms", true, null, 3, Duration.ofMillis(180), Duration.ofMillis(133))),
				"heapdiff", "leaks", "threaddiff");
	}

	static HeapContext alone(@Nullable String because) {
		return new HeapContext(100, false,
				List.of(new PartState("old-objects", because == null, because, 0, Duration.ZERO, Duration.ZERO)),
				"heapdiff", null, null);
	}

}
