package io.tidemark.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.snapshot.Frame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With streams that are made up, so that they can die.
 */
class OriginRecorderLifecycleTests {

	private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

	private static final long MEGABYTE = 1024 * 1024;

	private final List<FakeStream> streams = new ArrayList<>();

	private final OriginRecorder recorder = recorder(FileLimits.DEFAULT, (listener) -> {
		FakeStream stream = new FakeStream(listener);
		this.streams.add(stream);
		return stream;
	});

	@Test
	void nothingIsRecordedBeforeTheStart() {
		this.recorder.check(START);

		assertThat(this.streams).isEmpty();
		assertThat(this.recorder.state().works()).isFalse();
		assertThat(this.recorder.state().because()).isEqualTo("it has not been started");
	}

	@Test
	void deadStreamIsReplacedAMinuteLater() {
		this.recorder.start(START);
		this.streams.get(0).listener.died(null);

		this.recorder.check(START.plusSeconds(1));

		assertThat(this.recorder.state().because())
			.isEqualTo("the stream of the flight recorder was ended by somebody else");
		assertThat(this.recorder.state().failures()).isEqualTo(1);
		assertThat(this.streams.get(0).closed).isTrue();

		this.recorder.check(START.plusSeconds(60));
		assertThat(this.streams).hasSize(1);

		this.recorder.check(START.plusSeconds(61));
		assertThat(this.streams).hasSize(2);
		assertThat(this.recorder.state().works()).isTrue();
		assertThat(this.recorder.state().streams()).isEqualTo(2);
	}

	@Test
	@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
	void whoClosesDoesNotWaitForAStartThatNeverReturns() throws InterruptedException {
		CountDownLatch starting = new CountDownLatch(1);
		CountDownLatch returns = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		OriginRecorder hanging = recorder(FileLimits.DEFAULT, (listener) -> {
			starting.countDown();
			awaitQuietly(returns);
			return closed::countDown;
		});
		Thread starter = new Thread(() -> hanging.start(START), "starter");
		starter.start();
		starting.await();

		hanging.close();

		assertThat(starter.isAlive()).isTrue();
		returns.countDown();
		closed.await();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void streamThatFailsSaysWhy() {
		this.recorder.start(START);
		this.streams.get(0).listener.died(new IllegalStateException("Event stream is broken"));

		this.recorder.check(START.plusSeconds(1));

		assertThat(this.recorder.state().because()).isEqualTo("the stream of the flight recorder has failed: "
				+ "java.lang.IllegalStateException: Event stream is broken");
	}

	@Test
	void streamThatIsSilentForHalfAMinuteIsDead() {
		this.recorder.start(START);
		this.streams.get(0).listener.flushed(0);

		checkTwiceASecond(START, Duration.ofSeconds(29));
		assertThat(this.recorder.state().works()).isTrue();

		checkTwiceASecond(START.plusSeconds(29), Duration.ofSeconds(2));
		assertThat(this.recorder.state().because())
			.isEqualTo("the stream of the flight recorder has been silent for 30 seconds");
	}

	@Test
	void streamIsNotDeadWhenTheProcessWasSuspended() {
		this.recorder.start(START);
		this.recorder.check(START.plusSeconds(1));

		this.recorder.check(START.plusSeconds(3600));

		assertThat(this.recorder.state().works()).isTrue();
	}

	@Test
	void recorderThatRefusesToStartIsAskedAgainAMinuteLater() {
		List<Instant> attempts = new ArrayList<>();
		OriginRecorder refused = recorder(FileLimits.DEFAULT, (listener) -> {
			attempts.add(START);
			throw new IllegalStateException("Could not create repository");
		});
		refused.start(START);

		assertThat(refused.state().because()).isEqualTo(
				"the flight recorder did not start: " + "java.lang.IllegalStateException: Could not create repository");
		refused.check(START.plusSeconds(59));
		assertThat(attempts).hasSize(1);
		refused.check(START.plusSeconds(60));
		assertThat(attempts).hasSize(2);
		assertThat(refused.state().failures()).isEqualTo(2);
	}

	@Test
	void nothingStartsOnAFileSystemWithTooLittleSpace() {
		long more = Long.MAX_VALUE / MEGABYTE * MEGABYTE;
		OriginRecorder refused = recorder(new FileLimits(64 * MEGABYTE, more, null), (listener) -> {
			throw new AssertionError("started");
		});

		refused.start(START);

		assertThat(refused.state().because())
			.matches("the file system of .+ has \\d+ MB free and " + more / MEGABYTE + " MB are needed to start");
	}

	@Test
	void closedRecorderIsNotStartedByACheck() {
		this.recorder.start(START);
		this.streams.get(0).listener.started(1, START, "main", 0, List.of(new Frame("com.example.A", "b", null, 1)));

		this.recorder.close();
		this.recorder.check(START.plusSeconds(600));

		assertThat(this.streams).hasSize(1);
		assertThat(this.recorder.state().because()).isEqualTo("it has been closed");
		assertThat(this.recorder.find(1)).as("what is remembered stays").isNotNull();
	}

	@Test
	void closedRecorderCanBeStartedAgain() {
		this.recorder.start(START);
		this.recorder.close();

		this.recorder.start(START.plusSeconds(1));

		assertThat(this.streams).hasSize(2);
		assertThat(this.recorder.state().works()).isTrue();
	}

	@Test
	void cpuTimeOfAllStreamsIsSummedUp() {
		this.recorder.start(START);
		this.streams.get(0).listener.flushed(30);
		this.streams.get(0).listener.flushed(70);
		this.streams.get(0).listener.died(null);
		this.recorder.check(START.plusSeconds(1));
		this.recorder.check(START.plusSeconds(61));
		this.streams.get(1).listener.flushed(5);

		assertThat(this.recorder.state().cpu()).isEqualTo(Duration.ofNanos(75));
	}

	private void checkTwiceASecond(Instant from, Duration during) {
		for (Instant now = from; now.isBefore(from.plus(during)); now = now.plusMillis(500)) {
			this.recorder.check(now);
		}
	}

	private static OriginRecorder recorder(FileLimits limits, ThreadStarts.Source source) {
		return new OriginRecorder(OriginSettings.DEFAULT, new FlightRecorderGuard(limits), source);
	}

	private static final class FakeStream implements ThreadStarts {

		private final Listener listener;

		private boolean closed;

		FakeStream(Listener listener) {
			this.listener = listener;
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
