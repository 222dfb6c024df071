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

}
