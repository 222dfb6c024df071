package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.tidemark.boot.tasks.TaskExecutorPostProcessor;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import io.tidemark.watch.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ExecutorBeansTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final SubmittedTasks tasks = new SubmittedTasks(new TaskSettings(List.of(), 0));

	private final ExecutorBeans source = new ExecutorBeans(this.beans, () -> this.tasks);

	private final CountDownLatch release = new CountDownLatch(1);

	private final List<Runnable> opened = new ArrayList<>();

	@AfterEach
	void stop() {
		this.release.countDown();
		this.opened.forEach(Runnable::run);
	}

	@Test
	void whatWaitsAndRunsInAPoolIsReadWithItsBounds() {
		ThreadPoolTaskExecutor mails = pool(1, 2, 3);
		register("mails", mails);
		block(mails, 5);

		await().until(() -> value("executor.active", "mails") == 2);
		assertThat(value("executor.queued", "mails")).isEqualTo(3);
		assertThat(value("executor.pool.size", "mails")).isEqualTo(2);
		assertThat(limit("executor.queued", "mails")).isEqualTo(3);
		assertThat(limit("executor.active", "mails")).isEqualTo(2);
		assertThat(limit("executor.pool.size", "mails")).isEqualTo(2);
	}

	@Test
	void whatCameAndWentIsCounted() throws Exception {
		ThreadPoolTaskExecutor mails = pool(1, 1, 10);
		register("mails", mails);
		mails.submit(() -> 1).get();
		block(mails, 4);

		Flow flow = Offered.of(this.source, "executor.queued", "mails").flow();

		await().untilAsserted(() -> {
			assertThat(flow.arrived().getAsLong()).isEqualTo(5);
			assertThat(flow.completed().getAsLong()).isEqualTo(1);
		});
	}

	@Test
	void aPoolAsBootMakesItHasNoBoundOnItsQueueAndGrowsToItsCoreOnly() {
		register("applicationTaskExecutor", pool(8, Integer.MAX_VALUE, Integer.MAX_VALUE));

		assertThat(limit("executor.queued", "applicationTaskExecutor")).isNaN();
		assertThat(limit("executor.active", "applicationTaskExecutor")).isEqualTo(8);
	}

	@Test
	void aPoolThatHandsOverHasNoQueueAndNoLimitWhereItHasNoMost() {
		ThreadPoolExecutor handover = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
				new SynchronousQueue<>());
		this.opened.add(handover::shutdownNow);
		register("handover", handover);

		assertThat(this.source.resources()).extracting((resource) -> resource.name())
			.containsExactly("executor.active", "executor.pool.size");
		assertThat(limit("executor.active", "handover")).isNaN();
	}

	@Test
	void tasksOfASchedulerThatWaitForTheirTimeAreNoQueue() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.initialize();
		this.opened.add(scheduler::destroy);
		register("timers", scheduler);

		for (int i = 0; i < 7; i++) {
			scheduler.getScheduledExecutor().schedule(() -> 1, 1, TimeUnit.DAYS);
		}

		assertThat(value("executor.scheduled", "timers")).isEqualTo(7);
		assertThat(limit("executor.scheduled", "timers")).isNaN();
		assertThat(Offered.of(this.source, "executor.scheduled", "timers").flow()).isNull();
	}

	@Test
	void aForkJoinPoolIsRead() {
		ForkJoinPool pool = new ForkJoinPool(1);
		this.opened.add(pool::shutdownNow);
		register("forks", pool);
		block(pool, 3);

		await().until(() -> value("executor.queued", "forks") == 2);
		assertThat(value("executor.active", "forks")).isEqualTo(1);
	}

	@Test
	void anExecutorOfTwoBeansIsOne() {
		ThreadPoolTaskExecutor mails = pool(1, 1, 1);
		register("mails", mails);
		register("wrapped", new ConcurrentTaskExecutor(mails.getThreadPoolExecutor()));

		assertThat(this.source.resources()).hasSize(3);
	}

	@Test
	void anExecutorThatTellsNothingIsBlind() {
		ExecutorService single = Executors.newSingleThreadExecutor();
		this.opened.add(single::shutdownNow);
		register("single", single);

		assertThat(this.source.resources()).isEmpty();
		assertThat(this.source.blind()).singleElement().satisfies((blind) -> {
			assertThat(blind.name()).isEqualTo("executor 'single'");
			assertThat(blind.because()).startsWith("its class java.util.concurrent.Executors$");
		});
	}

	@Test
	void anExecutorThatIsNotMadeYetStaysSo() {
		this.beans.registerBeanDefinition("lazy", new RootBeanDefinition(Executor.class, () -> {
			throw new AssertionError("made by looking at it");
		}));

		assertThat(this.source.resources()).isEmpty();
	}

	@Test
	void anExecutorThatIsNotInitializedTakesNoOtherWithIt() {
		register("not-initialized", new ThreadPoolTaskExecutor());
		register("mails", pool(1, 1, 1));

		assertThat(this.source.resources()).hasSize(3);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void tasksOnVirtualThreadsAreReadParkedOnesIncluded() {
		SimpleAsyncTaskExecutor jobs = new SimpleAsyncTaskExecutor("job-");
		jobs.setVirtualThreads(true);
		new TaskExecutorPostProcessor(() -> this.tasks).postProcessBeforeInitialization(jobs, "jobs");
		register("jobs", jobs);
		block(jobs, 1_000);

		await().until(() -> value("executor.active", "jobs") == 1_000);
		assertThat(limit("executor.active", "jobs")).isNaN();
	}

	private void register(String name, Object bean) {
		this.beans.registerSingleton(name, bean);
	}

	private double value(String name, String executor) {
		return Offered.value(this.source, name, executor);
	}

	private double limit(String name, String executor) {
		return Offered.limit(this.source, name, executor);
	}

	private ThreadPoolTaskExecutor pool(int core, int most, int queue) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(core);
		executor.setMaxPoolSize(most);
		executor.setQueueCapacity(queue);
		executor.initialize();
		this.opened.add(executor::destroy);
		return executor;
	}

	private void block(Executor executor, int times) {
		for (int i = 0; i < times; i++) {
			executor.execute(() -> {
				try {
					this.release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
		}
	}

}
