package io.tidemark.boot.resources;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestTimeTests {

	private long ended;

	private double taken;

	private final RequestTime time = new RequestTime(() -> this.ended, () -> this.taken);

	@Test
	void itIsTheMeanOfWhatEndedSinceTheReadingBefore() {
		assertThat(read(10, 1_000)).isNaN();

		assertThat(read(14, 1_200)).isEqualTo(50);
		assertThat(read(16, 1_800)).isEqualTo(300);
	}

	@Test
	void whereNoneEndedItIsNotKnown() {
		read(10, 1_000);

		assertThat(read(10, 1_000)).isNaN();
		assertThat(read(11, 1_005)).isEqualTo(5);
	}

	@Test
	void aCountThatBeginsAnewIsNotKnownOnce() {
		read(10, 1_000);

		assertThat(read(1, 20)).isNaN();
		assertThat(read(-1, 0)).isNaN();
		assertThat(read(3, 60)).isNaN();
		assertThat(read(4, 90)).isEqualTo(30);
	}

	private double read(long ended, double taken) {
		this.ended = ended;
		this.taken = taken;
		return this.time.getAsDouble();
	}

}
