package io.tidemark.boot.resources;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRateTests {

	private long count;

	private long seconds = -7;

	private long millis;

	private final RequestRate rate = new RequestRate(() -> this.count,
			() -> this.seconds * 1_000_000_000 + this.millis * 1_000_000);

	@Test
	void theFirstReadingIsMissing() {
		assertThat(read(500, 0)).isNaN();
	}

	@Test
	void aRateIsWhatWasAddedASecond() {
		read(500, 0);

		assertThat(read(600, 10)).isEqualTo(10);
		assertThat(read(600, 5)).isZero();
		assertThat(read(650, 1)).isEqualTo(50);
	}

	@Test
	void aCountThatFellIsARestart() {
		read(500, 0);
		read(600, 10);

		assertThat(read(20, 10)).isNaN();
		assertThat(read(40, 10)).isEqualTo(2);
	}

	@Test
	void aCountThatIsNotKnownIsMissing() {
		read(500, 0);

		assertThat(read(-1, 10)).isNaN();
		assertThat(read(600, 10)).isNaN();
		assertThat(read(700, 10)).isEqualTo(10);
	}

	@Test
	void readingsThatAreCloseShareOneRate() {
		read(500, 0);
		read(600, 10);
		this.millis = 100;

		assertThat(read(630, 0)).isEqualTo(10);
		this.millis = 0;
		assertThat(read(640, 1)).isEqualTo(40);
	}

	private double read(long count, long secondsLater) {
		this.count = count;
		this.seconds += secondsLater;
		return this.rate.getAsDouble();
	}

}
