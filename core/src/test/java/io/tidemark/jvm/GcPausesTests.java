package io.tidemark.jvm;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GcPausesTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "ZGC Cycles", "ZGC Major Cycles", "ZGC Minor Cycles", "Shenandoah Cycles", "GPGC New Cycles" })
	void aBeanOfCyclesReportsNoPauses(String bean) {
		assertThat(GcPauses.reportsPauses(bean)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "G1 Young Generation", "G1 Old Generation", "G1 Concurrent GC", "PS Scavenge",
			"PS MarkSweep", "Copy", "MarkSweepCompact", "ZGC Pauses", "ZGC Major Pauses", "ZGC Minor Pauses",
			"Shenandoah Pauses" })
	void anyOtherBeanReportsPauses(String bean) {
		assertThat(GcPauses.reportsPauses(bean)).isTrue();
	}

	@Test
	void aCollectionIsHandedOnAndAddedUp() throws InterruptedException {
		try (GcPauses pauses = GcPauses.listen()) {
			CountDownLatch heard = new CountDownLatch(1);
			pauses.handTo((pause) -> heard.countDown());

			System.gc();

			assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(pauses.totals()).anySatisfy((total) -> {
				assertThat(total.count()).isPositive();
				assertThat(total.sum()).isGreaterThanOrEqualTo(total.max());
			});
			assertThat(pauses.totals()).extracting(GcPauseTotal::collector)
				.containsExactlyInAnyOrderElementsOf(pauses.collectors());
			assertThat(pauses.shareOfLastMinute()).isBetween(0.0, 1.0);
		}
	}

	@Test
	void aReceiverThatThrowsHarmsNobody() throws InterruptedException {
		try (GcPauses pauses = GcPauses.listen()) {
			CountDownLatch heard = new CountDownLatch(2);
			pauses.handTo((pause) -> {
				heard.countDown();
				throw new IllegalStateException("of a receiver");
			});

			System.gc();
			System.gc();

			assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void whatIsClosedHearsNothingMore() throws InterruptedException {
		GcPauses closed = GcPauses.listen();
		closed.close();
		closed.close();

		// Listeners are told in the order in which they came: the closed one would be
		// first.
		try (GcPauses open = GcPauses.listen()) {
			CountDownLatch heard = new CountDownLatch(1);
			open.handTo((pause) -> heard.countDown());
			System.gc();
			assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
		}

		assertThat(closed.totals()).isNotEmpty().allMatch((total) -> total.count() == 0);
	}

	@Test
	void aTotalKnowsTheLongestPause() {
		GcPauseTotal total = new GcPauseTotal("Copy", 0, Duration.ZERO, Duration.ZERO).plus(Duration.ofMillis(3))
			.plus(Duration.ofMillis(9))
			.plus(Duration.ofMillis(5));

		assertThat(total).isEqualTo(new GcPauseTotal("Copy", 3, Duration.ofMillis(17), Duration.ofMillis(9)));
	}

}
