package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StillThreadsTests {

	private static final StackTrace IDLE = ThreadFixture.stack("java.util.concurrent.locks.LockSupport.park",
			"java.util.concurrent.LinkedBlockingQueue.take", "java.util.concurrent.ThreadPoolExecutor.getTask",
			"java.util.concurrent.ThreadPoolExecutor.runWorker", "java.lang.Thread.run");

	private static final StackTrace IN_LATCH = ThreadFixture.stack("java.util.concurrent.CountDownLatch.await",
			"com.example.Orders.place", "java.util.concurrent.ThreadPoolExecutor.runWorker", "java.lang.Thread.run");

	private final StillThreads still = new StillThreads(Duration.ofMinutes(1));

	private final StackGrouper grouper = new StackGrouper();

	@Test
	void threadsThatHangStandStill() {
		List<ObservedThread> hanging = threads(4, IN_LATCH, 700L);
		look(0, hanging);
		look(30, hanging);
		assertThat(stillness(30, hanging).still()).isZero();

		look(60, hanging);

		assertThat(stillness(60, hanging).still()).isEqualTo(4);
	}

	@Test
	void workersThatWaitForWorkAreLeftOut() {
		List<ObservedThread> workers = threads(4, IDLE, 700L);
		look(0, workers);
		look(60, workers);

		assertThat(stillness(60, workers).still()).isZero();
		assertThat(stillness(60, workers).stacks()).isEmpty();
	}

	@Test
	void oneThatUsedAMicrosecondHasMoved() {
		look(0, threads(4, IN_LATCH, 700L));
		look(60, threads(4, IN_LATCH, 1_700L));

		assertThat(stillness(60, threads(4, IN_LATCH, 1_700L)).still()).isZero();
	}

	@Test
	void oneAtAnotherStackHasMoved() {
		look(0, threads(4, IDLE, 700L));
		look(60, threads(4, IN_LATCH, 700L));

		assertThat(stillness(60, threads(4, IN_LATCH, 700L)).still()).isZero();
	}

	@Test
	void oneThatIsNewerThanTheLastLookCountsAsMoving() {
		look(0, threads(4, IN_LATCH, 700L));
		look(60, threads(4, IN_LATCH, 700L));

		assertThat(stillness(65, threads(9, IN_LATCH, 700L)).still()).isEqualTo(4);
	}

	@Test
	void oneThatRunsAndDoesNotTellItsCpuTimeCountsAsMoving() {
		List<ObservedThread> waiting = threads(1, IN_LATCH, null);
		List<ObservedThread> running = List
			.of(ThreadFixture.inState(threads(1, IN_LATCH, null).get(0), Thread.State.RUNNABLE));
		look(0, running);
		look(60, running);
		assertThat(stillness(60, running).still()).isZero();

		look(120, waiting);
		look(180, waiting);

		assertThat(stillness(180, waiting).still()).isEqualTo(1);
	}

	@Test
	void stacksAtWhichThreadsStandThatHaveSomethingToDoAreTold() {
		List<ObservedThread> stuck = threads(3, IN_LATCH, 700L);
		look(0, stuck);
		look(60, stuck);

		assertThat(stillness(60, stuck).stacks()).singleElement().satisfies((stack) -> {
			assertThat(stack.at()).isEqualTo("com.example.Orders.place");
			assertThat(stack.threads()).isEqualTo(3);
			assertThat(stack.still()).isEqualTo(3);
		});
	}

	@Test
	void twoThreadsAtAStackAreNotWorthTelling() {
		List<ObservedThread> stuck = threads(2, IN_LATCH, 700L);
		look(0, stuck);
		look(60, stuck);

		assertThat(stillness(60, stuck).stacks()).isEmpty();
	}

	@Test
	void ofAFamilyAtMostFiveStacksAreTold() {
		List<ObservedThread> stuck = new ArrayList<>();
		for (int stack = 0; stack < 7; stack++) {
			StackTrace place = ThreadFixture.stack("java.util.concurrent.CountDownLatch.await",
					"com.example.Orders.place" + stack, "java.util.concurrent.ThreadPoolExecutor.runWorker");
			for (int i = 0; i < 3 + stack; i++) {
				stuck.add(thread(100 * stack + i, place, 700L));
			}
		}
		look(0, stuck);
		look(60, stuck);

		assertThat(stillness(60, stuck).stacks()).extracting(StillStack::still).containsExactly(9, 8, 7, 6, 5);
	}

	@Test
	void nobodyKnowsBeforeTwoLooks() {
		List<ObservedThread> workers = threads(4, IN_LATCH, 700L);
		assertThat(stillness(0, workers).still()).isNaN();

		look(0, workers);

		assertThat(stillness(0, workers).still()).isNaN();
	}

	@Test
	void nobodyKnowsWhenNobodyLooksAnyMore() {
		List<ObservedThread> workers = threads(4, IN_LATCH, 700L);
		look(0, workers);
		look(60, workers);
		assertThat(stillness(240, workers).still()).isEqualTo(4);
		assertThat(stillness(241, workers).still()).isNaN();

		look(241, workers);
		look(271, workers);
		this.still.forget();

		assertThat(stillness(272, workers).still()).isNaN();
		assertThat(this.still.remembered()).isZero();
	}

	@Test
	void virtualThreadsAreCountedByTheirFamilyUnlessThereAreTooMany() {
		List<ObservedThread> parked = LongStream.rangeClosed(1, 3)
			.mapToObj((id) -> new ObservedThread(id, "mail-" + id, true, true, Thread.State.WAITING, IN_LATCH, null,
					null, null, null))
			.toList();
		this.still.observe(at(0), this.grouper.standing(ThreadFixture.snapshot(at(0), parked)), true);
		this.still.observe(at(60), this.grouper.standing(ThreadFixture.snapshot(at(60), parked)), true);
		assertThat(stillness(60, parked).still()).isEqualTo(3);

		this.still.observe(at(90), this.grouper.standing(ThreadFixture.snapshot(at(90), parked)), false);

		assertThat(stillness(90, parked).still()).isNaN();
	}

	@Test
	void ofTooManyThreadsTheYoungestAreRemembered() {
		List<ObservedThread> workers = threads(StillThreads.REMEMBERED + 10, IN_LATCH, 700L);
		look(0, workers);
		look(60, workers);

		assertThat(this.still.remembered()).isEqualTo(StillThreads.REMEMBERED);
		assertThat(stillness(60, workers).still()).isEqualTo(StillThreads.REMEMBERED);
	}

	private void look(long second, List<ObservedThread> threads) {
		this.still.observe(at(second), this.grouper.standing(ThreadFixture.snapshot(at(second), threads)), true);
	}

	private Stillness stillness(long second, List<ObservedThread> threads) {
		GroupedSnapshot groups = this.grouper.group(ThreadFixture.snapshot(at(second), threads), null);
		ThreadFamily family = groups.families().get(0);
		assertThat(groups.families()).hasSize(1);
		return this.still.of(family, at(second));
	}

	private static List<ObservedThread> threads(int count, StackTrace stack, @Nullable Long cpuNanos) {
		return LongStream.rangeClosed(1, count).mapToObj((id) -> thread(id, stack, cpuNanos)).toList();
	}

	private static ObservedThread thread(long id, StackTrace stack, @Nullable Long cpuNanos) {
		return ThreadFixture.withUsage(ThreadFixture.thread(id, "pool-1-thread-" + id, stack), cpuNanos, 0L);
	}

	private static Instant at(long second) {
		return ThreadFixture.START.plusSeconds(second);
	}

}
