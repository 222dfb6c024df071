package io.tidemark.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import io.tidemark.group.FamilyKey;
import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationLine.Source;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.jvm.PartState;
import io.tidemark.snapshot.Frame;
import io.tidemark.trend.Direction;
import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakDetail;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mute;
import io.tidemark.verdict.Signal;
import io.tidemark.verdict.Signature;
import io.tidemark.watch.ResourceHistory;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts on a service: one family of threads leaks, a queue is suspected and muted, the
 * heap is watched more closely, direct buffers cannot be told, files are clear.
 */
final class LeakyService {

	static final Instant TIME = Instant.parse("2026-11-20T23:00:15Z");

	static final Instant SINCE = TIME.minusSeconds(725);

	static final Mute MUTE = new Mute("executor:orders*", "Known, repaired in release 12.",
			Instant.parse("2026-12-01T00:00:00Z"));

	private static final Trend RISING = new Trend(Direction.RISING, Duration.ofMinutes(40), 36, 60, 57.5, 63.25, 1e-6,
			0.05);

	private LeakyService() {
	}

	static List<LeakVerdict> verdicts() {
		return List.of(threads(), queue(), heap(),
				verdict(ResourceKind.DIRECT_BUFFERS, "direct buffers", "bytes",
						judgement(Grade.UNDECIDED, "The JVM does not tell how much is used.", Trend.TOO_SHORT,
								Double.NaN, Double.NaN, null)),
				verdict(ResourceKind.FILES, "open files", "files",
						judgement(Grade.CLEAR, "It stays at 61 files.",
								new Trend(Direction.FLAT, Duration.ofMinutes(55), 36, 0, -0.5, 0.5, 0.8, Double.NaN),
								61, 61, null)));
	}

	/** A family of threads that grows by 60 an hour. */
	static LeakVerdict threads() {
		Signature signature = new Signature("executor-per-call", "an executor for each call",
				"20 pools of one thread each.", "Make one executor and share it.", "docs/leaks/executor-per-call.md",
				10);
		Judgement judgement = new Judgement(Grade.PROBABLE,
				"It grew by 60 threads an hour for 40 min, and 38 of the 40 threads that it gained did not move.",
				SINCE, Set.of(Signal.STAGNATION, Signal.GROWTH), RISING, 184, 180, Duration.ofHours(14),
				Duration.ofHours(13), Duration.ofHours(15));
		return new LeakVerdict("00000000000000a1", ResourceKind.THREAD_GROUP, "pool-*-thread-*", "threads", Map.of(),
				judgement, 1_024, "requests", new FamilyKey("pool-*-thread-*", "ReportExport.export", false), signature,
				Incident.APPLICATION, "Make one executor and share it.", null, null);
	}

	private static LeakVerdict queue() {
		Judgement judgement = judgement(Grade.SUSPECTED, "More comes than goes: it is full in 95 s.", RISING, 6_200,
				6_000, Duration.ofSeconds(95));
		return new LeakVerdict("00000000000000b2", ResourceKind.EXECUTOR, "orders.queue", "tasks",
				Map.of("pool", "orders", "bound", "10000"), judgement, 10_000, null, null, null, null,
				"Look at what the tasks wait for.", null, MUTE);
	}

	private static LeakVerdict heap() {
		Judgement judgement = judgement(Grade.WATCHING,
				"Its floor rose by 1.2 MB an hour for 8 min; that is too short to tell.",
				new Trend(Direction.RISING, Duration.ofMinutes(8), 12, 1_234_567, -20_000, 2_500_000, 0.04, Double.NaN),
				184_000_000, 150_000_000, null);
		return new LeakVerdict("000000000030cdec", ResourceKind.HEAP, "heap", "bytes", Map.of(), judgement, Double.NaN,
				null, null, null, null, null, suspects(), null);
	}

	/** A class that grew over three histograms, and what three other looks say of it. */
	static HeapSuspects suspects() {
		GrowingClass grown = new GrowingClass("io.tidemark.sample.Order", 2, 400, 41_000_000, 900, 1_200_000,
				List.of("byte[]"), 1);
		Frame place = new Frame("io.tidemark.sample.OrderBook", "place", "OrderBook.java", 55);
		AllocationLine line = new AllocationLine(place, null, "byte[]", 20, 0.71, Duration.ofSeconds(480),
				Duration.ofSeconds(240), List.of(place), List.of("byte[]", "io.tidemark.sample.OrderBook.open"),
				Source.OLD_OBJECTS);
		return new HeapSuspects(TIME, List.of(grown), List.of(line), "cache.size (cache=orders), which grows with it",
				"90 % of the growth came with the scheduled job Report.run.",
				"The class is not known, histograms so far: 1 of 3.");
	}

	static Judgement judgement(Grade grade, String reason, Trend trend, double value, double floor,
			@Nullable Duration left) {
		return new Judgement(grade, reason, SINCE, Set.of(), trend, value, floor, left, null, null);
	}

	static LeakVerdict verdict(ResourceKind kind, String name, String unit, Judgement judgement) {
		return new LeakVerdict(String.format("%016x", name.hashCode()), kind, name, unit, Map.of(), judgement,
				Double.NaN, null, null, null, null, null, null, null);
	}

	/** The verdict on the threads with six readings an hour and four in days. */
	static LeakDetail detail() {
		LeakVerdict before = verdict(ResourceKind.THREAD_GROUP, "pool-*-thread-*", "threads",
				judgement(Grade.SUSPECTED, "It grew by 60 threads an hour for 20 min.", RISING, 164, 160, null));
		ResourceHistory hour = new ResourceHistory(TIME.minusSeconds(3_600), Duration.ofMinutes(12),
				List.of(124f, 136f, Float.NaN, 160f, 172f, 180.5f), List.of(124f, 140f, Float.NaN, 160f, 172f, 184f),
				List.of(10f, 12f, 11f, 10.25f, 9f, 10f));
		ResourceHistory days = new ResourceHistory(TIME.minusSeconds(10_800), Duration.ofHours(1),
				List.of(10f, 64f, 124f, 180f), List.of(10f, 64f, 124f, 184f), List.of());
		return new LeakDetail(threads(), hour, days, List.of(new LeakChange(SINCE, Grade.SUSPECTED, threads()),
				new LeakChange(SINCE.minusSeconds(1_200), Grade.CLEAR, before)));
	}

	/** Ten minutes of readings each ten seconds, or as many. */
	static ResourceHistory history(int readings, Duration step, IntToDoubleFunction value) {
		Random noise = new Random(42);
		List<Float> values = IntStream.range(0, readings)
			.mapToObj((i) -> (float) Math.max(0, value.applyAsDouble(i) + noise.nextGaussian()))
			.toList();
		List<Float> load = IntStream.range(0, readings)
			.mapToObj((i) -> (float) (100 + 50 * Math.sin(i / 40d)))
			.toList();
		return new ResourceHistory(TIME.minus(step.multipliedBy(readings)), step, values,
				values.stream().map((low) -> low + 3).toList(), load);
	}

	static LeaksContext context() {
		return context(new LeaksFilter(Grade.CLEAR, null, 100));
	}

	static LeaksContext context(LeaksFilter filter) {
		return new LeaksContext(TIME, filter, 2, false, parts(), "leaks", "threaddiff");
	}

	static LeaksContext shadow() {
		return new LeaksContext(TIME, new LeaksFilter(Grade.CLEAR, null, 100), 0, true, parts(), "leaks", null);
	}

	private static List<PartState> parts() {
		return List.of(new PartState("leaks", true, null, 9, Duration.ofMillis(112), Duration.ZERO), new PartState(
				"origins", false, "The flight recorder's disk has 2 MB left.", 3, Duration.ofMillis(5), Duration.ZERO));
	}

}
