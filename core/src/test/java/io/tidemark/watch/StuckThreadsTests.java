package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.tidemark.group.StackGrouper;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StuckThreadsTests {

	private static final String[] POOL = { "java.util.concurrent.ThreadPoolExecutor.runWorker",
			"java.util.concurrent.ThreadPoolExecutor$Worker.run", "java.lang.Thread.run" };

	private static final StackTrace IN_LATCH = task("java.util.concurrent.CountDownLatch.await",
			"com.example.Orders.place");

	private static final ServedRequest REQUEST = new ServedRequest("GET", "/orders/{id}");

	private final StuckThreads threads = new StuckThreads(
			new StuckSettings(3, Duration.ofMinutes(1), List.of("com.example")));

	private final StackGrouper grouper = new StackGrouper();

	@Test
	void aTaskThatStandsStillForAMinuteIsStuck() {
		observe(0, waiting(1, IN_LATCH, 500L));
		observe(30, waiting(1, IN_LATCH, 500L));
		assertThat(stuck()).isEmpty();

		observe(60, waiting(1, IN_LATCH, 500L));

		assertThat(stuck()).singleElement().satisfies((stuck) -> {
			assertThat(stuck.thread()).isEqualTo("pool-1-thread-1");
			assertThat(stuck.state()).isEqualTo(Thread.State.WAITING);
			assertThat(stuck.waitReason()).isEqualTo(WaitReason.LATCH);
			assertThat(stuck.since()).isEqualTo(Duration.ofMinutes(1));
			assertThat(stuck.request()).isNull();
		});
	}

	@Test
	void manySnapshotsWithinLessThanAMinuteDoNotSuffice() {
		LongStream.range(0, 50).forEach((second) -> observe(second, waiting(1, IN_LATCH, 500L)));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void fewSnapshotsOverALongTimeDoNotSuffice() {
		observe(0, waiting(1, IN_LATCH, 500L));
		observe(3600, waiting(1, IN_LATCH, 500L));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void oneThatUsedAMicrosecondHasMoved() {
		observe(0, waiting(1, IN_LATCH, 500L));
		observe(30, waiting(1, IN_LATCH, 500L));
		observe(60, waiting(1, IN_LATCH, 1_500L));
		observe(90, waiting(1, IN_LATCH, 1_500L));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void anotherThreadAtTheSamePlaceIsNotTheSame() {
		observe(0, waiting(1, IN_LATCH, 500L));
		observe(30, waiting(2, IN_LATCH, 500L));
		observe(60, waiting(3, IN_LATCH, 500L));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void itIsForgottenWhenItMovesOn() {
		observeOften(waiting(1, IN_LATCH, 500L));
		assertThat(stuck()).hasSize(1);

		observe(200, waiting(1, task("java.util.concurrent.CountDownLatch.await", "com.example.Orders.next"), 900L));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void aRequestThatSleepsIsStuckButALoopOfAThreadsOwnIsNot() {
		StackTrace loop = ThreadFixture.stack("java.lang.Thread.sleep", "com.example.Cleaner.run",
				"java.lang.Thread.run");
		observeOften(waiting(1, loop, 500L));

		assertThat(stuck()).isEmpty();
		assertThat(stuck(Map.of("pool-1-thread-1", REQUEST))).singleElement()
			.satisfies((stuck) -> assertThat(stuck.request()).isEqualTo(REQUEST));
	}

	@Test
	void idleWorkersAreNotStuck() {
		observeOften(waiting(1, ThreadFixture.stack("jdk.internal.misc.Unsafe.park",
				"java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.LinkedBlockingQueue.take",
				"java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ThreadPoolExecutor.runWorker",
				"java.util.concurrent.ThreadPoolExecutor$Worker.run", "java.lang.Thread.run"), 500L));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void threadsOfTheJdkAreNotStuck() {
		observeOften(waiting(1, ThreadFixture.stack("java.lang.Object.wait", "java.lang.ref.ReferenceQueue.remove",
				"java.lang.ref.Finalizer$FinalizerThread.run"), 500L));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void aConsumerThatWaitsForItsQueueIsNotStuck() {
		observeOften(
				waiting(1, task("java.util.concurrent.LinkedBlockingQueue.take", "com.example.Consumer.run"), 500L));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void aMainThatKeepsAServiceAliveByAFutureIsNotStuck() {
		observeOften(
				waiting(1,
						ThreadFixture.stack("java.util.concurrent.CompletableFuture.join",
								"com.example.Application.main"),
						500L),
				waiting(2, ThreadFixture.stack("java.util.concurrent.CompletableFuture.join", "com.example.Orders.run",
						"java.lang.Thread.run"), 500L));

		assertThat(stuck()).singleElement()
			.satisfies((stuck) -> assertThat(stuck.thread()).isEqualTo("pool-1-thread-2"));
	}

	@Test
	void aThreadWithALoopOfItsOwnThatIsBlockedIsStuck() {
		StackTrace blocked = ThreadFixture.stack("com.example.Cleaner.clean", "com.example.Cleaner.run",
				"java.lang.Thread.run");
		observeOften(ThreadFixture.inState(waiting(1, blocked, 500L), Thread.State.BLOCKED));

		assertThat(stuck()).singleElement()
			.satisfies((stuck) -> assertThat(stuck.waitReason()).isEqualTo(WaitReason.MONITOR));
	}

	@Test
	void aVirtualThreadWhoseCpuTimeIsNotKnownIsStuckWhenItWaits() {
		ObservedThread thread = new ObservedThread(1, "tomcat-handler-7", true, true, Thread.State.WAITING, IN_LATCH,
				null, null, null, null);
		observeOften(thread);

		assertThat(stuck()).singleElement()
			.satisfies((stuck) -> assertThat(stuck.thread()).isEqualTo("tomcat-handler-7"));
	}

	@Test
	void aLoopOnAVirtualThreadMayHaveTurnedSoOnlyARequestIsStuckThere() {
		StackTrace sleeping = task("java.lang.Thread.sleep", "com.example.Poller.poll");
		StackTrace reading = task("java.lang.VirtualThread.park", "sun.nio.ch.Poller.poll",
				"sun.nio.ch.NioSocketImpl.read", "com.example.Import.nextPage");
		observeOften(virtual(1, Thread.State.TIMED_WAITING, sleeping, null),
				virtual(2, Thread.State.WAITING, reading, null));

		assertThat(stuck()).isEmpty();
		assertThat(stuck(Map.of("task-1", REQUEST, "task-2", REQUEST))).hasSize(2);
	}

	@Test
	void aVirtualThreadThatWaitsForAnotherObjectEachTimeHasMoved() {
		StackTrace inFuture = task("java.util.concurrent.FutureTask.get", "com.example.Import.nextPage");
		LongStream.range(0, 3)
			.forEach((i) -> observe(30 * i, virtual(1, Thread.State.WAITING, inFuture,
					new AwaitedLock("java.util.concurrent.FutureTask", "@" + i, null, null))));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void aVirtualThreadThatWaitsForTheSameObjectIsStuck() {
		observeOften(virtual(1, Thread.State.WAITING,
				task("java.util.concurrent.FutureTask.get", "com.example.Import.nextPage"),
				new AwaitedLock("java.util.concurrent.FutureTask", "@1", null, null)));

		assertThat(stuck()).hasSize(1);
	}

	private static ObservedThread virtual(long id, Thread.State state, StackTrace stack, @Nullable AwaitedLock lock) {
		return new ObservedThread(id, "task-" + id, true, true, state, stack, lock, null, null, null);
	}

	@Test
	void aLoopThatUsesTheProcessorAndSleepsByTurnsSpins() {
		StackTrace polling = task("java.lang.Thread.sleep", "com.example.Poller.poll");
		StackTrace running = task("java.lang.String.format", "com.example.Poller.poll");
		observe(0, running(1, polling, 0));
		observe(30, running(1, running, 300_000_000));
		observe(60, running(1, polling, 600_000_000));

		assertThat(stuck()).singleElement()
			.satisfies((stuck) -> assertThat(stuck.waitReason()).isEqualTo(WaitReason.SPINNING));
	}

	@Test
	void aLoopBelowOnePercentOfTheProcessorDoesNotSpin() {
		StackTrace polling = task("java.lang.Thread.sleep", "com.example.Poller.poll");
		LongStream.range(0, 10).forEach((i) -> observe(30 * i, running(1, polling, 299_000_000 * i)));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void aLoopWhoseShareVariesSpinsByItsAverage() {
		StackTrace polling = task("java.lang.Thread.sleep", "com.example.Poller.poll");
		observe(0, running(1, polling, 0));
		observe(30, running(1, polling, 350_000_000));
		observe(60, running(1, polling, 610_000_000));

		assertThat(stuck()).singleElement()
			.satisfies((stuck) -> assertThat(stuck.waitReason()).isEqualTo(WaitReason.SPINNING));
	}

	@Test
	void theMainLoopOfAThreadOfItsOwnDoesNotSpin() {
		StackTrace loop = ThreadFixture.stack("java.lang.Thread.sleep", "com.example.Game.loop",
				"java.lang.Thread.run");
		LongStream.range(0, 10).forEach((i) -> observe(30 * i, running(1, loop, 20_000_000_000L * i)));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void workThatGoesFromMethodToMethodDoesNotSpin() {
		LongStream.range(0, 10)
			.forEach((i) -> observe(30 * i,
					running(1, task("com.example.Import.step" + (char) ('a' + i % 3)), 20_000_000_000L * i)));

		assertThat(stuck()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.netty.channel.nio.NioEventLoop.run", "org.apache.kafka.clients.Consumer.poll" })
	void theLoopOfALibraryDoesNotSpin(String loop) {
		LongStream.range(0, 10)
			.forEach((i) -> observe(30 * i, running(1, task("java.lang.Thread.sleep", loop), 20_000_000_000L * i)));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void aBusyConsumerThatIsFoundAtItsQueueDoesNotSpin() {
		StackTrace taking = task("java.util.concurrent.LinkedBlockingQueue.take", "com.example.Consumer.run");
		LongStream.range(0, 10).forEach((i) -> observe(30 * i, waiting(1, taking, 3_000_000_000L * i)));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void aSelectorOfTheApplicationDoesNotSpin() {
		StackTrace selecting = task("sun.nio.ch.EPoll.wait", "sun.nio.ch.SelectorImpl.lockAndDoSelect",
				"com.example.Server.loop");
		LongStream.range(0, 10).forEach((i) -> observe(30 * i, running(1, selecting, 20_000_000_000L * i)));

		assertThat(stuck()).isEmpty();
	}

	@Test
	void whatIsRememberedIsBounded() {
		ObservedThread[] many = LongStream.rangeClosed(1, StuckThreads.REMEMBERED + 10)
			.mapToObj((id) -> waiting(id, IN_LATCH, 500L))
			.toArray(ObservedThread[]::new);
		observeOften(many);

		assertThat(this.threads.remembered()).isEqualTo(StuckThreads.REMEMBERED);
		assertThat(stuck()).hasSize(StuckThreads.STUCK);
	}

	@Test
	void timeWithoutSnapshotsDoesNotCountAfterForgetting() {
		observeOften(waiting(1, IN_LATCH, 500L));
		this.threads.forget();

		assertThat(stuck()).isEmpty();
	}

	private void observeOften(ObservedThread... threads) {
		observe(0, threads);
		observe(30, threads);
		observe(60, threads);
	}

	private void observe(long seconds, ObservedThread... threads) {
		Instant now = ThreadFixture.START.plusSeconds(seconds);
		this.threads.observe(now, this.grouper.standing(ThreadFixture.snapshot(now, List.of(threads))));
	}

	private List<StuckThread> stuck() {
		return stuck(Map.of());
	}

	private List<StuckThread> stuck(Map<String, ServedRequest> requests) {
		return this.threads.stuck(() -> requests).values().stream().flatMap(Collection::stream).toList();
	}

	private static ObservedThread waiting(long id, StackTrace stack, Long cpuNanos) {
		return ThreadFixture.withUsage(ThreadFixture.thread(id, "pool-1-thread-" + id, stack), cpuNanos, null);
	}

	private static ObservedThread running(long id, StackTrace stack, long cpuNanos) {
		return ThreadFixture.inState(waiting(id, stack, cpuNanos), Thread.State.RUNNABLE);
	}

	/** A stack of these methods as a pool runs it. */
	private static StackTrace task(String... methods) {
		String[] all = Arrays.copyOf(methods, methods.length + POOL.length);
		System.arraycopy(POOL, 0, all, methods.length, POOL.length);
		return ThreadFixture.stack(all);
	}

}
