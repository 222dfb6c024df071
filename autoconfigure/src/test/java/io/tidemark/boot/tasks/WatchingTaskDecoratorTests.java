package io.tidemark.boot.tasks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.tidemark.origin.ExecutorTasks;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchingTaskDecoratorTests {

	private static final Runnable TASK = () -> {
	};

	private final ExecutorTasks tasks = new SubmittedTasks(TaskSettings.DEFAULT).executor("pool", List::of, true);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private final CountDownLatch looking = new CountDownLatch(1);

	private final CountDownLatch found = new CountDownLatch(1);

	@AfterEach
	void stop() {
		this.found.countDown();
		this.threads.shutdown();
	}

	@Test
	void aTaskIsNotWatchedWhileAnotherThreadLooksForTheWatch() throws Exception {
		WatchingTaskDecorator decorator = new WatchingTaskDecorator(null, this::find, ExecutorTasks::wrap);
		CompletableFuture<Runnable> first = CompletableFuture.supplyAsync(() -> decorator.decorate(TASK), this.threads);
		this.looking.await();

		CompletableFuture<Runnable> second = CompletableFuture.supplyAsync(() -> decorator.decorate(TASK),
				this.threads);

		assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(TASK);
		this.found.countDown();
		assertThat(first.get()).isNotSameAs(TASK);
		assertThat(decorator.decorate(TASK)).isNotSameAs(TASK);
	}

	private ExecutorTasks find() {
		this.looking.countDown();
		try {
			this.found.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.tasks;
	}

}
