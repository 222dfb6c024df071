package io.tidemark.boot.autoconfigure;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Tells which threads the executor beans of another application context, such as a child
 * of ours, have some seconds after it was closed; those that outlive it by the time of
 * grace are a proof. Only threads of which that is certain are told: a pool of Spring's
 * names its threads with a prefix, and as many live threads have that prefix as the pool
 * says it has. If another pool has the same prefix, there are more, and none is told.
 * Makes no bean, stops nothing and keeps no executor alive. Remembers at most
 * {@value #MOST} contexts until it has told. A look takes about 10 ms with 10,000
 * threads, and nothing where no context was closed.
 */
final class ClosedContextWatch implements ApplicationListener<ContextClosedEvent> {

	static final int MOST = 100;

	/** Idle workers end in it, and until they have, numbers differ. */
	static final Duration SETTLED = Duration.ofSeconds(5);

	private final ApplicationContext own;

	private final Clock clock;

	private final Deque<Closed> contexts = new ArrayDeque<>();

	/**
	 * @param own the context whose end is ours, too
	 */
	ClosedContextWatch(ApplicationContext own, Clock clock) {
		this.own = own;
		this.clock = clock;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() != this.own
				&& event.getApplicationContext() instanceof ConfigurableApplicationContext closed) {
			List<Pool> pools = pools(closed.getBeanFactory());
			if (!pools.isEmpty()) {
				remember(new Closed(closed.getDisplayName(), pools, this.clock.instant()));
			}
		}
	}

	private synchronized void remember(Closed closed) {
		if (this.contexts.size() >= MOST) {
			this.contexts.removeFirst();
		}
		this.contexts.addLast(closed);
	}

	/** Tells of the contexts that were closed some seconds ago, each once. */
	void look(Instant now, Receiver receiver) {
		for (Closed closed : settled(now)) {
			List<Thread> live = liveThreads();
			List<Thread> threads = closed.pools().stream().flatMap((pool) -> pool.threads(live).stream()).toList();
			if (!threads.isEmpty()) {
				receiver.closed(closed.name(), threads, closed.when());
			}
		}
	}

	private synchronized List<Closed> settled(Instant now) {
		List<Closed> settled = this.contexts.stream()
			.filter((closed) -> Duration.between(closed.when(), now).compareTo(SETTLED) >= 0)
			.toList();
		this.contexts.removeAll(settled);
		return settled;
	}

	private static List<Pool> pools(ConfigurableListableBeanFactory beans) {
		List<Pool> pools = new ArrayList<>();
		for (String name : beans.getBeanNamesForType(ExecutorConfigurationSupport.class, false, false)) {
			if (beans.containsSingleton(name)) {
				ExecutorConfigurationSupport executor = beans.getBean(name, ExecutorConfigurationSupport.class);
				ThreadPoolExecutor pool = pool(executor);
				if (pool != null) {
					pools.add(new Pool(new WeakReference<>(pool), executor.getThreadNamePrefix()));
				}
			}
		}
		return pools;
	}

	private static @Nullable ThreadPoolExecutor pool(ExecutorConfigurationSupport executor) {
		try {
			if (executor instanceof ThreadPoolTaskExecutor tasks) {
				return tasks.getThreadPoolExecutor();
			}
			return (executor instanceof ThreadPoolTaskScheduler timer) ? timer.getScheduledThreadPoolExecutor() : null;
		}
		catch (IllegalStateException ex) {
			return null; // it was never started
		}
	}

	private static List<Thread> liveThreads() {
		ThreadGroup root = Thread.currentThread().getThreadGroup();
		while (root.getParent() != null) {
			root = root.getParent();
		}
		Thread[] threads = new Thread[2 * root.activeCount() + 64];
		return List.copyOf(Arrays.asList(threads).subList(0, root.enumerate(threads)));
	}

	/** Takes the name of a closed context, its threads, and when it was closed. */
	@FunctionalInterface
	interface Receiver {

		void closed(String context, List<Thread> threads, Instant when);

	}

	private record Closed(String name, List<Pool> pools, Instant when) {

	}

	private record Pool(WeakReference<ThreadPoolExecutor> executor, String prefix) {

		/** Its threads, or none where they cannot be told from others. */
		List<Thread> threads(List<Thread> live) {
			ThreadPoolExecutor executor = this.executor.get();
			List<Thread> named = live.stream().filter((thread) -> isNumbered(thread.getName())).toList();
			return (executor != null && named.size() == executor.getPoolSize()) ? named : List.of();
		}

		private boolean isNumbered(String name) {
			return name.startsWith(this.prefix) && name.length() > this.prefix.length()
					&& name.chars().skip(this.prefix.length()).allMatch(Character::isDigit);
		}

	}

}
