package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

import io.tidemark.origin.ExecutorReading;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.watch.WatchedResource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Executors that are beans: tasks that wait, tasks that run, and threads. Those that
 * start a thread per task, virtual ones included, are known by the tasks that Tidemark
 * counts anyway, so only where {@code tidemark.tasks.enabled} is true. An executor that
 * tells nothing, such as what {@code Executors} wraps, is blind.
 *
 * @since 0.1.0
 */
public final class ExecutorBeans implements ResourceSource {

	private final MadeBeans beans;

	private final Supplier<SubmittedTasks> tasks;

	private final List<BlindSource> blind = new ArrayList<>();

	/**
	 * @param beans where the executors are
	 * @param tasks what runs in executors that start a thread per task
	 */
	public ExecutorBeans(ConfigurableListableBeanFactory beans, Supplier<SubmittedTasks> tasks) {
		this.beans = new MadeBeans(beans);
		this.tasks = tasks;
	}

	@Override
	public String name() {
		return "executors";
	}

	@Override
	public List<WatchedResource> resources() {
		this.blind.clear();
		Map<String, ExecutorReading> counted = new HashMap<>();
		this.tasks.get().readings().forEach((reading) -> counted.put(reading.name(), reading));
		List<WatchedResource> resources = new ArrayList<>();
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		this.beans.each(Executor.class, (name, bean) -> {
			Executor executor = unwrap(bean);
			if (seen.add(executor)) {
				resources.addAll(resources(name, executor, counted.containsKey(name)));
			}
		});
		return resources;
	}

	@Override
	public List<BlindSource> blind() {
		return List.copyOf(this.blind);
	}

	/** What does the work; the bean itself if nobody else does or it did not start. */
	private static Executor unwrap(Executor bean) {
		if (bean instanceof ThreadPoolTaskExecutor executor) {
			return executor.getThreadPoolExecutor();
		}
		if (bean instanceof ThreadPoolTaskScheduler scheduler) {
			return scheduler.getScheduledThreadPoolExecutor();
		}
		return (bean instanceof ConcurrentTaskExecutor executor) ? executor.getConcurrentExecutor() : bean;
	}

	private List<WatchedResource> resources(String name, Executor executor, boolean counted) {
		if (executor instanceof ThreadPoolExecutor pool) {
			return WatchedPool.of(name, pool).resources();
		}
		if (executor instanceof ForkJoinPool pool) {
			return WatchedPool.of(name, pool).resources();
		}
		if (executor instanceof SimpleAsyncTaskExecutor async && counted) {
			return List.of(WatchedPool.active(name, () -> running(name), async::getConcurrencyLimit));
		}
		this.blind.add(new BlindSource("executor '" + name + "'", because(executor)));
		return List.of();
	}

	private double running(String name) {
		for (ExecutorReading reading : this.tasks.get().readings()) {
			if (reading.name().equals(name)) {
				return reading.running();
			}
		}
		return Double.NaN;
	}

	private static String because(Executor executor) {
		return (executor instanceof SimpleAsyncTaskExecutor)
				? "its tasks are counted from the first one on where tidemark.tasks.enabled is true, those of a subclass never"
				: "its class %s does not tell its tasks".formatted(executor.getClass().getName());
	}

}
