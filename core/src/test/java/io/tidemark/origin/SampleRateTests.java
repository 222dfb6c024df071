package io.tidemark.origin;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleRateTests {

	private final AtomicLong nanos = new AtomicLong(-5);

	private final SampleRate rate = new SampleRate(100, this.nanos::get);

	@Test
	void asManyAsASecondAllowsAtOnceAndThenOneAtATime() {
		assertThat(allowed(1_000)).isEqualTo(100);

		this.nanos.addAndGet(10_000_000);

		assertThat(allowed(1_000)).isEqualTo(1);
	}

	@Test
	void whatWasNotUsedIsNotSavedUp() {
		this.nanos.addAndGet(3_600_000_000_000L);

		assertThat(allowed(1_000)).isEqualTo(100);
	}

	@Test
	void zeroAllowsNone() {
		assertThat(new SampleRate(0, this.nanos::get).allows()).isFalse();
	}

	private long allowed(int tries) {
		return IntStream.range(0, tries).filter((i) -> this.rate.allows()).count();
	}

}
