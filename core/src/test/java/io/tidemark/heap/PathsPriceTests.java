package io.tidemark.heap;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PathsPriceTests {

	private static final long GIGABYTE = 1L << 30;

	private final PathsPrice price = new PathsPrice();

	@Test
	void firstForecastIsWhatOtherHeapsTook() {
		assertThat(this.price.forecast(GIGABYTE).pause()).isEqualTo(Duration.ofSeconds(2));
		assertThat(this.price.forecast(GIGABYTE / 10).pause()).isBetween(Duration.ofMillis(350),
				Duration.ofMillis(450));
		assertThat(this.price.forecast(4 * GIGABYTE).pause()).isBetween(Duration.ofMillis(4_500),
				Duration.ofMillis(5_500));
		assertThat(this.price.forecast(GIGABYTE).basis())
			.isEqualTo("1024 MB of heap in use, garbage included, and what searches took on other heaps");
	}

	@Test
	void laterForecastsFollowWhatWasPaid() {
		this.price.paid(Duration.ofSeconds(6), GIGABYTE);

		assertThat(this.price.forecast(GIGABYTE).pause()).isEqualTo(Duration.ofSeconds(6));
		assertThat(this.price.forecast(4 * GIGABYTE).pause()).isGreaterThan(Duration.ofSeconds(12));
		assertThat(this.price.forecast(GIGABYTE).basis()).endsWith("what the last search took here");
	}

	@Test
	void priceIsNeverNothing() {
		this.price.paid(Duration.ZERO, GIGABYTE);

		assertThat(this.price.forecast(GIGABYTE).pause()).isEqualTo(Duration.ofMillis(200));
	}

}
