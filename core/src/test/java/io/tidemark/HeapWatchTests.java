package io.tidemark;

import java.time.Instant;
import java.util.List;

import io.tidemark.heap.AllocationSampler;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.EndpointOfStack;
import io.tidemark.heap.HistogramSettings;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.heap.OldObjectRecorder;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.OriginFrameFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapWatchTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private final FlightRecorderGuard guard = new FlightRecorderGuard(FileLimits.DEFAULT);

	private final OriginFrameFinder finder = new OriginFrameFinder(List.of());

	private final OldObjectRecorder recorder = new OldObjectRecorder(this.guard, this.finder);

	private final AllocationSampler sampler = new AllocationSampler(this.guard, this.finder, EndpointOfStack.NONE,
			() -> 0);

	private final HeapWatch watch = new HeapWatch(LiveSetWatch.listen(), new ClassHistograms(HistogramSettings.DEFAULT),
			this.recorder, this.sampler, HeapWork.UNCOUNTED, List::of);

	@AfterEach
	void close() {
		this.watch.close();
	}

	/** The schedule's thread may run behind the end of the context. */
	@Test
	void nothingIsRecordedAfterTheEnd() {
		this.watch.close();

		this.watch.record(NOW);

		assertThat(this.recorder.because()).isEqualTo("it has been closed");
		assertThat(this.sampler.because()).isEqualTo("it has been closed");
	}

	@Test
	void aHealthyServiceSamplesNoObjectsUntilSomebodyAsks() {
		this.watch.record(NOW);
		assertThat(this.recorder.because()).isEqualTo("it has not been started");
		assertThat(this.watch.noObjects()).isNull();

		assertThat(this.watch.collect(NOW, false).because()).isEqualTo(HeapWatch.BEGINS);
		this.watch.record(NOW.plusMillis(500));

		assertThat(this.recorder.because()).isNotEqualTo("it has not been started");
		assertThat(this.watch.collect(NOW.plusSeconds(60), false).because()).isNotEqualTo(HeapWatch.BEGINS);

		this.watch.record(NOW.plus(HeapPace.ASKED).plusSeconds(60));
		assertThat(this.recorder.because()).isEqualTo("it rests");
		assertThat(this.watch.collect(NOW.plus(HeapPace.ASKED).plusSeconds(61), false).because())
			.isEqualTo(HeapWatch.BEGINS);
	}

}
