package io.tidemark.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.jvm.convention.micrometer.MicrometerJvmThreadMeterConventions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.boot.metrics.AllocationMetrics;
import io.tidemark.boot.metrics.GcMetrics;
import io.tidemark.boot.metrics.HeapMetrics;
import io.tidemark.boot.metrics.JvmThreadStates;
import io.tidemark.boot.metrics.ThreadMetrics;
import io.tidemark.boot.autoconfigure.TidemarkProperties.Metrics.WaitReasons;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.heap.HeapRates;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.jvm.GcPauses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class TidemarkMetricsAutoConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withBean(SimpleMeterRegistry.class)
		.withConfiguration(
				AutoConfigurations.of(TidemarkAutoConfiguration.class, TidemarkMetricsAutoConfiguration.class,
						MetricsAutoConfiguration.class, JvmMetricsAutoConfiguration.class));

	@Test
	void theThreadsByStateOfMicrometerAreFedFromOurPass() {
		this.application.run((context) -> {
			assertThat(context).getBean(JvmThreadMetrics.class).isInstanceOf(JvmThreadStates.class);
			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			assertThat(registry.get("jvm.threads.states").tag("state", "runnable").gauge().value()).isPositive();
			assertThat(registry.get("jvm.threads.live").gauge().value()).isPositive();
		});
	}

	@Test
	void theOtherMetersAreBoundWhenTheApplicationIsReady() {
		this.application.run((context) -> {
			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			assertThat(registry.find("tidemark.threads.live").gauge()).isNull();

			context.getBean(MeterFeed.class).bind();

			assertThat(registry.get("tidemark.threads.live").gauge().value()).isPositive();
			assertThat(registry.get("tidemark.application.info").gauge().getId().getTag("version"))
				.isEqualTo("unknown");
			assertThat(registry.get("tidemark.memory.heap.max").gauge().value()).isPositive();
			assertThat(registry.find("tidemark.gc.pause").timers()).isNotEmpty();
			assertThat(registry.get("tidemark.observer.part").tag("part", "origins").gauge().value()).isBetween(0.0,
					1.0);
		});
	}

	@Test
	void aPropertyRestoresThoseOfMicrometer() {
		this.application.withPropertyValues("tidemark.metrics.replace-thread-states=false")
			.run((context) -> assertThat(context).getBean(JvmThreadMetrics.class)
				.isNotInstanceOf(JvmThreadStates.class));
	}

	@Test
	void theVersionIsThatOfTheApplication() {
		Properties build = new Properties();
		build.setProperty("version", "3.1.4");
		this.application.withPropertyValues("spring.application.version=3.1.3")
			.run((context) -> assertThat(version(context)).isEqualTo("3.1.3"));
		this.application.withPropertyValues("spring.application.version=3.1.3")
			.withBean(BuildProperties.class, () -> new BuildProperties(build))
			.run((context) -> assertThat(version(context)).isEqualTo("3.1.4"));
		this.application.withPropertyValues("tidemark.heap.drift.version=3.1.5")
			.withBean(BuildProperties.class, () -> new BuildProperties(build))
			.run((context) -> assertThat(version(context)).isEqualTo("3.1.5"));
	}

	@Test
	void theJvmsMetersHaveTheNamesOfMicrometerByDefault() {
		this.application.run((context) -> {
			context.getBean(MeterFeed.class).bind();
			assertThat(names(context)).contains("jvm.threads.states", "jvm.memory.used", "jvm.memory.max")
				.doesNotContain("jvm.thread.count", "jvm.gc.duration");
		});
	}

	@Test
	void aPropertyGivesTheJvmsMetersTheNamesOfOpenTelemetry() {
		this.application.withConfiguration(AutoConfigurations.of(SystemMetricsAutoConfiguration.class))
			.withPropertyValues("tidemark.metrics.names=opentelemetry")
			.run((context) -> {
				System.gc();
				context.getBean(MeterFeed.class).bind();
				assertThat(names(context))
					.contains("jvm.thread.count", "jvm.memory.used", "jvm.memory.limit", "jvm.class.count",
							"jvm.class.unloaded", "jvm.cpu.time", "jvm.cpu.count", "jvm.cpu.recent_utilization",
							"jvm.memory.used_after_last_gc", "jvm.gc.duration", "tidemark.threads.live")
					.doesNotContain("jvm.threads.states", "jvm.memory.max", "jvm.classes.loaded", "process.cpu.time");
				SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				assertThat(registry.get("jvm.thread.count").tag("jvm.thread.state", "runnable").gauge().value())
					.isPositive();
			});
	}

	@Test
	void conventionsOfTheApplicationHavePrecedence() {
		this.application.withPropertyValues("tidemark.metrics.names=opentelemetry")
			.withBean(MicrometerJvmThreadMeterConventions.class,
					() -> new MicrometerJvmThreadMeterConventions(Tags.empty()))
			.run((context) -> assertThat(names(context)).contains("jvm.threads.states").contains("jvm.memory.limit"));
	}

	@Test
	void metersCanBeSwitchedOff() {
		this.application.withPropertyValues("tidemark.metrics.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ThreadMetrics.class).doesNotHaveBean(MeterFeed.class);
			assertThat(context.getBean(SimpleMeterRegistry.class).find("tidemark.threads.live").gauge()).isNull();
		});
	}

	@Test
	void metersOfPausesAreLeftOutWhereTheJvmCannotTell() {
		this.application.withClassLoader(new FilteredClassLoader("com.sun.management"))
			.run((context) -> assertThat(context).hasSingleBean(ThreadMetrics.class)
				.doesNotHaveBean(GcMetrics.class)
				.doesNotHaveBean(GcPauses.class));
	}

	@Test
	void everySampleIsANumberAlsoWhereAPartOfTheJvmIsMissing() {
		for (ClassLoader parts : List.of(getClass().getClassLoader(), new FilteredClassLoader("com.sun.management"))) {
			new ApplicationContextRunner()
				.withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
				.withConfiguration(
						AutoConfigurations.of(TidemarkAutoConfiguration.class, TidemarkMetricsAutoConfiguration.class,
								TidemarkHeapAutoConfiguration.class, TidemarkContainerAutoConfiguration.class,
								MetricsAutoConfiguration.class, JvmMetricsAutoConfiguration.class))
				.withClassLoader(parts)
				.run((context) -> {
					context.getBean(MeterFeed.class).onApplicationEvent(ready(context.getSourceApplicationContext()));
					PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
					until(() -> registry.find("tidemark.limit.used").gauge() != null);

					assertThat(registry.scrape().lines().filter((line) -> line.startsWith("tidemark_")))
						.hasSizeGreaterThan(25)
						.allMatch((sample) -> sample.matches(".* [0-9][0-9.E-]*"));
				});
		}
	}

	@Test
	void manyWhoWaitForOneLockAreSeenByTheMeters() {
		ReentrantLock lock = new ReentrantLock();
		this.application.withPropertyValues("tidemark.metrics.wait-reasons.interval=1s").run((context) -> {
			lock.lock();
			try {
				for (int i = 0; i < 12; i++) {
					new Thread(() -> passThrough(lock), "convoy").start();
				}
				until(() -> lock.getQueueLength() == 12);

				context.getBean(MeterFeed.class).onApplicationEvent(ready(context.getSourceApplicationContext()));

				SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				until(() -> value(registry.find("tidemark.threads.lock.waiting.max").gauge()) >= 12);
				assertThat(value(registry.find("tidemark.threads.waiting").tag("reason", "lock").gauge()))
					.isGreaterThanOrEqualTo(12);
				assertThat(registry.find("tidemark.threads.waiting").gauges()).hasSize(15);
			}
			finally {
				lock.unlock();
			}
		});
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_17)
	void noStacksAreWalkedByItselfWhereThatStopsTheApplication() {
		assertThat(new WaitReasons(null).intervalWhere(false)).isZero();
		this.application.run((context) -> {
			context.getBean(MeterFeed.class).onApplicationEvent(ready(context.getSourceApplicationContext()));

			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			until(() -> registry.find("tidemark.threads.deadlocked").gauge() != null);
			assertThat(registry.find("tidemark.threads.waiting").gauges()).isEmpty();
			assertThat(context.getBean(ObserverParts.class).waitReasons().works()).isTrue();
		});
	}

	@Test
	void theWalkCanBeSwitchedOffAndSaysSo() {
		assertThat(new WaitReasons(null).intervalWhere(true)).isEqualTo(Duration.ofMinutes(1));
		this.application.withPropertyValues("tidemark.metrics.wait-reasons.interval=0").run((context) -> {
			context.getBean(MeterFeed.class).onApplicationEvent(ready(context.getSourceApplicationContext()));

			ObserverPart walk = context.getBean(ObserverParts.class).waitReasons();
			until(() -> !walk.works());
			assertThat(walk.state().because())
				.isEqualTo("it is off because tidemark.metrics.wait-reasons.interval is 0");
		});
	}

	@Test
	void whatLivesInTheHeapIsListenedToOnce() {
		withHeap().run((context) -> {
			assertThat(context).hasSingleBean(LiveSetWatch.class).hasSingleBean(HeapRates.class);
			context.getBean(MeterFeed.class).bind();
			assertThat(context.getBean(SimpleMeterRegistry.class).find("tidemark.memory.allocated").meter())
				.isNotNull();
		});
	}

	@Test
	void theOtherMetersAreThereWhereMemoryIsNotWatched() {
		for (ApplicationContextRunner without : List.of(this.application,
				withHeap().withPropertyValues("tidemark.heap.enabled=false"))) {
			without.run((context) -> {
				assertThat(context).doesNotHaveBean(LiveSetWatch.class).doesNotHaveBean(HeapMetrics.class);
				context.getBean(MeterFeed.class).bind();
				SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				assertThat(registry.find("tidemark.memory.heap.max").gauge()).isNotNull();
				assertThat(registry.find("tidemark.memory.allocated").meter()).isNull();
			});
		}
	}

	@Test
	void memoryIsWatchedWhereThereAreNoMeters() {
		withHeap().withPropertyValues("tidemark.metrics.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(LiveSetWatch.class)
				.hasSingleBean(HeapRates.class)
				.doesNotHaveBean(HeapMetrics.class));
	}

	@Test
	void whoAllocatesIsToldWhileItIsSampled() {
		withHeap().withPropertyValues("tidemark.metrics.groups.interval=1s").run((context) -> {
			context.getBean(HeapStarter.class).onApplicationEvent(ready(context.getSourceApplicationContext()));
			context.getBean(MeterFeed.class).onApplicationEvent(ready(context.getSourceApplicationContext()));

			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			until(() -> new byte[100_000].length > 0
					&& registry.find("tidemark.memory.allocation.rate").tag("package", "other").gauge() != null);
			ObserverPart part = context.getBean(ObserverParts.class).allocations();
			assertThat(part.state().runs()).isPositive();

			part.stepDown("it is off for a test");

			until(() -> registry.find("tidemark.memory.allocation.rate").gauges().isEmpty());
		});
	}

	@Test
	void nobodyTellsWhoAllocatesWhereThatIsOff() {
		withHeap().withPropertyValues("tidemark.heap.allocations.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(MeterFeed.class)
				.doesNotHaveBean(AllocationMetrics.class));
	}

	private static String version(ApplicationContext context) {
		context.getBean(MeterFeed.class).bind();
		return String.valueOf(context.getBean(SimpleMeterRegistry.class)
			.get("tidemark.application.info")
			.gauge()
			.getId()
			.getTag("version"));
	}

	private static Set<String> names(ApplicationContext context) {
		return context.getBean(SimpleMeterRegistry.class)
			.getMeters()
			.stream()
			.map((meter) -> meter.getId().getName())
			.collect(Collectors.toSet());
	}

	private ApplicationContextRunner withHeap() {
		return this.application.withConfiguration(AutoConfigurations.of(TidemarkHeapAutoConfiguration.class));
	}

	private static ApplicationReadyEvent ready(ConfigurableApplicationContext context) {
		return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
	}

	private static double value(@Nullable Gauge gauge) {
		return (gauge != null) ? gauge.value() : -1;
	}

	private static void passThrough(ReentrantLock lock) {
		lock.lock();
		lock.unlock();
	}

	private static void until(BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30)) {
				throw new AssertionError("Nothing came of it in 30 seconds");
			}
			Thread.onSpinWait();
		}
	}

}
