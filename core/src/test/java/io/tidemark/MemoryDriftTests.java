package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tidemark.heap.LiveSet;
import io.tidemark.trend.DriftReading;
import io.tidemark.trend.DriftState;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryDriftTests {

	private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

	private final WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 10);

	private LiveSet live = live(START, 200_000_000);

	private double requests = 50;

	private Instant now = START;

	private final MemoryDrift drift = new MemoryDrift("1.0", (when) -> this.live, this.resources, () -> 40);

	MemoryDriftTests() {
		this.resources.load(new LoadSignal(LoadSignal.REQUESTS, () -> this.requests));
		this.resources.load(new LoadSignal(LoadSignal.ACTIVE_REQUESTS, () -> this.requests / 10));
	}

	private static LiveSet live(Instant measured, long bytes) {
		return new LiveSet(bytes, bytes, measured, "a test", null);
	}

	@Test
	void aReadingIsTheMeanOfFiveMinutes() {
		look(Duration.ofMinutes(2));
		this.requests = 100;
		this.live = live(this.now, 300_000_000);
		look(Duration.ofSeconds(170));
		assertThat(this.drift.newest()).isNull();

		look(Duration.ofSeconds(20));

		DriftReading reading = this.drift.newest();
		assertThat(reading).isNotNull();
		assertThat(reading.live()).isEqualTo(250_000_000);
		assertThat(reading.load().requests()).isBetween(75.0, 85.0);
		assertThat(reading.load().threads()).isEqualTo(40);
		assertThat(reading.load().sessions()).isNaN();
		assertThat(this.drift.state()).isEqualTo(DriftState.LEARNING);
		assertThat(this.drift.learning()).startsWith("It learns what a load needs, for");
	}

	@Test
	void aLiveSetThatNoCollectionRenewedIsNoReading() {
		look(Duration.ofMinutes(11));

		assertThat(this.drift.newest()).isNotNull();
		assertThat(this.drift.newest().live()).isEqualTo(-1);
	}

	@Test
	void moreHeapAtTheSameLoadIsSaid() {
		for (int i = 0; i < 2 * 288; i++) {
			interval(200_000_000 + 4_000_000L * (i % 3));
		}
		assertThat(this.drift.state()).isEqualTo(DriftState.WITHIN);
		assertThat(this.drift.band()).isNotNull();
		assertThat(this.drift.sentence()).isNull();

		for (int i = 0; i < 8; i++) {
			interval(240_000_000);
		}

		assertThat(this.drift.state()).isEqualTo(DriftState.ABOVE);
		assertThat(this.drift.sentence())
			.startsWith("The live heap is 18 % above what this load needed before (240 MB");
	}

	@Test
	void theNextProcessGoesOn() {
		for (int i = 0; i < 2 * 288; i++) {
			interval(200_000_000 + 4_000_000L * (i % 3));
		}
		MemoryDrift next = new MemoryDrift("1.0", (when) -> this.live, this.resources, () -> 40);

		assertThat(next.goOn(this.drift.history(this.now), this.now)).isTrue();
	}

	private void interval(long bytes) {
		this.live = live(this.now, bytes);
		look(Duration.ofMinutes(5));
	}

	private void look(Duration time) {
		for (long seconds = 0; seconds < time.toSeconds(); seconds += 10) {
			this.now = this.now.plusSeconds(10);
			this.resources.read(this.now, List.of());
			this.drift.look(this.now);
		}
	}

}
