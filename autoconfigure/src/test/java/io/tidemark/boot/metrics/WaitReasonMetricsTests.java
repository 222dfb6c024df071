package io.tidemark.boot.metrics;

import java.util.Arrays;
import java.util.Map;

import io.tidemark.group.WaitReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WaitReasonMetricsTests {

	private final WaitReasonMetrics metrics = new WaitReasonMetrics();

	private final Scrape scrape = new Scrape(this.metrics);

	@Test
	void nothingIsSaidBeforeSomebodyLooked() {
		assertThat(this.scrape.samples()).isEmpty();
	}

	@Test
	void everyReasonHasASeriesAlsoThoseWithoutAThread() {
		this.metrics.update(Map.of(WaitReason.LOCK, 120, WaitReason.IDLE_WORKER, 80), 117);

		assertThat(this.scrape.samples("tidemark_threads_waiting_threads")).hasSize(WaitTag.values().length)
			.contains("tidemark_threads_waiting_threads{reason=\"lock\"} 120.0",
					"tidemark_threads_waiting_threads{reason=\"idle-worker\"} 80.0",
					"tidemark_threads_waiting_threads{reason=\"deadlock\"} 0.0");
		assertThat(this.scrape.value("tidemark_threads_lock_waiting_max_threads")).isEqualTo(117);
		assertThat(new Scrape(this.metrics).value("tidemark_threads_lock_waiting_max_threads")).isEqualTo(117);
	}

	@Test
	void reasonsThatMeanTheSameToARuleAreOneSeries() {
		this.metrics.update(Map.of(WaitReason.SOCKET_READ, 3, WaitReason.SOCKET, 2, WaitReason.FILE, 1), 0);

		assertThat(this.scrape.samples()).contains("tidemark_threads_waiting_threads{reason=\"io\"} 6.0");
	}

	@Test
	void everyReasonOfTheEngineIsInOneTag() {
		assertThat(Arrays.stream(WaitTag.values()).flatMap((tag) -> tag.reasons().stream()))
			.containsExactlyInAnyOrder(WaitReason.values());
	}

	@Test
	void theLastWalkIsSaid() {
		this.metrics.update(Map.of(WaitReason.LOCK, 120), 117);
		this.metrics.update(Map.of(WaitReason.RUNNING, 3), 0);

		assertThat(this.scrape.samples()).contains("tidemark_threads_waiting_threads{reason=\"lock\"} 0.0",
				"tidemark_threads_waiting_threads{reason=\"running\"} 3.0",
				"tidemark_threads_lock_waiting_max_threads 0.0");
	}

	@Test
	void clearingEndsTheSeriesUntilSomebodyLooksAgain() {
		this.metrics.update(Map.of(), 2);

		this.metrics.clear();

		assertThat(this.scrape.samples()).isEmpty();
		this.metrics.update(Map.of(), 3);
		assertThat(this.scrape.value("tidemark_threads_lock_waiting_max_threads")).isEqualTo(3);
	}

	@Test
	void aNegativeNumberIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.metrics.update(Map.of(), -1))
			.withMessage("waitingForOneLock must not be negative, found -1");
	}

}
