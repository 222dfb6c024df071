package io.tidemark.boot.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tidemark.boot.Verdicts;
import io.tidemark.capture.ThreadCount;
import io.tidemark.group.WaitReason;
import io.tidemark.heap.AllocationShare;
import io.tidemark.heap.HeapRates;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.jvm.ContainerMemory;
import io.tidemark.jvm.GcPauses;
import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.MemoryPools;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.MemoryStalls;
import io.tidemark.jvm.ProcessMemory;
import io.tidemark.jvm.ResourceLimit;
import io.tidemark.jvm.ResourceLimits;
import io.tidemark.jvm.UnaccountedMemory;
import io.tidemark.origin.ExecutorReading;
import io.tidemark.trend.DriftBand;
import io.tidemark.trend.DriftLoad;
import io.tidemark.trend.DriftReading;
import io.tidemark.trend.DriftState;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.PoolRatio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that does whatever it can with every meter of ours: no more series than
 * promised leave it, of each meter and of all.
 */
class SeriesBudgetTests {

	private final GcPauses pauses = GcPauses.listen();

	private final LiveSetWatch live = LiveSetWatch.listen();

	private final HeapRates rates = HeapRates.listen();

	private final ThreadGroupMetrics groups = new ThreadGroupMetrics(ThreadGroupMetrics.DEFAULT_ROWS);

	private final ExecutorMetrics executors = new ExecutorMetrics(true);

	private final LeakMetrics leaks = new LeakMetrics(false);

	private final PoolMetrics pools = new PoolMetrics();

	private final AllocationMetrics allocations = new AllocationMetrics(AllocationMetrics.DEFAULT_ROWS);

	private final WaitReasonMetrics waits = new WaitReasonMetrics();

	private final DriftMetrics drift = new DriftMetrics();

	private final ProcessMemoryMetrics process = new ProcessMemoryMetrics();

	private final LimitMetrics limits = new LimitMetrics(new JvmReadings(), new ResourceLimits());

	private final MemoryMetrics memory = new MemoryMetrics(new MemoryPools());

	private final HeapMetrics heap = new HeapMetrics(this.live, this.rates);

	private final DeadlockMetrics deadlocks = new DeadlockMetrics();

	private final StuckMetrics stuck = new StuckMetrics();

	private final Scrape scrape = new Scrape(new ApplicationMetrics("3.1.4", "25.0.3", List.of("Copy")), this.limits,
			new ThreadMetrics(new ThreadCounts(() -> new ThreadCount(100_000, 9, Map.of()), () -> 1, () -> 0)),
			this.memory, new GcMetrics(this.pauses), this.heap, new ObserverMetrics(SeriesBudgetTests::parts, () -> 1),
			this.deadlocks, this.stuck, this.groups, this.waits, this.executors, this.leaks, this.process, this.pools,
			this.drift, this.allocations);

	@AfterEach
	void close() {
		this.pauses.close();
		this.live.close();
		this.rates.close();
	}

	@Test
	void whatAllMetersPromiseIsWithinTheBudget() {
		int promised = Arrays.stream(TidemarkMeter.values()).mapToInt((meter) -> meter.text().series()).sum();

		// a named executor has either a pool or tasks that run
		assertThat(promised - ExecutorMetrics.NAMED).isLessThanOrEqualTo(TidemarkMeter.BUDGET);
	}

	@Test
	void aServiceThatDoesItsWorstStaysWithinTheBudget() {
		doTheWorst();

		assertThat(ours()).hasSizeBetween(150, TidemarkMeter.BUDGET);
		assertThat(this.scrape.registry().getMeters()).hasSizeLessThanOrEqualTo(TidemarkMeter.BUDGET);
	}

	@Test
	void everyMeterStaysWithinWhatItPromises() {
		doTheWorst();

		for (TidemarkMeter meter : TidemarkMeter.values()) {
			int series = this.scrape.registry()
				.find(meter.text().name())
				.meters()
				.stream()
				.mapToInt((found) -> (meter == TidemarkMeter.GC_PAUSE) ? GcMetrics.SERIES : 1)
				.sum();
			assertThat(series).as(meter.text().name()).isBetween(isAskedForHere(meter) ? 1 : 0, meter.text().series());
		}
	}

	@Test
	void everyNumberIsOne() {
		doTheWorst();

		assertThat(ours()).isNotEmpty().allMatch((sample) -> sample.matches(".* [0-9][0-9.E-]*"));
	}

	@Test
	void whatIsNotKnownIsNoNumberEither() {
		doTheWorst();

		knowNothingAnyMore();

		assertThat(ours()).isNotEmpty().allMatch((sample) -> sample.matches(".* [0-9][0-9.E-]*"));
	}

	@Test
	void whatIsThereFromTheStartIsThereBeforeAnythingHappens() {
		doNothing();

		assertThat(this.scrape.registry().getMeters()).extracting((meter) -> meter.getId().getName())
			.containsAll(Stream.of(TidemarkMeter.values())
				.map(TidemarkMeter::text)
				.filter((text) -> text.begin() == MeterText.Begin.START)
				.map(MeterText::name)
				.toList());
	}

	@Test
	void loadAddsSeriesOfNothingButWhatItBringsAlong() {
		doNothing();
		Map<String, Integer> before = count();
		doTheWorst();
		Map<String, Integer> after = count();

		for (TidemarkMeter meter : TidemarkMeter.values()) {
			boolean closed = meter.text().begin() == MeterText.Begin.START && meter != TidemarkMeter.THREAD_GROUP_SIZE;
			if (closed) {
				assertThat(after.get(meter.text().name())).as(meter.text().name())
					.isEqualTo(before.get(meter.text().name()));
			}
		}
	}

	@Test
	void nothingIsLeftOfWhatIsGone() {
		doTheWorst();
		int most = ours().size();

		for (int i = 0; i < 10; i++) {
			this.groups.update(List.of(), 0);
			this.executors.update(List.of(), List.of());
			this.pools.update(List.of());
			this.leaks.update(List.of(), 0, Verdicts.NOW);
		}

		assertThat(ours().size()).isLessThan(most - 50);
	}

	private void doTheWorst() {
		for (int round = 0; round < 10; round++) {
			int first = round * 10_000;
			this.groups.update(many(10_000, (i) -> new ThreadGroupSize("thread-" + (first + i), "a.B.c" + i, 1, i)), 5);
			this.allocations.update(
					many(1_000, (i) -> new AllocationShare("package" + (first + i), 1_000.0 - i, 1, null)),
					many(1_000, (i) -> new AllocationShare("GET /" + (first + i), 1_000.0 - i, 1, null)));
			this.executors.update(many(1_000, (i) -> new PoolReading("pool-" + (first + i), 4, 4, i % 2, 8)),
					many(100, (i) -> new ExecutorReading("virtual-" + i, i, 0, "v", true)));
			this.pools.update(many(1_000, (i) -> new PoolRatio("cache", "c" + (first + i), 0.5, 0.9, "It fell.")));
			this.leaks.update(many(512, (i) -> leak("queue-" + (first + i), i)), 3, Verdicts.NOW);
		}
		Map<WaitReason, Integer> waiting = new EnumMap<>(WaitReason.class);
		Stream.of(WaitReason.values()).forEach((reason) -> waiting.put(reason, 10_000));
		this.waits.update(waiting, 10_000);
		tellAllThatIsBounded();
	}

	private void doNothing() {
		this.groups.update(List.of(), 0);
		this.executors.update(List.of(), List.of());
		this.leaks.update(List.of(), 0, Verdicts.NOW);
		this.waits.update(Map.of(), 0);
		tellAllThatIsBounded();
		this.deadlocks.update(0);
	}

	private void knowNothingAnyMore() {
		this.process.update(ProcessMemory.UNKNOWN, new UnaccountedMemory(-1, -1, -1, false, -1, "no"),
				ContainerMemory.UNKNOWN, new MemoryStalls(Double.NaN, Double.NaN, -1, -1, true),
				new MemoryReadings().jvm());
		this.drift
			.update(new DriftReading(Verdicts.NOW, -1, DriftLoad.UNKNOWN, null, DriftState.LEARNING, 0, Duration.ZERO));
		this.pools.update(List.of(new PoolRatio("cache", "orders", Double.NaN, Double.NaN, null)));
		this.executors.update(List.of(new PoolReading("orders", Double.NaN, Double.NaN, -1, Double.NaN)), List.of());
		this.allocations.update(List.of(new AllocationShare("a", -1, 1, null)), List.of());
		this.limits.heap(-1);
		this.limits.container(-1, null);
		this.stuck.update(-1);
	}

	private Map<String, Integer> count() {
		Map<String, Integer> series = new HashMap<>();
		this.scrape.registry().getMeters().forEach((meter) -> series.merge(meter.getId().getName(), 1, Integer::sum));
		return series;
	}

	private void tellAllThatIsBounded() {
		ResourceLimit limit = new ResourceLimit("memory.max of the container", 1_000);
		MemoryReadings readings = new MemoryReadings();
		this.process.update(new ProcessMemory(5, 4, 1, 0, 0), new UnaccountedMemory(1, 1, 1, true, -1, null),
				new ContainerMemory(5, 4, 1, 0, limit, 0), new MemoryStalls(0.5, 0.25, 0, 0, true), readings.jvm());
		this.drift.update(new DriftReading(Verdicts.NOW, 110, new DriftLoad(1, 2, 3, 4, 5), new DriftBand(100, 90, 105),
				DriftState.ABOVE, 5, Duration.ZERO));
		this.limits.update();
		this.limits.heap(1_000);
		this.limits.container(600, limit);
		this.deadlocks.update(10_000);
		this.stuck.update(1_000);
		System.gc();
		this.memory.update();
		this.heap.update(Instant.now());
	}

	/** What has to wait for a collection is told by the tests of the heap. */
	private static boolean isAskedForHere(TidemarkMeter meter) {
		return switch (meter) {
			case MEMORY_HEAP_LIVE, MEMORY_HEAP_LIVE_AGE, MEMORY_PROMOTED, GC_CPU_SHARE -> false;
			default -> true;
		};
	}

	private List<String> ours() {
		return this.scrape.samples().stream().filter((sample) -> sample.startsWith("tidemark_")).toList();
	}

	private static LeakVerdict leak(String name, int i) {
		return switch (i % 3) {
			case 0 -> Verdicts.custom(name, "tasks", Grade.SUSPECTED, Duration.ofSeconds(1_000 - i));
			case 1 -> Verdicts.threads(name, Grade.PROVEN);
			default -> Verdicts.pool(name, Grade.PROVEN);
		};
	}

	private static List<PartReading> parts() {
		return many(16, (i) -> new PartReading("part-" + i, true, Duration.ZERO, Duration.ZERO, 0));
	}

	private static <T> List<T> many(int count, IntFunction<T> element) {
		return IntStream.range(0, count).mapToObj(element).toList();
	}

}
