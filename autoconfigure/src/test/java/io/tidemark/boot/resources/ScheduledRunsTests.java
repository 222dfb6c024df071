package io.tidemark.boot.resources;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduledRunsTests {

	@Test
	void eachRunIsToldOnce() throws InterruptedException {
		CountDownLatch ran = new CountDownLatch(1);
		ScheduledTaskRegistrar tasks = new ScheduledTaskRegistrar();
		tasks.addFixedDelayTask(ran::countDown, Duration.ofHours(1));
		tasks.afterPropertiesSet();
		List<String> told = new ArrayList<>();
		ScheduledTaskHolder holder = tasks;
		ScheduledRuns runs = new ScheduledRuns(() -> Set.of(holder));

		assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
		runs.look((when, what) -> told.add(what));
		runs.look((when, what) -> told.add(what));
		tasks.destroy();

		assertThat(told).singleElement().asString().startsWith("the scheduled job ");
	}

	@Test
	void tasksThatAreGoneAreForgotten() throws InterruptedException {
		ScheduledTaskRegistrar[] tasks = new ScheduledTaskRegistrar[1];
		ScheduledRuns runs = new ScheduledRuns(() -> Set.of((ScheduledTaskHolder) tasks[0]));
		for (int i = 0; i < 5; i++) {
			CountDownLatch ran = new CountDownLatch(1);
			tasks[0] = new ScheduledTaskRegistrar();
			tasks[0].addFixedDelayTask(new Job(i, ran), Duration.ofHours(1));
			tasks[0].afterPropertiesSet();
			assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
			runs.look((when, what) -> {
			});
			tasks[0].destroy();
		}

		assertThat(runs.size()).isEqualTo(1);
	}

	private record Job(int number, CountDownLatch ran) implements Runnable {

		@Override
		public void run() {
			this.ran.countDown();
		}

	}

}
