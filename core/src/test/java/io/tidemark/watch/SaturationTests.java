package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Seconds are simulated: each one changes the queue, and is read when it is time.
 */
class SaturationTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 64);

	private final Random random = new Random(42);

	private double arrived;

	private double completed;

	private long blocked = -1;

	private long dropped = -1;

	private double level;

	private int second;

	private final Flow flow = new Flow(() -> (long) this.arrived, () -> (long) this.completed, () -> this.blocked,
			() -> this.dropped);

	private final WatchedResource queue = WatchedResource
		.of("orders", "tasks", () -> (long) this.arrived - (long) this.completed)
		.withLimit(100_000)
		.withFlow(this.flow);

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })
	void surgeIsToldWithin20SecondsWheneverItBegins(int offset) {
		this.resources.add(this.queue);
		quiet(120 + offset);
		int told = -1;
		for (int i = 1; i <= 20 && told < 0; i++) {
			pass(500, 200);
			told = (saturation() != null) ? i : -1;
		}

		assertThat(told).isBetween(8, 20);
	}

	@Test
	void forecastSaysWhatComesWhatGoesAndTheTimeLeft() {
		this.resources.add(this.queue);
		quiet(120);
		for (int i = 0; i < 18; i++) {
			pass(500, 200);
		}

		assertThat(saturation()).isNotNull().satisfies((saturation) -> {
			assertThat(saturation.sentence())
				.isEqualTo("500 tasks a second arrive and 200 complete; the limit of 100,000 is reached in 5 min 20 s");
			assertThat(saturation.arrivalsPerSecond()).isEqualTo(500);
			assertThat(saturation.completionsPerSecond()).isEqualTo(200);
			assertThat(saturation.growthPerSecond()).isEqualTo(300);
			assertThat(saturation.limit()).isEqualTo(100_000);
			assertThat(saturation.timeLeft()).isBetween(Duration.ofSeconds(310), Duration.ofSeconds(330));
			assertThat(saturation.soonest()).isLessThanOrEqualTo(saturation.timeLeft());
			assertThat(saturation.latest()).isGreaterThanOrEqualTo(saturation.timeLeft());
		});
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void surgeAtRandomIsToldWithin20Seconds(long seed) {
		this.random.setSeed(seed);
		this.resources.add(this.queue);
		for (int i = 0; i < 120 + seed; i++) {
			pass(poisson(100), Math.min(poisson(200), this.arrived - this.completed));
		}
		for (int i = 0; i < 20; i++) {
			pass(poisson(500), poisson(200));
		}

		assertThat(saturation()).isNotNull()
			.satisfies((saturation) -> assertThat(saturation.growthPerSecond()).isCloseTo(300, within(45.0)));
	}

	@Test
	void surgeThatStopsIsWithdrawn() {
		this.resources.add(this.queue);
		quiet(120);
		for (int i = 0; i < 30; i++) {
			pass(500, 200);
		}
		assertThat(saturation()).isNotNull();
		for (int i = 0; i < 20; i++) {
			pass(200, 200);
		}

		assertThat(saturation()).isNull();
	}

	@Test
	void surgeThatDrainsIsWithdrawnAtOnceWhenATenthIsGone() {
		this.resources.add(this.queue);
		quiet(120);
		for (int i = 0; i < 30; i++) {
			pass(500, 200);
		}
		for (int i = 0; i < 5; i++) {
			pass(0, 200);
		}

		assertThat(saturation()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void shortBurstThatDrainsIsNotTold(int offset) {
		this.resources.add(this.queue);
		quiet(120 + offset);
		for (int i = 0; i < 8; i++) {
			pass(500, 200);
			assertThat(saturation()).isNull();
		}
		for (int i = 0; i < 120; i++) {
			pass(0, Math.min(200, this.arrived - this.completed));
			assertThat(saturation()).isNull();
		}
	}

	@Test
	void surgeThatSlowsDownIsNotTold() {
		this.resources.add(this.queue);
		quiet(120);
		for (int i = 0; i < 60; i++) {
			pass((i < 6) ? 500 : 300, 200);
			assertThat(saturation()).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 4, 6, 10, 12, 14 })
	void levelThatSwingsIsNotTold(int period) {
		this.resources.add(this.queue);
		quiet(120);
		for (int i = 0; i < 3_600; i++) {
			boolean up = i % period < period / 2;
			pass(up ? 500 : 200, up ? 200 : 500);
			assertThat(saturation()).isNull();
		}
	}

	@Test
	void levelThatSwingsForMinutesIsToldOnceAtMost() {
		this.resources.add(this.queue);
		quiet(120);
		int told = 0;
		for (int i = 0; i < 3_600; i++) {
			boolean up = i % 120 < 60;
			boolean before = saturation() != null;
			pass(up ? 500 : 200, up ? 200 : 500);
			told += (!before && saturation() != null) ? 1 : 0;
		}

		assertThat(told).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void queueThatIsBusyAtRandomIsNotTold(long seed) {
		this.random.setSeed(seed);
		this.resources.add(this.queue.withLimit(5_000));
		for (int i = 0; i < 4 * 3_600; i++) {
			double waiting = this.arrived - this.completed;
			pass(poisson(480), Math.min(poisson(500), waiting));
			assertThat(saturation()).isNull();
		}
	}

	@Test
	void slowOverloadIsToldAfterAMinute() {
		this.resources.add(this.queue.withLimit(5_000));
		quiet(120);
		for (int i = 0; i < 75; i++) {
			pass(poisson(50), poisson(38));
		}

		assertThat(saturation()).isNotNull();
	}

	@Test
	void queueWithoutLimitIsNotReadDensely() {
		this.resources.add(this.queue.withLimit(Double.NaN));
		quiet(20);
		for (int i = 0; i < 60; i++) {
			pass(500, 200);
			assertThat(this.resources.fast()).isEmpty();
		}
	}

	@Test
	void blockedAndDroppedAreSaid() {
		this.resources.add(this.queue.withLimit(() -> "capacity of its queue", () -> 5_000));
		this.blocked = 0;
		this.dropped = 0;
		quiet(120);
		for (int i = 0; i < 15; i++) {
			pass(500, 200);
		}
		this.blocked = 12;
		for (int i = 0; i < 30; i++) {
			boolean full = this.arrived - this.completed >= 5_000;
			this.dropped += full ? 30 : 0;
			pass(full ? 200 : 300, 200);
		}

		assertThat(saturation()).isNotNull().satisfies((saturation) -> {
			assertThat(saturation.sentence()).isEqualTo("the limit of 5,000 (capacity of its queue) is reached; "
					+ "12 wait to put something in; 30 tasks a second are dropped");
			assertThat(saturation.timeLeft()).isZero();
		});
	}

	@Test
	void threadsThatRunAwayAreToldFromAQuarterOfTheirLimit() {
		this.resources.add(WatchedResource.of("jvm.threads", "threads", () -> this.level)
			.withKind(ResourceKind.THREADS)
			.withLimit(() -> "pids.max of the container", () -> 4_096));
		this.level = 40;
		pass(60, (at) -> 40);
		pass(40, (at) -> 40 + 20 * at);

		assertThat(saturation()).isNull();

		pass(20, (at) -> 840 + 20 * at);

		assertThat(saturation()).isNotNull().satisfies((saturation) -> {
			assertThat(saturation.sentence()).isEqualTo("it grows by 20 threads a second; the limit of 4,096 "
					+ "(pids.max of the container) is reached in 2 min 20 s");
			assertThat(saturation.arrivalsPerSecond()).isNaN();
		});
	}

	@Test
	void bytesAreSaidAsBytes() {
		this.resources.add(WatchedResource.of("jvm.buffers", "bytes", () -> this.level)
			.withKind(ResourceKind.DIRECT_BUFFERS)
			.withLimit(() -> "-XX:MaxDirectMemorySize", () -> 1e9));
		pass(60, (at) -> 300_000_000);
		pass(60, (at) -> 300_000_000 + 2_500_000 * at);

		assertThat(saturation()).isNotNull()
			.satisfies((saturation) -> assertThat(saturation.sentence()).isEqualTo(
					"it grows by 2.5 MB a second; the limit of 1 GB (-XX:MaxDirectMemorySize) is reached in 3 min 40 s"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "POOL", "CUSTOM", "EXECUTOR", "THREAD_GROUP" })
	void whatFillsUpToABoundOfItsOwnIsNotTold(ResourceKind kind) {
		this.resources.add(WatchedResource.of("cache", "entries", () -> this.level).withKind(kind).withLimit(10_000));
		for (int i = 0; i < 200; i++) {
			pass(1, (at) -> Math.min(10_000, (long) this.level + 100));
			assertThat(saturation()).isNull();
		}
	}

	@Test
	void atMostSixteenAreReadDenselyTheNearestFirst() {
		List<WatchedResource> pools = IntStream.range(0, 40)
			.mapToObj((i) -> WatchedResource.of("pool " + i, "things", () -> this.level).withLimit(10_000 - i))
			.toList();
		pools.forEach(this.resources::add);
		pass(30, (at) -> 100 * at);
		Set<String> fast = this.resources.fast();

		assertThat(fast).hasSize(WatchedResources.DENSE)
			.startsWith(pools.get(39).id(), pools.get(38).id())
			.doesNotContain(pools.get(0).id());
	}

	@Test
	void denseReadingsEndAMinuteAfterItMovedLast() {
		this.resources.add(this.queue);
		quiet(120);
		pass(500, 200);
		while (this.second % 10 != 0) {
			pass(200, 200);
		}
		pass(200, 200);
		assertThat(this.resources.fast()).hasSize(1);
		for (int i = 0; i < 70; i++) {
			pass(200, 200);
		}

		assertThat(this.resources.fast()).isEmpty();
	}

	@Test
	void clockThatIsSetBackEndsWhatWasDense() {
		this.resources.add(this.queue);
		quiet(120);
		for (int i = 0; i < 30; i++) {
			pass(500, 200);
		}
		this.second -= 3_000;
		for (int i = 0; i < 20; i++) {
			pass(200, 200);
		}

		assertThat(this.resources.fast()).isEmpty();
		assertThat(saturation()).isNull();
	}

	@Test
	void readingThatFailsEndsTheForecast() {
		List<Integer> broken = new ArrayList<>();
		this.resources.add(WatchedResource.of("orders", "tasks", () -> {
			if (!broken.isEmpty()) {
				throw new IllegalStateException("closed");
			}
			return this.arrived - this.completed;
		}).withLimit(100_000).withFlow(this.flow));
		quiet(120);
		for (int i = 0; i < 30; i++) {
			pass(500, 200);
		}
		assertThat(saturation()).isNotNull();
		broken.add(1);
		pass(500, 200);

		assertThat(saturation()).isNull();
		assertThat(this.resources.fast()).isEmpty();
	}

	private void quiet(int seconds) {
		for (int i = 0; i < seconds; i++) {
			pass(100, 100);
		}
	}

	private void pass(double arrivals, double completions) {
		this.arrived += arrivals;
		this.completed += completions;
		tick();
	}

	private void pass(int seconds, LongUnaryOperator levelAt) {
		for (int i = 0; i < seconds; i++) {
			this.level = levelAt.applyAsLong(i);
			tick();
		}
	}

	private void tick() {
		Instant now = START.plusSeconds(this.second);
		if (this.second % 10 == 0) {
			this.resources.read(now, List.of());
		}
		else if (!this.resources.fast().isEmpty()) {
			this.resources.readFast(now);
		}
		this.second++;
	}

	private @Nullable Saturation saturation() {
		return this.resources.all().get(0).saturation();
	}

	private double poisson(double mean) {
		return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.random.nextGaussian()));
	}

}
