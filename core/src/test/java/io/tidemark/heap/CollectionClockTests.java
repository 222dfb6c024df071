package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CollectionClockTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private static final long HOUR = Duration.ofHours(1).toMillis();

	private long uptime = 5_000;

	private long now = START.toEpochMilli() + 4_950;

	/** By which the uptime goes on with each reading. */
	private long slow;

	private final CollectionClock clock = new CollectionClock(START.toEpochMilli(), () -> this.uptime += this.slow,
			() -> this.now);

	@Test
	void aCollectionEndsSoLongAfterTheStart() {
		pass(HOUR, HOUR + 20);

		assertThat(this.clock.at(HOUR)).isEqualTo(START.plusMillis(HOUR));
	}

	@Test
	void theTimeInWhichTheMachineSleptIsAdded() {
		pass(1_000, 2 * HOUR + 1_000);

		assertThat(this.clock.at(6_000)).isEqualTo(START.plusMillis(2 * HOUR + 6_000));
	}

	@Test
	void aClockThatWasSetBackIsFollowed() {
		pass(1_000, 1_000 - HOUR);
		assertThat(this.clock.at(6_000)).isEqualTo(START.plusMillis(6_000 - HOUR));

		pass(1_000, 1_000 + HOUR);
		assertThat(this.clock.at(7_000)).isEqualTo(START.plusMillis(7_000));
	}

	@Test
	void clocksThatWereNotReadTogetherTellNothing() {
		this.slow = 2_000;

		assertThat(this.clock.at(6_000)).isEqualTo(START.plusMillis(6_000));
	}

	private void pass(long awake, long all) {
		this.uptime += awake;
		this.now += all;
	}

}
