package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;

import io.tidemark.heap.HeapRates.Look;
import io.tidemark.heap.HeapRates.Rates;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapRatesTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	@Test
	void ratesAreThoseBetweenTwoLooks() {
		Rates rates = Rates.between(look(0, 1_000, 100, 2, 20), look(10, 6_000, 200, 3, 30));

		assertThat(rates.allocationRate()).isEqualTo(500);
		assertThat(rates.promotionRate()).isEqualTo(10);
		assertThat(rates.cpu()).isEqualTo(new GcCpu(0.1, GcCpu.Basis.CPU));
	}

	@Test
	void nothingIsARateBeforeTheSecondLook() {
		Rates rates = Rates.between(null, look(0, 1_000, 100, 2, 20));

		assertThat(rates.allocated()).isEqualTo(1_000);
		assertThat(rates.allocationRate()).isNaN();
		assertThat(rates.cpu().share()).isNaN();
	}

	@Test
	void whereNobodyTellsTheCpuTimePausesStandForIt() {
		Look from = new Look(START, 0, -1, -1, null, Duration.ZERO, Duration.ZERO);
		Look to = new Look(START.plusSeconds(10), 0, -1, -1, null, Duration.ofSeconds(5), Duration.ofSeconds(2));

		assertThat(Rates.between(from, to).cpu()).isEqualTo(new GcCpu(0.2, GcCpu.Basis.PAUSES));
		assertThat(Rates.between(from, to).promotionRate()).isNaN();
	}

	@Test
	void aThreadOfTheCollectorThatEndsTakesNoneBack() {
		assertThat(Rates.between(look(0, 0, 0, 8, 20), look(10, 0, 0, 3, 30)).cpu().share()).isZero();
	}

	@Test
	void theJvmAllocatesAndCollects() {
		try (HeapRates rates = HeapRates.listen()) {
			rates.look(START);
			System.gc();
			rates.look(START.plusSeconds(10));

			assertThat(rates.allocated()).isNotNegative();
			assertThat(rates.allocationRate()).isNotNegative();
			assertThat(rates.cpu().share()).isBetween(0.0, 1.0);
		}
	}

	@Test
	void aClockThatWasSetBackTakesNoRateAway() {
		try (HeapRates rates = HeapRates.listen()) {
			rates.look(START);
			rates.look(START.minusSeconds(3_600));
			assertThat(rates.allocationRate()).isNaN();

			rates.look(START.minusSeconds(3_590));
			assertThat(rates.allocationRate()).isNotNegative();
		}
	}

	private static Look look(long second, long allocated, long promoted, long cpu, long process) {
		return new Look(START.plusSeconds(second), allocated, promoted, -1, Duration.ofSeconds(cpu),
				Duration.ofSeconds(process), Duration.ZERO);
	}

}
