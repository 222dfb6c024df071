package io.tidemark.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.tidemark.jvm.JvmFeatures;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On the running JVM, with each way to walk that it has.
 */
class ThreadCapturerTests {

	private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

	private static final JvmFeatures IN_CHUNKS = new JvmFeatures(17, true);

	private final ParkedThreads threads = new ParkedThreads();

	static Stream<JvmFeatures> ways() {
		JvmFeatures current = JvmFeatures.current();
		return current.canWalkByHandshake() ? Stream.of(IN_CHUNKS, current) : Stream.of(IN_CHUNKS);
	}

	@AfterEach
	void end() throws InterruptedException {
		this.threads.close();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void threadsAreSeenWithStateAndStack(JvmFeatures jvm) {
		Thread waiting = this.threads.waiting("capture-waiting");
		Thread running = this.threads.running("capture-running");

		ThreadSnapshot snapshot = new ThreadCapturer(jvm).capture(NOW);

		ObservedThread seenWaiting = find(snapshot, waiting);
		assertThat(seenWaiting.name()).isEqualTo("capture-waiting");
		assertThat(seenWaiting.state()).isEqualTo(Thread.State.WAITING);
		assertThat(methods(seenWaiting)).contains("io.tidemark.capture.ParkedThreads.waitForTheEnd");
		assertThat(seenWaiting.lock().className()).isEqualTo("java.util.concurrent.CountDownLatch$Sync");
		assertThat(seenWaiting.lock().identity()).matches("@[0-9a-f]+");
		assertThat(seenWaiting.lock().owner()).isNull();
		assertThat(seenWaiting.lock().ownerId()).isNull();
		ObservedThread seenRunning = find(snapshot, running);
		assertThat(seenRunning.state()).isEqualTo(Thread.State.RUNNABLE);
		assertThat(methods(seenRunning)).contains("io.tidemark.capture.ParkedThreads.compute");
		assertThat(seenRunning.lock()).isNull();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aBlockedThreadTellsTheMonitorAndWhoHoldsIt(JvmFeatures jvm) {
		Object monitor = new StringBuilder();
		Thread blocked;
		ThreadSnapshot snapshot;
		synchronized (monitor) {
			blocked = this.threads.blocked("capture-blocked", monitor);

			snapshot = new ThreadCapturer(jvm).capture(NOW);
		}

		assertThat(find(snapshot, blocked).state()).isEqualTo(Thread.State.BLOCKED);
		assertThat(find(snapshot, blocked).lock()).isEqualTo(new AwaitedLock("java.lang.StringBuilder",
				identity(monitor), Thread.currentThread().getName(), Thread.currentThread().getId()));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void allWhoWaitForOneLockKnowItAndItsOwner(JvmFeatures jvm) {
		ReentrantLock lock = new ReentrantLock();
		lock.lock();
		List<Thread> convoy;
		ThreadSnapshot snapshot;
		try {
			convoy = Stream
				.generate(() -> this.threads.start(new Thread(() -> passThrough(lock), "convoy"), Thread.State.WAITING))
				.limit(20)
				.toList();

			snapshot = new ThreadCapturer(jvm).capture(NOW);
		}
		finally {
			lock.unlock();
		}

		assertThat(convoy).map((thread) -> find(snapshot, thread).lock()).doesNotContainNull().allSatisfy((seen) -> {
			assertThat(seen.className()).isEqualTo("java.util.concurrent.locks.ReentrantLock$NonfairSync");
			assertThat(seen.identity()).isEqualTo(find(snapshot, convoy.get(0)).lock().identity());
			assertThat(seen.owner()).isEqualTo(Thread.currentThread().getName());
			assertThat(seen.ownerId()).isEqualTo(Thread.currentThread().getId());
		});
	}

	@ParameterizedTest
	@MethodSource("ways")
	void threadsThatWaitForEachOtherAreACycle(JvmFeatures jvm) {
		try (DeadlockedPair pair = DeadlockedPair.start()) {
			ThreadSnapshot snapshot = new ThreadCapturer(jvm).capture(NOW);

			ObservedThread first = find(snapshot, pair.first());
			ObservedThread second = find(snapshot, pair.second());
			assertThat(first.lock().ownerId()).isEqualTo(second.id());
			assertThat(second.lock().ownerId()).isEqualTo(first.id());
		}
	}

	private static void passThrough(ReentrantLock lock) {
		lock.lock();
		lock.unlock();
	}

	private static String identity(Object lock) {
		return "@" + Integer.toHexString(System.identityHashCode(lock));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void everyLivePlatformThreadIsSeenOnce(JvmFeatures jvm) {
		List<Thread> waiting = Stream.generate(() -> this.threads.waiting("capture-many")).limit(120).toList();

		ThreadSnapshot snapshot = new ThreadCapturer(jvm).capture(NOW);

		assertThat(snapshot.threads()).extracting(ObservedThread::id)
			.doesNotHaveDuplicates()
			.contains(Thread.currentThread().getId())
			.containsAll(waiting.stream().map(Thread::getId).toList());
		assertThat(snapshot.threads()).extracting(ObservedThread::name).contains("Reference Handler", "Finalizer");
		assertThat(snapshot.threads()).noneMatch(ObservedThread::virtual);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void threadsThatEndMeanwhileAreNoError(JvmFeatures jvm) throws Exception {
		AtomicBoolean enough = new AtomicBoolean();
		Thread starter = new Thread(() -> {
			while (!enough.get()) {
				new Thread(Thread::onSpinWait, "capture-short-lived").start();
			}
		});
		starter.start();
		try {
			ThreadCapturer capturer = new ThreadCapturer(jvm);
			for (int i = 0; i < 50; i++) {
				ThreadSnapshot snapshot = capturer.capture(NOW);

				assertThat(snapshot.threads()).extracting(ObservedThread::id).contains(starter.getId());
				assertThat(snapshot.threads()).noneMatch((thread) -> thread.state() == Thread.State.TERMINATED);
			}
		}
		finally {
			enough.set(true);
			starter.join();
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void daemonsAreMarked(JvmFeatures jvm) {
		Thread daemon = this.threads.waiting("capture-daemon");

		ThreadSnapshot snapshot = new ThreadCapturer(jvm).capture(NOW);

		assertThat(find(snapshot, daemon).daemon()).isTrue();
		assertThat(find(snapshot, Thread.currentThread()).daemon()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void cpuTimeAndAllocatedBytesAreThereOnHotSpot(JvmFeatures jvm) {
		ObservedThread self = find(new ThreadCapturer(jvm).capture(NOW), Thread.currentThread());

		assertThat(self.cpuNanos()).isPositive();
		assertThat(self.allocatedBytes()).isPositive();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aStackDeeperThanTheBoundIsCutAtTheRoot(JvmFeatures jvm) {
		Thread deep = this.threads.deep("capture-deep", 3_000);

		StackTrace stack = find(new ThreadCapturer(jvm).capture(NOW), deep).stack();

		assertThat(stack.truncated()).isTrue();
		assertThat(stack.frames()).hasSize(StackInterner.MAX_DEPTH);
		assertThat(stack.frames().get(StackInterner.MAX_DEPTH - 1).methodName()).isEqualTo("descend");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void threadsAtOnePlaceShareOneStack(JvmFeatures jvm) {
		Thread first = this.threads.waiting("capture-first");
		Thread second = this.threads.waiting("capture-second");
		ParkedThreads.until(() -> first.getStackTrace().length == second.getStackTrace().length);

		ThreadSnapshot snapshot = new ThreadCapturer(jvm).capture(NOW);

		assertThat(find(snapshot, first).stack()).isSameAs(find(snapshot, second).stack());
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aThreadClassThatMakesUpIdentifiersDoesNotEndTheCapture(JvmFeatures jvm) {
		for (long id : new long[] { 0, -1, Long.MIN_VALUE }) {
			this.threads.start(new MadeUpIdentifier(this.threads, id), Thread.State.WAITING);
		}

		ThreadSnapshot snapshot = new ThreadCapturer(jvm).capture(NOW);

		assertThat(snapshot.threads()).extracting(ObservedThread::id)
			.allMatch((id) -> id > 0)
			.contains(Thread.currentThread().getId());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aThreadClassThatMakesUpIdentifiersIsSeenWithItsOwn() {
		this.threads.start(new MadeUpIdentifier(this.threads, 1), Thread.State.WAITING);

		ThreadSnapshot snapshot = new ThreadCapturer(JvmFeatures.current()).capture(NOW);

		assertThat(snapshot.threads()).filteredOn((thread) -> thread.name().equals("capture-made-up"))
			.singleElement()
			.satisfies((thread) -> assertThat(thread.id()).isGreaterThan(1));
	}

	@Test
	void withoutStacksOnlyNamesAndStatesAreSeen() {
		Thread waiting = this.threads.waiting("capture-waiting");

		ThreadSnapshot snapshot = new ThreadCapturer(JvmFeatures.current()).captureWithoutStacks(NOW);

		ObservedThread seen = find(snapshot, waiting);
		assertThat(seen.state()).isEqualTo(Thread.State.WAITING);
		assertThat(seen.stack()).isSameAs(StackTrace.EMPTY);
		assertThat(seen.lock()).isNull();
		assertThat(seen.cpuNanos()).isNull();
		assertThat(seen.allocatedBytes()).isNull();
		assertThat(snapshot.cost().method()).isEqualTo(CaptureMethod.WITHOUT_STACKS);
		assertThat(snapshot.cost().pause()).isZero();
	}

	@Test
	void namesAndStatesDoNotWaitForACaptureThatHangs() throws Exception {
		ThreadCapturer capturer = new ThreadCapturer(JvmFeatures.current());
		ThreadSnapshot snapshot;
		synchronized (capturer) { // as a capture does
			snapshot = CompletableFuture.supplyAsync(() -> capturer.captureWithoutStacks(NOW))
				.get(20, TimeUnit.SECONDS);
		}

		assertThat(snapshot.threads()).isNotEmpty();
	}

	@Test
	void aCaptureInChunksSaysThatItStoppedTheApplication() {
		ThreadSnapshot snapshot = new ThreadCapturer(IN_CHUNKS).capture(NOW);

		assertThat(snapshot.time()).isEqualTo(NOW);
		assertThat(snapshot.cost().method()).isEqualTo(CaptureMethod.THREAD_MX_BEAN_CHUNKS);
		assertThat(snapshot.cost().longestPause()).isPositive().isLessThanOrEqualTo(snapshot.cost().pause());
		assertThat(snapshot.cost().wall()).isGreaterThanOrEqualTo(snapshot.cost().pause());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aWalkByHandshakeSaysThatItStoppedNothing() {
		ThreadSnapshot snapshot = new ThreadCapturer(JvmFeatures.current()).capture(NOW);

		assertThat(snapshot.cost().method()).isEqualTo(CaptureMethod.HANDSHAKE_WALK);
		assertThat(snapshot.cost().pause()).isEqualTo(Duration.ZERO);
		assertThat(snapshot.cost().longestPause()).isEqualTo(Duration.ZERO);
		assertThat(snapshot.cost().wall()).isPositive();
	}

	@Test
	void nobodyIsWaitedForBetweenCaptures() {
		ThreadCapturer capturer = new ThreadCapturer(JvmFeatures.current());

		capturer.capture(NOW);

		assertThat(capturer.waitingFor()).isNull();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aWalkSaysForWhomItWaits(JvmFeatures jvm) {
		Thread waiting = this.threads.waiting("capture-awaited");
		StackWalk walk = jvm.canWalkByHandshake() ? new HandshakeWalk() : new ChunkedWalk();
		List<String> awaited = new java.util.ArrayList<>();

		walk.walk(List.of(waiting), awaited::add);

		assertThat(awaited).containsExactly("capture-awaited");
	}

	private static ObservedThread find(ThreadSnapshot snapshot, Thread thread) {
		return snapshot.threads().stream().filter((seen) -> seen.id() == thread.getId()).findFirst().orElseThrow();
	}

	private static List<String> methods(ObservedThread thread) {
		return thread.stack().frames().stream().map((frame) -> frame.method()).toList();
	}

	/** As some thread classes did before JDK 19 advised against it. */
	private static final class MadeUpIdentifier extends Thread {

		private final long id;

		MadeUpIdentifier(ParkedThreads threads, long id) {
			super(threads::waitForTheEnd, "capture-made-up");
			this.id = id;
		}

		@Override
		@SuppressWarnings("deprecation")
		public long getId() {
			return this.id;
		}

	}

}
