package io.tidemark.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.tidemark.boot.tasks.TaskExecutorPostProcessor;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * What it costs a task to be watched: the same executor with and without, by turns, in
 * one JVM. Each task does nothing, so that everything measured is the way there.
 */
final class TaskBenchmark {

	private static final int TASKS = 10_000;

	private static final int WARM_UP = 5;

	private final int rounds;

	private TaskBenchmark(int rounds) {
		this.rounds = rounds;
	}

	/**
	 * @param args rounds
	 */
	public static void main(String[] args) throws InterruptedException {
		System.out.println("| executor | stacks | µs a task without | with, median (range) | more |");
		System.out.println("|---|---|---|---|---|");
		TaskBenchmark benchmark = new TaskBenchmark(Integer.parseInt(args[0]));
		for (int stacks : List.of(0, 100, TASKS)) {
			benchmark.compare("on the calling thread", stacks, TaskBenchmark::calling);
			benchmark.compare("`ThreadPoolTaskExecutor`, 2 threads", stacks, TaskBenchmark::pool);
			if (Runtime.version().feature() >= 21) {
				benchmark.compare("`SimpleAsyncTaskExecutor`, virtual threads", stacks, TaskBenchmark::virtual);
			}
		}
		System.exit(0);
	}

	private void compare(String name, int stacks, Supplier<AsyncTaskExecutor> executor) throws InterruptedException {
		AsyncTaskExecutor bare = initialised(executor.get());
		AsyncTaskExecutor watched = executor.get();
		SubmittedTasks tasks = new SubmittedTasks(new TaskSettings(List.of("io.tidemark.benchmarks"), stacks));
		new TaskExecutorPostProcessor(() -> tasks).postProcessBeforeInitialization(watched, name);
		initialised(watched);
		Samples without = new Samples();
		Samples with = new Samples();
		for (int round = -WARM_UP; round < this.rounds; round++) {
			if (stacks == TASKS) {
				// what a second allows is there again, so that every task is looked at
				LockSupport.parkNanos(1_010_000_000L);
			}
			double first = microsATask(bare);
			double second = microsATask(watched);
			if (round >= 0) {
				without.add(first);
				with.add(second);
			}
		}
		System.out.printf(Locale.ROOT, "| %s | %,d/s | %.3f | %.3f (%.3f–%.3f) | %.3f |%n", name, stacks,
				without.median(), with.median(), with.min(), with.max(), with.median() - without.median());
	}

	private static double microsATask(AsyncTaskExecutor executor) throws InterruptedException {
		CountDownLatch ended = new CountDownLatch(TASKS);
		long start = System.nanoTime();
		for (int i = 0; i < TASKS; i++) {
			executor.execute(ended::countDown);
		}
		ended.await();
		return (System.nanoTime() - start) / 1e3 / TASKS;
	}

	private static AsyncTaskExecutor initialised(AsyncTaskExecutor executor) {
		if (executor instanceof ThreadPoolTaskExecutor pool) {
			pool.initialize();
		}
		return executor;
	}

	/** Runs its tasks at once, so that only the way around them is measured. */
	private static AsyncTaskExecutor calling() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
		executor.setThreadFactory((task) -> new Thread(task) {
			@Override
			public void start() {
				task.run();
			}
		});
		return executor;
	}

	private static AsyncTaskExecutor pool() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(2);
		executor.setDaemon(true);
		return executor;
	}

	private static AsyncTaskExecutor virtual() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
		executor.setVirtualThreads(true);
		return executor;
	}

}
