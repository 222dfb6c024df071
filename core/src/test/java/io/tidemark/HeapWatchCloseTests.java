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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapWatchCloseTests {

	private final FlightRecorderGuard guard = new FlightRecorderGuard(FileLimits.DEFAULT);

	private final OriginFrameFinder finder = new OriginFrameFinder(List.of());

	private final OldObjectRecorder recorder = new OldObjectRecorder(this.guard, this.finder);

	private final AllocationSampler sampler = new AllocationSampler(this.guard, this.finder, EndpointOfStack.NONE,
			() -> 0);

	/** The schedule's thread may run behind the end of the context. */
	@Test
	void nothingIsRecordedAfterTheEnd() {
		HeapWatch watch = new HeapWatch(LiveSetWatch.listen(), new ClassHistograms(HistogramSettings.DEFAULT),
				this.recorder, this.sampler, HeapWork.UNCOUNTED, List::of);
		watch.close();

		watch.record(Instant.now());

		assertThat(this.recorder.because()).isEqualTo("it has been closed");
		assertThat(this.sampler.because()).isEqualTo("it has been closed");
	}

}
