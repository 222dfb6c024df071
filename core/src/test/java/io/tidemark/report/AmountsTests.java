package io.tidemark.report;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Amounts}. */
class AmountsTests {

	@Test
	void spanIsSaidInItsTwoLargestUnits() {
		assertThat(Amounts.span(Duration.ofMillis(900))).isEqualTo("0 s");
		assertThat(Amounts.span(Duration.ofSeconds(59))).isEqualTo("59 s");
		assertThat(Amounts.span(Duration.ofSeconds(60))).isEqualTo("1 min");
		assertThat(Amounts.span(Duration.ofSeconds(252))).isEqualTo("4 min 12 s");
		assertThat(Amounts.span(Duration.ofMinutes(185))).isEqualTo("3 h 5 min");
		assertThat(Amounts.span(Duration.ofHours(52))).isEqualTo("2 d 4 h");
	}

	@Test
	void costIsSaidInMillisecondsBelowASecond() {
		assertThat(Amounts.cost(Duration.ofNanos(420_000))).isEqualTo("0.4 ms");
		assertThat(Amounts.cost(Duration.ofMillis(12))).isEqualTo("12 ms");
		assertThat(Amounts.cost(Duration.ofMillis(1_269))).isEqualTo("1.3 s");
		assertThat(Amounts.cost(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
	}

	@Test
	void bytesAreSaidInPowersOfThousand() {
		assertThat(Amounts.bytes(512)).isEqualTo("512 B");
		assertThat(Amounts.bytes(40_960)).isEqualTo("41 kB");
		assertThat(Amounts.bytes(999_999)).isEqualTo("1 MB");
		assertThat(Amounts.bytes(1_234_567)).isEqualTo("1.2 MB");
		assertThat(Amounts.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
	}

	@Test
	void oneIsSaidInTheSingular() {
		assertThat(Amounts.count(1, "thread")).isEqualTo("1 thread");
		assertThat(Amounts.count(0, "thread")).isEqualTo("0 threads");
	}

	@Test
	void growthCarriesItsSign() {
		assertThat(Amounts.signed(20)).isEqualTo("+20");
		assertThat(Amounts.signed(0)).isEqualTo("0");
		assertThat(Amounts.signed(-3)).isEqualTo("-3");
	}

}
