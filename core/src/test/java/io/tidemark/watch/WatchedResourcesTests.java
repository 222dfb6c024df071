package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WatchedResourcesTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 4);

	private double level = 7;

	@Test
	void everyRegisteredSupplierIsRead() {
		this.resources.add(WatchedResource.of("orders", "orders", () -> this.level).withLimit(100));
		this.resources.read(START, List.of());

		assertThat(this.resources.all()).singleElement().satisfies((orders) -> {
			assertThat(orders.series().last()).isEqualTo(7);
			assertThat(orders.limit()).isEqualTo(100);
			assertThat(orders.limitName()).isNull();
			assertThat(orders.id()).isEqualTo(orders.resource().id());
			assertThat(orders.problem()).isNull();
			assertThat(orders.missing()).isZero();
		});
	}

	@Test
	void supplierThatFailsIsMissingAndDisturbsNobody() {
		this.resources.add(WatchedResource.of("broken", "things", () -> {
			throw new IllegalStateException("closed");
		}));
		this.resources.add(WatchedResource.of("linked", "things", () -> {
			throw new NoClassDefFoundError("com/example/Gone");
		}));
		this.resources.add(WatchedResource.of("orders", "orders", () -> this.level));
		this.resources.read(START, List.of());

		assertThat(this.resources.all()).extracting(WatchedSeries::problem)
			.containsExactly("its reading failed with java.lang.IllegalStateException: closed",
					"its reading failed with java.lang.NoClassDefFoundError: com/example/Gone", null);
		assertThat(series("orders").series().last()).isEqualTo(7);
		assertThat(series("broken").series().last()).isNaN();
	}

	@Test
	void numberThatIsNoneIsMissing() {
		List.of(Double.NaN, -1.0, Double.POSITIVE_INFINITY)
			.forEach((value) -> this.resources.add(WatchedResource.of("is " + value, "things", () -> value)));
		this.resources.read(START, List.of());

		assertThat(this.resources.all()).extracting(WatchedSeries::problem)
			.containsExactly("its reading is NaN", "its reading is -1", "its reading is Infinity");
	}

	@Test
	void secretsInTheMessageOfAnExceptionAreNotTold() {
		this.resources.add(WatchedResource.of("pool", "connections", () -> {
			throw new IllegalStateException("cannot reach db password=hunter2");
		}));
		this.resources.read(START, List.of());

		assertThat(series("pool").problem()).contains("IllegalStateException").doesNotContain("hunter2");
	}

	@Test
	void readingThatIsMissingTwiceIsCountedAndNoProblemYet() {
		this.resources.add(WatchedResource.of("orders", "orders", () -> this.level));
		readAt(0);
		this.level = -1;
		readAt(10);
		readAt(20);

		assertThat(series("orders").missing()).isEqualTo(2);
		assertThat(series("orders").problem()).isNull();

		readAt(30);

		assertThat(series("orders").problem()).isEqualTo("its reading is -1");

		this.level = 3;
		readAt(40);

		assertThat(series("orders").problem()).isNull();
		assertThat(series("orders").missing()).isEqualTo(3);
	}

	@Test
	void limitThatFailsIsNoLimit() {
		this.resources.add(WatchedResource.of("orders", "orders", () -> this.level).withLimit(() -> {
			throw new IllegalStateException("closed");
		}));
		readAt(0);

		assertThat(series("orders").limit()).isNaN();
		assertThat(series("orders").series().last()).isEqualTo(7);
	}

	@Test
	void sameResourceRegisteredAgainIsReadAnewAndKeepsItsSeries() {
		this.resources.add(WatchedResource.of("orders", "orders", () -> 1));
		readAt(0);
		ResourceSeries before = series("orders").series();

		assertThat(this.resources.add(WatchedResource.of("orders", "orders", () -> 2))).isTrue();

		readAt(10);

		assertThat(this.resources.all()).hasSize(1);
		assertThat(series("orders").series()).isSameAs(before);
		assertThat(before.last()).isEqualTo(2);
	}

	@Test
	void removedResourceIsForgotten() {
		WatchedResource orders = WatchedResource.of("orders", "orders", () -> 1);
		this.resources.add(orders);

		assertThat(this.resources.remove(orders.id())).isTrue();
		assertThat(this.resources.remove(orders.id())).isFalse();
		assertThat(this.resources.all()).isEmpty();
	}

	@Test
	void resourceIsReadTogetherWithTheLoadThatItFollows() {
		this.resources.load(new LoadSignal(LoadSignal.REQUESTS, () -> 40));
		this.resources.load(new LoadSignal("broken", () -> {
			throw new IllegalStateException("no");
		}));
		this.resources.add(WatchedResource.of("orders", "orders", () -> 1));
		this.resources.add(WatchedResource.of("files", "files", () -> 1).withLoad("broken"));
		this.resources.add(WatchedResource.of("classes", "classes", () -> 1).withLoad(null));
		readAt(0);

		assertThat(series("orders").series().hour().load()).containsExactly(40f);
		assertThat(series("files").series().hour().load()).isEmpty();
		assertThat(series("classes").series().hour().load()).isEmpty();
	}

	@Test
	void sixteenLoadSignalsAreRead() {
		for (int i = 0; i < LoadSignal.MOST; i++) {
			assertThat(this.resources.load(new LoadSignal("signal " + i, () -> 1))).isTrue();
		}

		assertThat(this.resources.load(new LoadSignal("one more", () -> 1))).isFalse();
		assertThat(this.resources.load(new LoadSignal("signal 3", () -> 2))).isTrue();
	}

	@Test
	void measuredFamilyIsTakenAsItIs() {
		readAt(0, family("pool", 12, 5));

		assertThat(series("pool").series().last()).isEqualTo(12);
		assertThat(series("pool").limit()).isNaN();
	}

	@Test
	void absentFamilyIsZeroForAnHourAndThenForgotten() {
		readAt(0, family("pool", 12, 5));
		readAt(10);

		assertThat(series("pool").series().last()).isZero();

		readAt(3_599);

		assertThat(this.resources.all()).hasSize(1);

		readAt(3_600);

		assertThat(this.resources.all()).isEmpty();
		assertThat(this.resources.dropped()).isZero();
	}

	@Test
	void absentFamilyUnderSuspicionIsNotForgotten() {
		this.resources.keep((id) -> true);
		readAt(0, family("pool", 12, 5));
		readAt(7_200);

		assertThat(this.resources.all()).hasSize(1);
	}

	@Test
	void largestFamiliesAreTakenWhereThereIsNoRoomForAll() {
		readAt(0, family("a", 1, 0), family("b", 9, 0), family("c", 5, 0), family("d", 7, 0), family("e", 3, 0),
				family("f", 2, 0));

		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactly("b", "d", "c", "e");
		assertThat(this.resources.withoutRoom()).isEqualTo(2);
		assertThat(this.resources.dropped()).isZero();
	}

	@Test
	void familiesOfOneSizeDoNotDriveEachOtherOut() {
		List<Measured> ten = IntStream.range(0, 10).mapToObj((i) -> family("f" + i, 3, 0)).toList();
		for (int i = 0; i < 4 * 360; i++) {
			this.resources.read(START.plusSeconds(10L * i), ten);
		}

		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactly("f0", "f1", "f2", "f3");
		assertThat(this.resources.dropped()).isZero();
		assertThat(this.resources.withoutRoom()).isEqualTo(6);
	}

	@Test
	void familyThatIsGoneMakesWayFirst() {
		readAt(0, family("a", 2, 0), family("b", 9, 0), family("c", 5, 0), family("d", 7, 0));
		readAt(10, family("a", 2, 0), family("b", 9, 0), family("c", 5, 0), family("e", 1, 0));

		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactlyInAnyOrder("a", "b", "c", "e");
		assertThat(this.resources.dropped()).isEqualTo(1);
	}

	@Test
	void familyOfHalfTheSizeMakesWayForALargerOne() {
		readAt(0, family("a", 4, 0), family("b", 9, 0), family("c", 5, 0), family("d", 7, 0));
		readAt(10, family("a", 4, 0), family("b", 9, 0), family("c", 5, 0), family("d", 7, 0), family("e", 7, 0));

		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactlyInAnyOrder("a", "b", "c", "d");

		readAt(20, family("a", 4, 0), family("b", 9, 0), family("c", 5, 0), family("d", 7, 0), family("e", 8, 0));

		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactlyInAnyOrder("b", "c", "d", "e");
	}

	@Test
	void whatIsUnderSuspicionNeverMakesWay() {
		readAt(0, family("a", 1, 0), family("b", 1, 0), family("c", 1, 0), family("d", 1, 0));
		String suspected = series("b").id();
		this.resources.keep(suspected::equals);
		readAt(10, family("v", 50, 0), family("w", 50, 0), family("x", 50, 0), family("y", 50, 0), family("z", 50, 0));

		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactly("b", "v", "w", "x");
	}

	@Test
	void familyNeverTakesThePlaceOfWhatWasRegistered() {
		for (int i = 0; i < 4; i++) {
			this.resources.add(WatchedResource.of("own " + i, "things", () -> 0));
		}
		readAt(0, family("pool", 500, 0));

		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactly("own 0", "own 1", "own 2", "own 3");
		assertThat(this.resources.withoutRoom()).isEqualTo(1);
	}

	@Test
	void resourceOfTheApplicationTakesThePlaceOfOneOfOurs() {
		this.resources.add(WatchedResource.of("files", "files", () -> 90).withKind(ResourceKind.FILES));
		for (int i = 0; i < 3; i++) {
			this.resources.add(WatchedResource.of("own " + i, "things", () -> 5));
		}
		readAt(0);

		assertThat(this.resources.add(WatchedResource.of("own 3", "things", () -> 0))).isTrue();
		assertThat(this.resources.add(WatchedResource.of("own 4", "things", () -> 0))).isFalse();
		assertThat(this.resources.add(WatchedResource.of("ours", "things", () -> 0).withKind(ResourceKind.POOL)))
			.isFalse();
		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactly("own 0", "own 1", "own 2", "own 3");
		assertThat(this.resources.dropped()).isEqualTo(3);
	}

	@Test
	void registeredResourceThatWasZeroMakesWayForOneMore() {
		this.resources.add(WatchedResource.of("empty", "things", () -> 0));
		for (int i = 0; i < 3; i++) {
			this.resources.add(WatchedResource.of("own " + i, "things", () -> 5));
		}
		readAt(0);

		assertThat(this.resources.add(WatchedResource.of("own 3", "things", () -> 0))).isTrue();
		assertThat(this.resources.all()).extracting((each) -> each.resource().name())
			.containsExactly("own 0", "own 1", "own 2", "own 3");
	}

	@Test
	void supplierMayRegisterAndLook() {
		AtomicReference<List<WatchedSeries>> seen = new AtomicReference<>();
		DoubleSupplier curious = () -> {
			this.resources.add(WatchedResource.of("child", "things", () -> 1));
			seen.set(this.resources.all());
			return 1;
		};
		this.resources.add(WatchedResource.of("parent", "things", curious));
		readAt(0);

		assertThat(seen.get()).hasSize(2);
	}

	@Test
	void windowsAreAsLongWhenReadingsAreDense() {
		WatchedResources dense = new WatchedResources(Duration.ofSeconds(1), 4);
		dense.add(WatchedResource.of("orders", "orders", () -> this.level));
		for (int second = 0; second < 60; second++) {
			dense.read(START.plusSeconds(second), List.of());
		}

		assertThat(dense.all()).singleElement()
			.satisfies((orders) -> assertThat(orders.series().readings(ResourceSeries.SLOTS)).isEqualTo(6));
	}

	@Test
	void boundIsAtMost512() {
		assertThatIllegalArgumentException().isThrownBy(() -> new WatchedResources(Duration.ofSeconds(10), 513))
			.withMessage("most must be from 1 to 512, found 513");
		assertThatIllegalArgumentException().isThrownBy(() -> new WatchedResources(Duration.ofSeconds(10), 0))
			.withMessage("most must be from 1 to 512, found 0");
	}

	@Test
	void thousandsOfFamiliesThatComeAndGoStayWithinTheBound() {
		WatchedResources full = new WatchedResources(Duration.ofSeconds(10), WatchedResources.MOST);
		for (int reading = 0; reading < 50; reading++) {
			List<Measured> measured = new ArrayList<>();
			for (int i = 0; i < 2_000; i++) {
				measured.add(family("f" + (reading * 500 + i), 1 + i % 40, 0));
			}
			full.read(START.plusSeconds(10L * reading), measured);

			assertThat(full.all()).hasSizeLessThanOrEqualTo(WatchedResources.MOST);
		}

		assertThat(full.dropped()).isPositive();
	}

	private static Measured family(String name, double size, double stagnant) {
		return new Measured(WatchedResource.of(name, "threads", () -> {
			throw new IllegalStateException("must not be called");
		}).withKind(ResourceKind.THREAD_GROUP), size, stagnant);
	}

	private void readAt(long second, Measured... measured) {
		this.resources.read(START.plusSeconds(second), List.of(measured));
	}

	private WatchedSeries series(String name) {
		return this.resources.all()
			.stream()
			.filter((each) -> each.resource().name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
