package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveSetWatchTests {

	@Test
	void aFullCollectionTells() {
		try (LiveSetWatch watch = LiveSetWatch.listen()) {
			Instant deadline = Instant.now().plusSeconds(30);
			LiveSet live = watch.now(Instant.now());
			while (live.bytes() < 0 && Instant.now().isBefore(deadline)) {
				System.gc();
				LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
				live = watch.now(Instant.now());
			}

			assertThat(live.unknown()).isNull();
			assertThat(live.reading()).isEqualTo(live.bytes()).isBetween(1_000_000L, Runtime.getRuntime().maxMemory());
			assertThat(live.measured()).isBefore(Instant.now().plusSeconds(1));
		}
	}

}
