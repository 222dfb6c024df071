package io.tidemark.jvm;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private final Backoff backoff = new Backoff(Duration.ofMinutes(1));

	@Test
	void isOverUntilItBegins() {
		assertThat(this.backoff.isOver(NOW)).isTrue();
	}

	@Test
	void endsAfterItsTime() {
		this.backoff.begin(NOW);

		assertThat(this.backoff.isOver(NOW)).isFalse();
		assertThat(this.backoff.isOver(NOW.plusSeconds(59))).isFalse();
		assertThat(this.backoff.isOver(NOW.plusSeconds(60))).isTrue();
	}

	@Test
	void aClockThatIsSetBackEndsIt() {
		this.backoff.begin(NOW);

		assertThat(this.backoff.isOver(NOW.minusSeconds(1))).isTrue();
	}

}
