package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

class ClosedContextWatchTests {

	private static final Instant CLOSED = Instant.parse("2026-11-21T15:00:00Z");

	private static final Instant LATER = CLOSED.plus(ClosedContextWatch.SETTLED);

	private final CountDownLatch release = new CountDownLatch(1);

	private final AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext();

	private final ClosedContextWatch watch = new ClosedContextWatch(this.parent, Clock.fixed(CLOSED, ZoneOffset.UTC));

	private final List<Thread> told = new ArrayList<>();

	@AfterEach
	void release() {
		this.release.countDown();
		this.parent.close();
	}

	@Test
	void threadsThatAreThereAfterTheirContextWasClosedAreToldOnce() throws InterruptedException {
		closeChildWithABusyPool("closed-import-");
		assertThat(look(CLOSED)).isEmpty();

		assertThat(look(LATER)).singleElement()
			.satisfies((thread) -> assertThat(thread.getName()).isEqualTo("closed-import-1"));
		assertThat(look(LATER)).isEmpty();
	}

	@Test
	void threadsThatEndedInTimeAreNotTold() throws InterruptedException {
		ThreadPoolTaskExecutor pool = closeChildWithABusyPool("ended-import-");

		this.release.countDown();

		assertThat(pool.getThreadPoolExecutor().awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(look(LATER)).isEmpty();
	}

	@Test
	void threadsThatMayBelongToAnotherPoolAreNotTold() throws InterruptedException {
		ThreadPoolTaskExecutor other = pool("shared-import-");
		other.initialize();
		keepBusy(other);

		closeChildWithABusyPool("shared-import-");

		assertThat(look(LATER)).isEmpty();
		other.shutdown();
	}

	@Test
	void theEndOfOurOwnContextIsNoLeak() throws InterruptedException {
		ThreadPoolTaskExecutor pool = pool("own-import-");
		this.parent.registerBean("imports", ThreadPoolTaskExecutor.class, () -> pool);
		this.parent.registerBean("lifecycleProcessor", DefaultLifecycleProcessor.class,
				ClosedContextWatchTests::impatient);
		this.parent.addApplicationListener(this.watch);
		this.parent.refresh();
		keepBusy(pool);

		this.parent.close();

		assertThat(look(LATER)).isEmpty();
	}

	private List<Thread> look(Instant now) {
		this.told.clear();
		this.watch.look(now, (context, threads, when) -> {
			assertThat(when).isEqualTo(CLOSED);
			this.told.addAll(threads);
		});
		return this.told;
	}

	private ThreadPoolTaskExecutor closeChildWithABusyPool(String prefix) throws InterruptedException {
		this.parent.addApplicationListener(this.watch);
		this.parent.refresh();
		ThreadPoolTaskExecutor pool = pool(prefix);
		AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
		child.setParent(this.parent);
		child.registerBean("imports", ThreadPoolTaskExecutor.class, () -> pool);
		child.registerBean("lifecycleProcessor", DefaultLifecycleProcessor.class, ClosedContextWatchTests::impatient);
		child.refresh();
		keepBusy(pool);
		child.close();
		return pool;
	}

	private static DefaultLifecycleProcessor impatient() {
		DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
		processor.setTimeoutPerShutdownPhase(1);
		return processor;
	}

	private static ThreadPoolTaskExecutor pool(String prefix) {
		ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
		pool.setThreadNamePrefix(prefix);
		pool.setDaemon(true);
		return pool;
	}

	/** One thread that no interrupt ends. */
	private void keepBusy(ThreadPoolTaskExecutor pool) throws InterruptedException {
		CountDownLatch runs = new CountDownLatch(1);
		pool.execute(() -> {
			runs.countDown();
			while (this.release.getCount() > 0) {
				awaitQuietly();
			}
		});
		assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
	}

	private void awaitQuietly() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			// what a task does that cannot be ended
		}
	}

}
