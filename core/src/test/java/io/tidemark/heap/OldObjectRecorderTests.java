package io.tidemark.heap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.OriginFrameFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With a profiler that is made up, so that it can end and fail.
 */
@Timeout(60)
class OldObjectRecorderTests {

	private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

	private static final ProfiledCollector G1 = new ProfiledCollector(
			List.of("G1 Young Generation", "G1 Old Generation"), 25);

	private final List<FakeProfiler> profilers = new ArrayList<>();

	private final OldObjectRecorder recorder = recorder(FileLimits.DEFAULT, G1);

	@Test
	void nothingIsSampledBeforeTheStart() {
		this.recorder.look(START);

		assertThat(this.profilers).isEmpty();
		assertThat(this.recorder.because()).isEqualTo("it has not been started");
		assertThat(this.recorder.collect(START, false).because()).isEqualTo("it has not been started");
	}

	@Test
	void objectsAreThoseOfTheProfiler() {
		this.recorder.start(START);
		this.profilers.get(0).objects = Collections.nCopies(20, object("byte[]"));

		OldObjects asked = this.recorder.collect(START.plusSeconds(60), false);

		assertThat(asked.objects()).hasSize(20);
		assertThat(asked.because()).isNull();
		assertThat(asked.time()).isEqualTo(START.plusSeconds(60));
		assertThat(asked.paths()).isFalse();
		assertThat(this.profilers.get(0).search).isEqualTo(Duration.ZERO);
	}

	@Test
	void whoMustNotWaitHearsTheAnswerLater() {
		this.recorder.start(START);
		FakeProfiler profiler = this.profilers.get(0);
		profiler.mayAnswer = new CountDownLatch(1);

		CompletableFuture<OldObjects> answer = this.recorder.begin(START, false);

		await(profiler.asked);
		assertThat(answer).isNotDone();
		profiler.mayAnswer.countDown();
		assertThat(answer.join().because()).startsWith("the JVM's leak profiler has sampled no");
	}

	@Test
	void timeToSearchIsGivenOnlyForPaths() {
		this.recorder.start(START);

		assertThat(this.recorder.collect(START, true).paths()).isTrue();
		assertThat(this.profilers.get(0).search).isEqualTo(OldObjectRecorder.SEARCH);
	}

	@Test
	void fewSamplesAreExplained() {
		this.recorder.start(START);

		assertThat(this.recorder.collect(START, false).because()).startsWith("the JVM's leak profiler has sampled no");
	}

	@Test
	void profilerThatSomebodyElseEndedIsStartedAgainAMinuteLater() {
		this.recorder.start(START);
		this.profilers.get(0).runs = false;

		this.recorder.look(START.plusSeconds(1));
		assertThat(this.recorder.because()).isEqualTo("its recording was ended by somebody else");
		assertThat(this.profilers.get(0).closed).isTrue();

		this.recorder.look(START.plusSeconds(60));
		assertThat(this.profilers).hasSize(1);

		this.recorder.look(START.plusSeconds(61));
		assertThat(this.profilers).hasSize(2);
		assertThat(this.recorder.because()).isNull();
	}

	@Test
	void nobodyWaitsForWhoAsksAtTheMoment() throws Exception {
		this.recorder.start(START);
		FakeProfiler profiler = this.profilers.get(0);
		profiler.mayAnswer = new CountDownLatch(1);
		CompletableFuture<OldObjects> first = CompletableFuture.supplyAsync(() -> this.recorder.collect(START, false));
		profiler.asked.await();

		assertThat(this.recorder.collect(START, false).because()).isEqualTo("somebody else asks at the moment");
		assertThat(this.recorder.look(START)).isPositive();

		profiler.mayAnswer.countDown();
		assertThat(first.get().because()).startsWith("the JVM's leak profiler");
	}

	@Test
	void failureIsSaidAndCounted() {
		this.recorder.start(START);
		this.profilers.get(0).failure = new IOException("no space left");

		assertThat(this.recorder.collect(START, false).because())
			.isEqualTo("it could not be asked: java.io.IOException: no space left");
		assertThat(this.recorder.failures()).isEqualTo(1);
	}

	@Test
	void errorOfTheJvmIsSaidAndTheNextOneMayAsk() {
		this.recorder.start(START);
		this.profilers.get(0).error = new OutOfMemoryError("planted");
		assertThat(this.recorder.collect(START, false).because())
			.isEqualTo("it could not be asked: java.lang.OutOfMemoryError: planted");

		this.profilers.get(0).error = null;

		assertThat(this.recorder.collect(START, false).because()).startsWith("the JVM's leak profiler");
	}

	@Test
	void whoClosesDoesNotWaitForARecorderThatDoesNotEnd() {
		this.recorder.start(START);
		CountDownLatch mayClose = new CountDownLatch(1);
		this.profilers.get(0).mayClose = mayClose;

		this.recorder.close();

		assertThat(this.profilers.get(0).closed).isFalse();
		mayClose.countDown();
	}

	@Test
	void whoClosesDoesNotWaitForARecorderThatDoesNotStart() throws Exception {
		CountDownLatch starting = new CountDownLatch(1);
		CountDownLatch mayStart = new CountDownLatch(1);
		OldObjectRecorder recorder = new OldObjectRecorder(new FlightRecorderGuard(FileLimits.DEFAULT),
				new OriginFrameFinder(List.of()), () -> {
					starting.countDown();
					await(mayStart);
					return new FakeProfiler();
				}, G1);
		CompletableFuture<Void> start = CompletableFuture.runAsync(() -> recorder.start(START));
		starting.await();

		recorder.close();

		assertThat(start).isNotDone();
		mayStart.countDown();
	}

	@Test
	void generationalZgcIsLeftAlone() {
		OldObjectRecorder recorder = recorder(FileLimits.DEFAULT,
				new ProfiledCollector(List.of("ZGC Minor Cycles", "ZGC Major Cycles"), 25));

		recorder.start(START);
		recorder.look(START.plusSeconds(120));

		assertThat(this.profilers).isEmpty();
		assertThat(recorder.because()).contains("JDK-8375615");
	}

	@Test
	void nothingStartsOnADiskWithoutSpace() {
		OldObjectRecorder recorder = recorder(new FileLimits(16 << 20, Long.MAX_VALUE, null), G1);

		recorder.start(START);

		assertThat(this.profilers).isEmpty();
		assertThat(recorder.because()).endsWith(" MB are needed to start");
	}

	@Test
	void whatWasClosedIsNotStartedAgain() {
		this.recorder.start(START);
		this.recorder.close();
		this.recorder.look(START.plusSeconds(120));

		assertThat(this.profilers).hasSize(1);
		assertThat(this.profilers.get(0).closed).isTrue();
		assertThat(this.recorder.because()).isEqualTo("it has been closed");
	}

	@Test
	void linesOfDirectBuffersAreThoseOfTheirClasses() {
		OldObjects asked = new OldObjects(START, List.of(object("byte[]"), object("java.nio.DirectByteBuffer")), null,
				false, Duration.ZERO, Duration.ZERO);

		assertThat(this.recorder.directBuffers(asked)).extracting(AllocationLine::className)
			.containsExactly("java.nio.DirectByteBuffer");
	}

	private OldObjectRecorder recorder(FileLimits limits, ProfiledCollector collector) {
		return new OldObjectRecorder(new FlightRecorderGuard(limits), new OriginFrameFinder(List.of()), () -> {
			FakeProfiler profiler = new FakeProfiler();
			this.profilers.add(profiler);
			return profiler;
		}, collector);
	}

	private static OldObject object(String className) {
		return new OldObject(className, 100, -1, Duration.ofMinutes(5), null, List.of(), List.of());
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class FakeProfiler implements LeakProfiler {

		private final CountDownLatch asked = new CountDownLatch(1);

		private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

		private volatile List<OldObject> objects = List.of();

		private volatile Duration search = Duration.ofDays(1);

		private volatile CountDownLatch mayClose = new CountDownLatch(0);

		private volatile IOException failure;

		private volatile Error error;

		private volatile boolean runs = true;

		private volatile boolean closed;

		@Override
		public boolean runs() {
			return this.runs;
		}

		@Override
		public List<OldObject> ask(Duration search, Path directory) throws IOException {
			this.search = search;
			this.asked.countDown();
			try {
				this.mayAnswer.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			if (this.failure != null) {
				throw this.failure;
			}
			if (this.error != null) {
				throw this.error;
			}
			return this.objects;
		}

		@Override
		public void close() {
			await(this.mayClose);
			this.closed = true;
		}

	}

}
