package io.tidemark.boot.tasks;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import io.tidemark.origin.ExecutorTasks;
import io.tidemark.origin.SubmittedTasks;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.log.LogMessage;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/**
 * Watches the tasks of executors that are beans, whoever made them: adds a decorator that
 * goes around the one that the executor has. No bean of type {@link TaskDecorator}, which
 * would not know whose tasks it decorates, and of which an application may expect to have
 * one.
 * <p>
 * Of Spring's classes {@link ThreadPoolTaskExecutor}, {@link SimpleAsyncTaskExecutor},
 * {@link ThreadPoolTaskScheduler} and {@link SimpleAsyncTaskScheduler}; their subclasses
 * are left alone, because they may keep tasks in an order or look at their type. Costs
 * nothing before an executor's first task.
 *
 * @since 0.1.0
 */
public final class TaskExecutorPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(TaskExecutorPostProcessor.class);

	private final Supplier<SubmittedTasks> tasks;

	/**
	 * @param tasks asked at the first task
	 */
	public TaskExecutorPostProcessor(Supplier<SubmittedTasks> tasks) {
		this.tasks = tasks;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		Class<?> type = bean.getClass();
		if (type == ThreadPoolTaskExecutor.class) {
			ThreadPoolTaskExecutor executor = (ThreadPoolTaskExecutor) bean;
			watch(executor, beanName, queue(executor), most(executor), ExecutorTasks::wrap, executor::setTaskDecorator);
		}
		else if (type == SimpleAsyncTaskExecutor.class || type == SimpleAsyncTaskScheduler.class) {
			watch(bean, beanName, List::of, () -> 0, ExecutorTasks::wrap,
					((SimpleAsyncTaskExecutor) bean)::setTaskDecorator);
		}
		else if (type == ThreadPoolTaskScheduler.class) {
			// what waits there waits for its time, not for a thread
			watch(bean, beanName, List::of, () -> 0, ExecutorTasks::wrapScheduled,
					((ThreadPoolTaskScheduler) bean)::setTaskDecorator);
		}
		return bean;
	}

	private void watch(Object executor, String name, Supplier<? extends Collection<Runnable>> queue, IntSupplier most,
			BiFunction<ExecutorTasks, Runnable, Runnable> wrap, Consumer<TaskDecorator> setter) {
		Field field = ReflectionUtils.findField(executor.getClass(), "taskDecorator", TaskDecorator.class);
		if (field == null) {
			logger.debug(
					LogMessage.format("Tidemark does not watch the tasks of '%s': its decorator cannot be read", name));
			return;
		}
		ReflectionUtils.makeAccessible(field);
		TaskDecorator own = (TaskDecorator) ReflectionUtils.getField(field, executor);
		setter.accept(new WatchingTaskDecorator(own, () -> tasks(name, queue, most), wrap));
	}

	private ExecutorTasks tasks(String name, Supplier<? extends Collection<Runnable>> queue, IntSupplier most) {
		ExecutorTasks tasks = this.tasks.get().executor(name, queue, true);
		tasks.bound(most);
		return tasks;
	}

	/** Threads that it may have, so that nobody suspects it for having them. */
	private static IntSupplier most(ThreadPoolTaskExecutor executor) {
		WeakReference<ThreadPoolTaskExecutor> reference = new WeakReference<>(executor);
		return () -> {
			ThreadPoolTaskExecutor known = reference.get();
			return (known != null) ? known.getMaxPoolSize() : 0;
		};
	}

	/** Does not hold the executor, which may be forgotten before the context is. */
	private static Supplier<Collection<Runnable>> queue(ThreadPoolTaskExecutor executor) {
		WeakReference<ThreadPoolTaskExecutor> reference = new WeakReference<>(executor);
		return () -> queueOf(reference.get());
	}

	private static Collection<Runnable> queueOf(@Nullable ThreadPoolTaskExecutor executor) {
		try {
			return (executor != null) ? executor.getThreadPoolExecutor().getQueue() : List.of();
		}
		catch (IllegalStateException ex) {
			// not initialised
			return List.of();
		}
	}

}
