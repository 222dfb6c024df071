package io.tidemark.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadOrigin;
import io.tidemark.snapshot.ThreadSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With the flight recorder of this JVM.
 */
class OriginRecorderTests {

	private static final OriginRecorder recorder = new OriginRecorder(
			OriginSettings.DEFAULT.withApplicationPackages(List.of("io.tidemark.origin")),
			new FlightRecorderGuard(FileLimits.DEFAULT));

	@BeforeAll
	static void start() {
		recorder.start(Instant.now());

		assertThat(recorder.state().because()).isNull();
	}

	@AfterAll
	static void stop() {
		recorder.close();

		assertThat(recorder.state().works()).isFalse();
	}

	@Test
	void workerOfAnExecutorComesFromTheLineThatGaveItWork() throws InterruptedException {
		ExecutorService executor = Executors.newFixedThreadPool(1);
		try {
			Worker worker = new Worker();
			int line = lineOfNextStatement();
			executor.execute(worker);
			ThreadOrigin origin = originOf(worker.thread());

			assertThat(origin.frame()).isEqualTo(new Frame(OriginRecorderTests.class.getName(),
					"workerOfAnExecutorComesFromTheLineThatGaveItWork", "OriginRecorderTests.java", line));
			assertThat(origin.library()).isFalse();
			assertThat(origin.parent()).isEqualTo(Thread.currentThread().getName());
			assertThat(origin.stack().get(0).method()).isEqualTo("java.util.concurrent.ThreadPoolExecutor.addWorker");
			assertThat(origin.startedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
			worker.end();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void plainThreadComesFromTheLineThatStartedIt() throws InterruptedException {
		Worker worker = new Worker();
		Thread thread = new Thread(worker);
		int line = lineOfNextStatement();
		thread.start();
		ThreadOrigin origin = originOf(worker.thread());

		assertThat(origin.stack().get(0)).isEqualTo(origin.frame());
		assertThat(origin.stack().get(0).lineNumber()).isEqualTo(line);
		worker.end();
	}

	@Test
	void threadIsForgottenWhenItEnds() throws InterruptedException {
		Worker worker = new Worker();
		Thread thread = new Thread(worker);
		thread.start();
		originOf(thread);

		worker.end();

		Eventually.is("forgotten", () -> recorder.find(idOf(thread)) == null);
	}

	@Test
	void snapshotIsJoinedWithTheOrigins() throws InterruptedException {
		Worker worker = new Worker();
		Thread thread = new Thread(worker, "observed");
		thread.start();
		ThreadOrigin origin = originOf(thread);
		ObservedThread observed = new ObservedThread(idOf(thread), "observed", false, false, Thread.State.WAITING,
				StackTrace.EMPTY, null, null, null, null);
		CaptureCost cost = new CaptureCost(Duration.ZERO, Duration.ZERO, Duration.ZERO, CaptureMethod.WITHOUT_STACKS);

		ThreadSnapshot attributed = recorder.attribute(new ThreadSnapshot(Instant.now(), List.of(observed), cost));

		assertThat(attributed.threads()).containsExactly(observed.withOrigin(origin));
		worker.end();
	}

	private static ThreadOrigin originOf(Thread thread) {
		return Eventually.present("origin of " + thread.getName(), () -> recorder.find(idOf(thread)));
	}

	@SuppressWarnings("deprecation") // threadId() is of JDK 19
	private static long idOf(Thread thread) {
		return thread.getId();
	}

	private static int lineOfNextStatement() {
		return new Throwable().getStackTrace()[1].getLineNumber() + 1;
	}

	/** Work that lasts until it is ended. */
	private static final class Worker implements Runnable {

		private final CountDownLatch running = new CountDownLatch(1);

		private final CountDownLatch ended = new CountDownLatch(1);

		private volatile Thread thread = Thread.currentThread();

		@Override
		public void run() {
			this.thread = Thread.currentThread();
			this.running.countDown();
			try {
				this.ended.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		Thread thread() throws InterruptedException {
			this.running.await();
			return this.thread;
		}

		void end() {
			this.ended.countDown();
		}

	}

}
