package io.tidemark.boot.autoconfigure;

import java.util.List;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.tidemark.boot.resources.CacheSizes;
import io.tidemark.boot.resources.DataSourcePools;
import io.tidemark.boot.resources.ExecutorBeans;
import io.tidemark.boot.resources.HikariPools;
import io.tidemark.boot.resources.MalformedGaugeException;
import io.tidemark.boot.resources.MeterGauges;
import io.tidemark.boot.resources.MeterLoads;
import io.tidemark.boot.resources.NettyBuffers;
import io.tidemark.boot.resources.ResourceSource;
import io.tidemark.boot.resources.ResourceSources;
import io.tidemark.boot.resources.SinkBeans;
import io.tidemark.boot.resources.TomcatResources;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.web.server.session.DefaultWebSessionManager;

import static org.assertj.core.api.Assertions.assertThat;

class TidemarkResourceAutoConfigurationTests {

	private static final WatchedResource ORDERS = WatchedResource.of("orders", "orders", () -> 7);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TidemarkAutoConfiguration.class,
				TidemarkResourceAutoConfiguration.class, TaskExecutionAutoConfiguration.class));

	@Test
	void whatIsThereIsOffered() {
		this.runner.withBean("orders", WatchedResource.class, () -> ORDERS).run((context) -> {
			assertThat(context.getBean(ResourceSources.class).resources()).contains(ORDERS)
				.anySatisfy((resource) -> assertThat(resource.tags()).containsEntry("name", "applicationTaskExecutor"));
		});
	}

	@Test
	void theApplicationsOwnComeFirst() {
		LoadSignal load = new LoadSignal(LoadSignal.REQUESTS, () -> 7);
		this.runner.withBean(LoadSignal.class, () -> load)
			.run((context) -> assertThat(context.getBean(ResourceSources.class).loads()).contains(load)
				.filteredOn((each) -> each.name().equals(LoadSignal.REQUESTS))
				.hasSize(1));
	}

	@Test
	void aSourceOfTheApplicationIsAskedToo() {
		this.runner.withBean("own", ResourceSource.class, () -> new ResourceSource() {
			@Override
			public String name() {
				return "own";
			}

			@Override
			public List<WatchedResource> resources() {
				return List.of(ORDERS);
			}
		}).run((context) -> assertThat(context.getBean(ResourceSources.class).resources()).contains(ORDERS));
	}

	@Test
	void whereNothingOfALibraryIsThereItsSourceIsNot() {
		FilteredClassLoader without = new FilteredClassLoader(MeterRegistry.class, HikariDataSource.class,
				DataSourceUnwrapper.class, TomcatWebServer.class, Tomcat.class, Caffeine.class,
				DefaultWebSessionManager.class, Flux.class, reactor.core.publisher.Sinks.class,
				ByteBufAllocatorMetricProvider.class);
		this.runner.withClassLoader(without).run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(MeterGauges.class)
				.doesNotHaveBean(MeterLoads.class)
				.doesNotHaveBean(HikariPools.class)
				.doesNotHaveBean(DataSourcePools.class)
				.doesNotHaveBean(TomcatResources.class)
				.doesNotHaveBean(SinkBeans.class)
				.doesNotHaveBean(NettyBuffers.class)
				.hasSingleBean(CacheSizes.class)
				.hasSingleBean(ExecutorBeans.class);
			assertThat(context.getBean(ResourceSources.class).resources()).extracting(WatchedResource::kind)
				.contains(ResourceKind.EXECUTOR, ResourceKind.THREADS)
				.doesNotContain(ResourceKind.POOL);
		});
	}

	@Test
	void switchedOffThereAreNoSources() {
		this.runner.withPropertyValues("tidemark.leaks.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ResourceSource.class));
		this.runner.withPropertyValues("tidemark.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ResourceSource.class));
	}

	@Test
	void aGaugeThatCannotBeReadFailsTheStartWithASentence() {
		this.runner.withPropertyValues("tidemark.leaks.gauges[0]=orders.open | orders | many").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(MalformedGaugeException.class);
			FailureAnalysis analysis = new MalformedGaugeFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription())
				.isEqualTo("Property 'tidemark.leaks.gauges[0]': expected a limit above 0, found 'many'.");
		});
	}

}
