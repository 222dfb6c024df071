package io.tidemark.boot.autoconfigure;

import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.boot.metrics.GcMetrics;
import io.tidemark.boot.metrics.JvmThreadStates;
import io.tidemark.boot.metrics.ThreadMetrics;
import io.tidemark.jvm.GcPauses;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
			assertThat(registry.find("tidemark.threads.states").gauges()).isEmpty();

			context.getBean(MeterFeed.class).bind();

			assertThat(registry.get("tidemark.threads.states").tag("state", "runnable").gauge().value()).isPositive();
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

}
