package io.tidemark.boot.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.tidemark.origin.ExecutorReading;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskOrigin;
import io.tidemark.origin.TaskSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class TaskExecutorPostProcessorTests {

	private final SubmittedTasks tasks = new SubmittedTasks(
			new TaskSettings(List.of("io.tidemark.boot.tasks"), 10_000));

	private final TaskExecutorPostProcessor processor = new TaskExecutorPostProcessor(() -> this.tasks);

	private final CountDownLatch release = new CountDownLatch(1);

	private final List<AutoCloseable> opened = new ArrayList<>();

	@AfterEach
	void stop() throws Exception {
		this.release.countDown();
		for (AutoCloseable each : this.opened) {
			each.close();
		}
	}

	@Test
	void aQueuedAndARunningTaskNameTheLineThatSubmittedThem() {
		ThreadPoolTaskExecutor executor = pool(new ThreadPoolTaskExecutor());
		executor.execute(this::block);
		awaitRunning("pool", 1);
		executor.submit(this::block);

		assertThat(reading("pool").queued()).isEqualTo(1);
		List<TaskOrigin> origins = this.tasks.submissions().ofPlatform(LongStream.empty(), (reading) -> true);
		assertThat(origins).singleElement().satisfies((origin) -> {
			assertThat(origin.frame().method())
				.isEqualTo(getClass().getName() + ".aQueuedAndARunningTaskNameTheLineThatSubmittedThem");
			assertThat(origin.queued()).isEqualTo(1);
		});
	}

	@Test
	void aPoolTellsHowManyThreadsItMayHave() {
		ThreadPoolTaskExecutor executor = pool(new ThreadPoolTaskExecutor());
		executor.setMaxPoolSize(7);
		executor.execute(this::block);
		awaitRunning("pool", 1);
		assertThat(reading("pool").most()).isEqualTo(7);

		executor.setMaxPoolSize(Integer.MAX_VALUE);

		assertThat(reading("pool").most()).as("no bound").isNull();
	}

	@Test
	void theDecoratorThatAnExecutorHasStillWorksOnBothThreads() throws Exception {
		List<String> seen = new ArrayList<>();
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setTaskDecorator((task) -> {
			seen.add("submits in " + Thread.currentThread().getName());
			return () -> {
				seen.add("runs in " + Thread.currentThread().getName());
				task.run();
			};
		});

		pool(executor).submit(() -> seen.add("task")).get();

		assertThat(seen).containsExactly("submits in " + Thread.currentThread().getName(), "runs in pool-1", "task");
	}

	@Test
	void aRejectedTaskIsNotQueuedForEver() {
		ThreadPoolTaskExecutor executor = pool(new ThreadPoolTaskExecutor());
		executor.execute(this::block);
		executor.execute(this::block);
		executor.execute(this::block);
		assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> executor.execute(this::block));

		this.release.countDown();

		await().untilAsserted(() -> {
			assertThat(reading("pool").running()).isZero();
			assertThat(reading("pool").queued()).isZero();
		});
	}

	@Test
	void aCancelledTaskIsPurged() {
		ThreadPoolTaskExecutor executor = pool(new ThreadPoolTaskExecutor());
		executor.execute(this::block);
		awaitRunning("pool", 1);
		Future<?> queued = executor.submit(this::block);

		queued.cancel(true);
		executor.getThreadPoolExecutor().purge();

		assertThat(reading("pool").queued()).isZero();
	}

	@Test
	void cancellingInterruptsARunningTask() {
		CountDownLatch interrupted = new CountDownLatch(1);
		Future<?> future = pool(new ThreadPoolTaskExecutor()).submit((Callable<Boolean>) () -> {
			try {
				return this.release.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
				throw ex;
			}
		});
		awaitRunning("pool", 1);

		future.cancel(true);

		await().until(() -> interrupted.getCount() == 0);
	}

	@Test
	void aSubclassIsLeftAloneForItMayKeepTasksInAnOrder() throws Exception {
		ThreadPoolTaskExecutor executor = pool(new ThreadPoolTaskExecutor() {
			@Override
			protected BlockingQueue<Runnable> createQueue(int queueCapacity) {
				return new PriorityBlockingQueue<>();
			}
		});

		executor.submit(() -> 1).get();

		assertThat(this.tasks.readings()).isEmpty();
	}

	@Test
	void aTaskOfASchedulerIsCountedWhileItRuns() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		this.processor.postProcessBeforeInitialization(scheduler, "scheduler");
		scheduler.initialize();
		this.opened.add(scheduler::destroy);

		scheduler.scheduleAtFixedRate(this::block, Duration.ofMillis(1));

		awaitRunning("scheduler", 1);
		assertThat(reading("scheduler").queued()).isZero();
	}

	@Test
	void anEngineThatCannotBeHadLetsTheTasksRun() throws Exception {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		new TaskExecutorPostProcessor(() -> {
			throw new IllegalStateException("closed");
		}).postProcessBeforeInitialization(executor, "pool");
		executor.initialize();
		this.opened.add(executor::destroy);

		assertThat(executor.submit(() -> 7).get()).isEqualTo(7);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void parkedVirtualThreadsAreCountedExactly() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("job-");
		executor.setVirtualThreads(true);
		this.processor.postProcessBeforeInitialization(executor, "jobs");
		for (int i = 0; i < 5_000; i++) {
			executor.execute(this::block);
		}

		awaitRunning("jobs", 5_000);
		assertThat(reading("jobs").virtual()).isTrue();
		assertThat(this.tasks.submissions().ofVirtual((reading) -> true).get(0).running()).isEqualTo(5_000);

		this.release.countDown();
		awaitRunning("jobs", 0);
	}

	private ThreadPoolTaskExecutor pool(ThreadPoolTaskExecutor executor) {
		executor.setCorePoolSize(1);
		executor.setMaxPoolSize(1);
		executor.setQueueCapacity(2);
		executor.setThreadNamePrefix("pool-");
		this.processor.postProcessBeforeInitialization(executor, "pool");
		executor.initialize();
		this.opened.add(executor::destroy);
		return executor;
	}

	private void awaitRunning(String name, int running) {
		await().until(() -> this.tasks.readings()
			.stream()
			.anyMatch((reading) -> reading.name().equals(name) && reading.running() == running));
	}

	private ExecutorReading reading(String name) {
		return this.tasks.readings()
			.stream()
			.filter((reading) -> reading.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private void block() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
