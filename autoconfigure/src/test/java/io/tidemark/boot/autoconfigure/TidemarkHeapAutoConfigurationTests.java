package io.tidemark.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.HeapPart;
import io.tidemark.HeapWatch;
import io.tidemark.LeakWatch;
import io.tidemark.boot.schedule.HeapParts;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.heap.AllocationSampler;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.heap.OldObjectRecorder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class TidemarkHeapAutoConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withBean(SimpleMeterRegistry.class)
		.withConfiguration(AutoConfigurations.of(TidemarkAutoConfiguration.class,
				TidemarkResourceAutoConfiguration.class, TidemarkLeaksAutoConfiguration.class,
				TidemarkHeapAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withPropertyValues("tidemark.leaks.interval=1s", "tidemark.leaks.judge-interval=1s");

	@Test
	void nothingIsMadeBeforeTheApplicationIsReady() {
		this.application.run((context) -> {
			ConfigurableListableBeanFactory beans = context.getSourceApplicationContext().getBeanFactory();
			for (Class<?> type : List.of(HeapWatch.class, LiveSetWatch.class, ClassHistograms.class,
					OldObjectRecorder.class, AllocationSampler.class)) {
				assertThat(beans.getBeanNamesForType(type, true, false)).hasSize(1)
					.allMatch((name) -> !beans.containsSingleton(name));
			}
		});
	}

	@Test
	void theLiveHeapIsWatchedWhenTheApplicationIsReadyAndRecordingsEndWithIt() {
		OldObjectRecorder[] recorder = new OldObjectRecorder[1];

		this.application.run((context) -> {
			start(context.getSourceApplicationContext());
			LeakWatch leaks = context.getBean(LeakWatch.class);
			recorder[0] = context.getBean(OldObjectRecorder.class);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> leaks.resources()
					.all()
					.stream()
					.anyMatch((series) -> series.resource().name().equals("jvm.heap.live")));
			HeapWatch heap = context.getBean(HeapWatch.class);
			heap.collect(Instant.now(), false);
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> recorder[0].because() == null);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> !"Nobody has looked yet.".equals(heap.live().unknown()));
		});

		assertThat(recorder[0].because()).isEqualTo("it has been closed");
	}

	@Test
	void everythingIsOffWithOneProperty() {
		this.application.withPropertyValues("tidemark.heap.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(HeapWatch.class).doesNotHaveBean(HeapStarter.class);
			ObserverParts parts = started(context.getSourceApplicationContext());
			for (ObserverPart part : List.of(parts.liveSet(), parts.histograms(), parts.oldObjects(),
					parts.allocations(), parts.drift(), parts.container())) {
				assertThat(part.state().because()).isEqualTo("it is off because tidemark.heap.enabled is false");
			}
		});
	}

	@Test
	void eachPartHasAnOffSwitchThatSaysSo() {
		this.application
			.withPropertyValues("tidemark.heap.old-objects.enabled=false", "tidemark.heap.allocations.enabled=false",
					"tidemark.heap.drift.enabled=false")
			.run((context) -> {
				ObserverParts parts = started(context.getSourceApplicationContext());
				assertThat(parts.oldObjects().state().because())
					.isEqualTo("it is off because tidemark.heap.old-objects.enabled is false");
				assertThat(parts.allocations().state().because())
					.isEqualTo("it is off because tidemark.heap.allocations.enabled is false");
				assertThat(parts.drift().state().because())
					.isEqualTo("it is off because tidemark.heap.drift.enabled is false");
				assertThat(parts.histograms().works()).isTrue();
			});
	}

	@Test
	void whatIsSwitchedOffIsOffBeforeAnythingCanRecord() {
		this.application.withPropertyValues("tidemark.heap.old-objects.enabled=false").run((context) -> {
			context.getBean(TidemarkStarter.class);

			assertThat(context.getBean(ObserverParts.class).oldObjects().works()).isFalse();
		});
	}

	@Test
	void histogramsThatAreNotTakenByThemselvesCanStillBeAskedFor() {
		this.application.run((context) -> {
			ObserverParts parts = context.getBean(ObserverParts.class);
			HeapParts work = new HeapParts(parts, "it is off because tidemark.heap.histogram.automatic is false");

			assertThat(work.off(HeapPart.HISTOGRAMS))
				.isEqualTo("it is off because tidemark.heap.histogram.automatic is false");
			assertThat(work.off(HeapPart.OLD_OBJECTS)).isNull();
			assertThat(parts.histograms().works()).isTrue();
		});
	}

	@Test
	void costIsChargedToThePart() {
		this.application.run((context) -> {
			ObserverParts parts = context.getBean(ObserverParts.class);
			HeapParts work = new HeapParts(parts, null);

			assertThat(work.<Integer>measure(HeapPart.LIVE_SET, () -> 7)).isEqualTo(7);
			work.paused(HeapPart.HISTOGRAMS, Duration.ofMillis(40));

			assertThat(parts.liveSet().state().runs()).isOne();
			assertThat(parts.histograms().state().pause()).isEqualTo(Duration.ofMillis(40));
		});
	}

	private static ObserverParts started(ConfigurableApplicationContext context) {
		context.getBean(TidemarkStarter.class).onApplicationEvent(ready(context));
		return context.getBean(ObserverParts.class);
	}

	private static void start(ConfigurableApplicationContext context) {
		context.getBean(LeakStarter.class).onApplicationEvent(ready(context));
		context.getBean(HeapStarter.class).onApplicationEvent(ready(context));
	}

	private static ApplicationReadyEvent ready(ConfigurableApplicationContext context) {
		return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
	}

}
