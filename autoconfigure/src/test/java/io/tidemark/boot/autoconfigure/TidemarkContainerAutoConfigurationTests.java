package io.tidemark.boot.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.boot.leaks.MemoryGuard;
import io.tidemark.boot.resources.LogQueues;
import io.tidemark.boot.resources.MemorySource;
import io.tidemark.boot.resources.NettyBuffers;
import io.tidemark.boot.resources.ResourceSources;
import io.tidemark.jvm.ContainerCheck;
import io.tidemark.jvm.MemoryFinding;
import io.tidemark.jvm.MemoryPlan;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.PressureWatch;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.PoolRatios;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TidemarkContainerAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TidemarkAutoConfiguration.class,
				TidemarkResourceAutoConfiguration.class, TidemarkContainerAutoConfiguration.class));

	@Test
	void everythingThatLooksIsThere() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(MemoryReadings.class)
			.hasSingleBean(ContainerCheck.class)
			.hasSingleBean(PressureWatch.class)
			.hasSingleBean(MemoryGuard.class)
			.hasSingleBean(MemorySource.class)
			.hasSingleBean(PoolRatios.class)
			.hasSingleBean(NettyBuffers.class)
			.hasSingleBean(LogQueues.class));
	}

	@Test
	void oneSwitchTurnsItOff() {
		this.runner.withPropertyValues("tidemark.heap.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MemoryReadings.class)
				.doesNotHaveBean(ContainerStarter.class)
				.doesNotHaveBean(MemoryGuard.class));
	}

	@Test
	void withoutMicrometerThereAreNoPools() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasSingleBean(MemoryReadings.class)
				.doesNotHaveBean(PoolRatios.class));
	}

	@Test
	void withoutNettyAndLogbackTheirSourcesAreNot() {
		this.runner.withClassLoader(new FilteredClassLoader("io.netty", "ch.qos.logback"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(NettyBuffers.class)
				.doesNotHaveBean(LogQueues.class));
	}

	@Test
	void gapIsOfferedOnceItWasMeasured() {
		this.runner.run((context) -> {
			ResourceSources sources = context.getBean(ResourceSources.class);
			assertThat(sources.resources()).extracting(WatchedResource::kind).doesNotContain(ResourceKind.NATIVE);
			assertThat(sources.blind()).anySatisfy((blind) -> assertThat(blind.because()).contains("not measured yet"));

			if (context.getBean(MemoryReadings.class).unaccounted().because() == null) {
				assertThat(sources.resources()).filteredOn((resource) -> resource.kind() == ResourceKind.NATIVE)
					.extracting(WatchedResource::name)
					.containsExactly("jvm.memory.unaccounted", "process.memory.rss");
				assertThat(sources.loads()).anySatisfy((load) -> {
					assertThat(load.name()).isEqualTo(LoadSignal.HEAP_PAGES);
					assertThat(load.reading().getAsDouble()).isNotNegative();
				});
			}
		});
	}

	@Test
	void onlyWhatIsCertainIsSaidAtTheStart(CapturedOutput output) {
		ContainerStarter.say(new MemoryPlan(null, 1, 1, 1, 1, 1, 1,
				List.of(new MemoryFinding("The heap is too large", "-Xmx200m", true),
						new MemoryFinding("It may swap", "memory.swap.max=0", false))));

		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.endsWith("Memory does not fit: The heap is too large. Set -Xmx200m");
	}

}
