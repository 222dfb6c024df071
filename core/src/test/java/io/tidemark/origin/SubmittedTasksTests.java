package io.tidemark.origin;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubmittedTasksTests {

	private final SubmittedTasks tasks = new SubmittedTasks(new TaskSettings(List.of("io.tidemark.origin"), 10_000));

	private final ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
			new LinkedBlockingQueue<>(3));

	private final ExecutorTasks executor = this.tasks.executor("orders", this.pool::getQueue, true);

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private volatile long threadId;

	@AfterEach
	void stop() {
		this.release.countDown();
		this.pool.shutdownNow();
	}

	@Test
	void tasksThatRunAndThatWaitAreToldWithTheLineThatSubmittedThem() throws InterruptedException {
		submitStuck();
		submitOthers(2);

		assertThat(this.tasks.readings()).singleElement().satisfies((reading) -> {
			assertThat(reading.running()).isEqualTo(1);
			assertThat(reading.queued()).isEqualTo(2);
			assertThat(reading.virtual()).isFalse();
		});
		List<TaskOrigin> origins = origins();
		assertThat(origins).extracting((origin) -> origin.frame().methodName())
			.containsExactly("submitOthers", "submitStuck");
		assertThat(origins).extracting(TaskOrigin::running).containsExactly(0, 1);
		assertThat(origins).extracting(TaskOrigin::queued).containsExactly(2, 0);
		assertThat(origins).extracting(TaskOrigin::library).containsOnly(false);
	}

	@Test
	void aTaskThatWasRejectedIsNotQueued() throws InterruptedException {
		submitStuck();
		submitOthers(3);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> submitOthers(1));

		assertThat(this.tasks.readings()).singleElement()
			.satisfies((reading) -> assertThat(reading.queued()).isEqualTo(3));
		assertThat(origins().stream().mapToInt(TaskOrigin::queued).sum()).isEqualTo(3);
	}

	@Test
	void aTaskThatWasCancelledAndPurgedIsNotQueued() throws InterruptedException {
		submitStuck();
		FutureTask<Integer> future = new FutureTask<>(() -> 1);
		this.pool.execute(this.executor.wrap(future));
		assertThat(queued()).isEqualTo(1);

		future.cancel(true);
		this.pool.purge();

		assertThat(queued()).isZero();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
	}

	@Test
	void aTaskThatEndedIsForgotten() throws InterruptedException {
		submitStuck();
		this.release.countDown();
		this.pool.shutdown();
		assertThat(this.pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

		assertThat(this.tasks.readings()).singleElement()
			.satisfies((reading) -> assertThat(reading.running()).isZero());
		assertThat(origins()).isEmpty();
	}

	@Test
	void theExceptionOfATaskIsItsOwn() {
		IllegalStateException failure = new IllegalStateException("no stock");
		Runnable task = this.executor.wrap(() -> {
			throw failure;
		});

		assertThatThrownBy(task::run).isSameAs(failure);
		assertThat(this.executor.reading().running()).isZero();
	}

	@Test
	void theResultOfAFutureIsItsOwn() throws InterruptedException, ExecutionException {
		FutureTask<Integer> future = new FutureTask<>(() -> 7);
		this.pool.execute(this.executor.wrap(future));

		assertThat(future.get()).isEqualTo(7);
	}

	@Test
	void aTaskThatAnExecutorMayKeepInAnOrderIsLeftAlone() {
		PriorityBlockingQueue<Runnable> ordered = new PriorityBlockingQueue<>();
		Ordered task = new Ordered();

		ordered.add(this.executor.wrap(task));
		ordered.add(this.executor.wrap(new Ordered()));

		assertThat(ordered).contains(task);
	}

	@Test
	void tasksThatNobodyLookedAtAreToldApart() throws InterruptedException {
		SubmittedTasks few = new SubmittedTasks(new TaskSettings(List.of("io.tidemark.origin"), 1));
		ExecutorTasks executor = few.executor("orders", this.pool::getQueue, true);
		submitStuck();
		IntStream.range(0, 3).forEach((i) -> this.pool.execute(executor.wrap(() -> {
		})));

		List<TaskOrigin> origins = few.submissions().ofPlatform(LongStream.empty(), (reading) -> true);

		assertThat(origins).extracting(TaskOrigin::queued).containsExactly(1, 2);
		assertThat(origins.get(1).frame()).isNull();
	}

	@Test
	void everyTaskOfASuspectedExecutorIsLookedAt() throws InterruptedException {
		SubmittedTasks none = new SubmittedTasks(new TaskSettings(List.of("io.tidemark.origin"), 0));
		ExecutorTasks executor = none.executor("orders", this.pool::getQueue, true);
		submitStuck();
		none.suspect(Set.of("orders"));
		IntStream.range(0, 3).forEach((i) -> this.pool.execute(executor.wrap(() -> {
		})));

		assertThat(none.submissions().ofPlatform(LongStream.empty(), (reading) -> true)).singleElement()
			.satisfies((origin) -> assertThat(origin.queued()).isEqualTo(3));
	}

	@Test
	void executorsBeyondTheBoundAreNotRemembered() {
		IntStream.range(0, SubmittedTasks.EXECUTORS + 5)
			.forEach((i) -> this.tasks.executor("pool " + i, List::of, true).wrap(() -> {
			}).run());

		assertThat(this.tasks.readings()).hasSize(SubmittedTasks.EXECUTORS);
	}

	@Test
	void stacksAreBounded() {
		SubmittedTasks many = new SubmittedTasks(new TaskSettings(List.of(), 0));
		ExecutorTasks executor = many.executor("orders", List::of, true);
		many.suspect(Set.of("orders"));
		Collection<Runnable> held = new LinkedBlockingQueue<>();
		IntStream.range(0, SubmitterStacks.STACKS + 50).forEach((i) -> submitFrom(executor, held, i, 10));

		assertThat(many.stacks()).isEqualTo(SubmitterStacks.STACKS);
		assertThat(held).hasSize(SubmitterStacks.STACKS + 50);
	}

	/** Each number gives another way through the two branches. */
	private static void submitFrom(ExecutorTasks executor, Collection<Runnable> held, int number, int depth) {
		if (depth == 0) {
			held.add(executor.wrap(() -> {
			}));
		}
		else if (number % 2 == 0) {
			submitFrom(executor, held, number / 2, depth - 1);
		}
		else {
			submitFrom(executor, held, number / 2, depth - 1);
		}
	}

	private void submitStuck() throws InterruptedException {
		this.pool.execute(this.executor.wrap(() -> {
			this.threadId = Thread.currentThread().getId();
			this.begun.countDown();
			await(this.release);
		}));
		assertThat(this.begun.await(10, TimeUnit.SECONDS)).isTrue();
	}

	private void submitOthers(int count) {
		for (int i = 0; i < count; i++) {
			this.pool.execute(this.executor.wrap(() -> {
			}));
		}
	}

	private List<TaskOrigin> origins() {
		return this.tasks.submissions().ofPlatform(LongStream.of(this.threadId), (reading) -> true);
	}

	private int queued() {
		return this.tasks.readings().get(0).queued();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class Ordered implements Runnable, Comparable<Ordered> {

		@Override
		public void run() {
		}

		@Override
		public int compareTo(Ordered other) {
			return 0;
		}

	}

}
